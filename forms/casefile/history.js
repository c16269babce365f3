import { h, fill, heading, p, link, tag, select, checkbox, dateInput, button, inset, isDay, showErrors } from '../elements.js';
import { get } from '../service.js';
import { day, capital, and, endOfDay } from '../words.js';
import { section, entryPage } from './frame.js';

const AT_ONCE = 50;

/** The family's history, by person, agency, key entries alone, and as it stood on a past day. The address keeps what was chosen. */
export function show(root, reference) {
  return section(root, reference, 'history', async (about, body) => {
    const asked = new URLSearchParams(location.search);
    const wanted = { person: asked.get('person') || '', agency: asked.get('agency') || '', keyOnly: asked.get('keyOnly') === 'true', asOf: asked.get('asOf') || '' };
    const entries = h('div', { class: 'tl-entries' });
    const more = h('div', {});
    const status = h('p', { class: 'govuk-body', role: 'status' });
    fill(body, heading(2, 'History', 'm'), filters(about, wanted, body), wanted.asOf ? inset(`The history as it stood at the end of ${day(wanted.asOf)}. What was recorded later is left out.`) : null,
      status, entries, more);
    await page(about, wanted, entries, more, status);
  });
}

async function page(about, wanted, entries, more, status, cursor) {
  const query = new URLSearchParams({ limit: AT_ONCE });
  if (cursor) query.set('cursor', cursor);
  if (wanted.person) query.set('person', wanted.person);
  if (wanted.agency) query.set('agency', wanted.agency);
  if (wanted.keyOnly) query.set('keyOnly', 'true');
  if (wanted.asOf) query.set('asOf', endOfDay(wanted.asOf));
  const found = await get(`${about.path}/history?${query}`);
  const items = found.items.map(item => entry(item, about));
  entries.append(...items);
  const shown = entries.childElementCount;
  status.textContent = shown ? `${shown === 1 ? 'One entry is' : shown + ' entries are'} shown, the oldest first${found.next ? '; there are more' : ''}.` : 'No entry is like this.';
  fill(more, found.next ? button('Show more of the history', () => page(about, wanted, entries, more, status, found.next), 'secondary') : null);
  if (cursor) items[0]?.querySelector('a').focus();
}

function filters(about, wanted, body) {
  const errors = h('div', {});
  const sent = { ...wanted };
  const agencies = new Map(about.file.agencies.map(one => [one.agency.code, one.agency.name]));
  if (about.file.agency) agencies.set(about.file.agency.code, about.file.agency.name);
  if (sent.agency && !agencies.has(sent.agency)) agencies.set(sent.agency, sent.agency);
  const apply = () => {
    if (sent.asOf && !isDay(sent.asOf)) return showErrors(errors, 'This day does not exist', [{ text: 'Give a day that exists, for example 7 9 2026, or leave it empty.', target: 'asOf' }], body);
    const query = new URLSearchParams(Object.entries(sent).filter(([, value]) => value).map(([name, value]) => [name, String(value)]));
    location.assign(`${about.page}/history${query.size ? '?' + query : ''}`);
  };
  return h('form', { class: 'tl-filter-form', onsubmit: event => { event.preventDefault(); apply(); }, 'aria-label': 'What to show of the history' }, errors,
    h('div', { class: 'tl-filters' },
      select('person', 'About', [['', 'Everybody'], ...about.file.people.map(one => [one.id, one.name])], { value: sent.person, change: value => { sent.person = value; } }),
      select('agency', 'From', [['', 'Every agency'], ...agencies], { value: sent.agency, change: value => { sent.agency = value; } }),
      checkbox('keyOnly', 'Key entries only', { value: sent.keyOnly, change: value => { sent.keyOnly = value; } })),
    dateInput('asOf', 'As it stood at the end of a day', { strong: true, hint: 'Leave it empty for the history as it is now. For example, 7 9 2026', value: sent.asOf, change: value => { sent.asOf = value; } }),
    h('div', { class: 'tl-actions' }, h('button', { type: 'submit', class: 'govuk-button govuk-button--secondary' }, 'Show these entries'),
      Object.values(wanted).some(Boolean) ? link('Show everything', about.page + '/history') : null));
}

/** The words that mark an entry, as tags. */
export function marks(item) {
  return h('span', { class: 'tl-marks' },
    item.key ? tag('Key entry', 'red') : null,
    item.standing === 'MARKED' ? tag('Made without authority', 'orange') : item.standing === 'URGENT' ? tag('Made under urgent access', 'orange') : null,
    item.kind === 'NOT_THIS_FAMILY' ? tag('Taken out', 'grey') : null,
    item.kind === 'CORRECTION' ? tag('Correction', 'purple') : item.kind === 'DISPUTE' ? tag('Another account', 'purple') : null,
    item.corrections?.length ? tag('Corrected', 'purple') : null, item.disputes?.length ? tag('Disputed', 'purple') : null,
    item.withheld ? tag('Withheld', 'grey') : null);
}

function entry(item, about) {
  const head = h('h3', { class: 'govuk-heading-s' }, link(`${capital(item.dateInWords)}: ${item.typeLabel}`, entryPage(about, item)), ' ', marks(item));
  if (item.withheld) return h('article', { class: 'tl-line' }, head, p(`Its words are kept back (${item.withheld.kind}). ${item.withheld.holder || 'Its agency'} answers for it.`));
  if (item.kind === 'NOT_THIS_FAMILY') return h('article', { class: 'tl-line' }, head, p(item.summary || ''));
  return h('article', { class: 'tl-line' + (item.key ? ' tl-entry-key' : '') }, head,
    h('p', { class: 'govuk-body tl-text' }, item.summary || item.reason || ''),
    h('p', { class: 'govuk-hint' }, [and((item.persons || []).map(person => person.name)), item.agency?.name, capital(item.provenanceInWords || '')].filter(Boolean).join(' · ')));
}
