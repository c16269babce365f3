import { h, link, tag, details, button, fill, p } from '../elements.js';
import { get } from '../service.js';
import { day } from '../words.js';

/** The entries of a pattern: as they are read, and as they are named for evidence. */

/** What raised it and what the history holds besides of its kind, the oldest first. */
export function toReadWith(prompt) {
  return [...prompt.earlier.map(entry => ({ ...entry, earlier: true })), ...prompt.causes].sort((one, other) => one.day.localeCompare(other.day) || one.seq - other.seq);
}

const how = entry => entry.provenance ? `${entry.provenance}, ${entry.verification}` : '';

export function entries(about, items, none = 'Its entries are kept from you, or were taken out.') {
  if (!items.length) return p(none);
  return h('ol', { class: 'govuk-list govuk-list--spaced' }, items.map(entry => h('li', {},
    link(`${day(entry.day)}: ${entry.label}`, `${about.page}/entries/${entry.file}/${entry.seq}`), entry.agency ? `, ${entry.agency}` : '',
    entry.earlier === undefined && entry.again === undefined ? null : h('span', { class: 'tl-marks' }, entry.earlier ? tag('Of the same kind', 'grey') : entry.again ? tag('Raised it again', 'orange') : tag('Raised it', 'orange')),
    entry.summary ? h('div', { class: 'tl-text' }, entry.summary) : null,
    how(entry) ? h('div', { class: 'govuk-hint' }, 'How it is known: ' + how(entry)) : null)));
}

/** An entry of the history as the list of it gives it. */
const ofHistory = item => ({ day: item.eventDate, label: item.typeLabel, agency: item.agency?.name, summary: item.summary, file: item.casefileId, seq: item.seq,
  provenance: item.provenanceInWords, verification: item.verificationInWords, weak: item.provenance === 'SELF_REPORT' || !item.verification || item.verification === 'UNVERIFIED' });

export const named = entry => `${entry.file} ${entry.seq}`;

/**
 * The entries from which evidence is chosen: those of the pattern, and on request all others of the history.
 *
 * @param chosen a Map from named(entry) to the entry, kept up to date; @param changed called after each change
 */
export function evidence(id, about, prompt, chosen, changed) {
  const offered = new Set();
  const box = h('div', { class: 'govuk-checkboxes govuk-checkboxes--small' });
  const offer = (place, entry) => {
    if (!entry.provenance || offered.has(named(entry))) return;
    offered.add(named(entry));
    const itemId = offered.size === 1 ? id : `${id}-${offered.size}`;
    place.append(h('div', { class: 'govuk-checkboxes__item' },
      h('input', { class: 'govuk-checkboxes__input', type: 'checkbox', id: itemId, name: id, value: named(entry), checked: chosen.has(named(entry)), 'aria-describedby': itemId + '-hint',
        onchange: event => { if (event.target.checked) chosen.set(named(entry), entry); else chosen.delete(named(entry)); changed(); } }),
      h('label', { class: 'govuk-label govuk-checkboxes__label', for: itemId }, `${day(entry.day)}: ${entry.label}${entry.agency ? `, ${entry.agency}` : ''}`),
      h('div', { class: 'govuk-hint govuk-checkboxes__hint', id: itemId + '-hint' }, entry.summary ? h('div', { class: 'tl-text' }, entry.summary) : null, `How it is known: ${how(entry)}`)));
  };
  toReadWith(prompt).forEach(entry => offer(box, entry));
  return h('div', { class: 'govuk-form-group', 'data-field': id }, h('fieldset', { class: 'govuk-fieldset', 'aria-describedby': id + '-about' },
    h('legend', { class: 'govuk-fieldset__legend govuk-fieldset__legend--s' }, 'On which entries does it rest?'),
    h('div', { class: 'govuk-hint', id: id + '-about' }, 'Tick at least one. How each came to be known is kept with your answer.'), box, about.may('SEE_HISTORY') ? others(about, offer) : null));
}

/** The rest of the history, fetched when it is asked for. */
function others(about, offer) {
  const place = h('div', { class: 'govuk-checkboxes govuk-checkboxes--small' });
  const more = h('div', {});
  let begun = false;
  const fetch = async cursor => {
    try {
      const found = await get(`${about.path}/history?limit=50${cursor ? '&cursor=' + encodeURIComponent(cursor) : ''}`);
      found.items.filter(item => item.kind === 'ENTRY' && !item.withheld).forEach(item => offer(place, ofHistory(item)));
      fill(more, found.next ? button('Show more of the history', () => fetch(found.next), 'secondary') : place.childElementCount ? null : p('The history has no other entry.'));
    } catch (problem) {
      fill(more, p(problem.message), button('Try again', () => fetch(cursor), 'secondary'));
    }
  };
  const folded = details('Choose another entry of the history', place, more);
  folded.addEventListener('toggle', () => {
    if (folded.open && !begun) {
      begun = true;
      fetch();
    }
  });
  return folded;
}
