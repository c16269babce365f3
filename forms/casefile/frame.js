import { h, fill, heading, link, tag, list, button } from '../elements.js';
import { get, maybe } from '../service.js';
import { moment, count } from '../words.js';

/** What every page of a case file has: whose file it is, what to do next, the way to its other pages. */

/** The pages of a case file: [address, name, right without which there is nothing to show, and for whom else alone]. */
const SECTIONS = [
  ['', 'Overview', null],
  ['history', 'History', 'SEE_HISTORY'],
  ['timeline', 'Timeline', 'SEE_HISTORY'],
  ['prompts', 'Patterns', null],
  ['people', 'People', null],
  ['meetings', 'Meetings', null],
  ['agreements', 'Agreements', 'SEE_HISTORY'],
  ['called-for', 'Called for', 'SEE_OBLIGATIONS'],
  ['new-entries', 'New entries', 'READ_FOR_HANDOVER', about => mayActBySignature(about)],
  ['duty/notes', 'Hand-back notes', 'SEE_HISTORY'],
  ['disagreements', 'Not agreed', null],
  ['sources', 'Sources', 'KEEP_SOURCES'],
  ['matches', 'Likely matches', 'DECIDE_MATCH'],
  ['urgent', 'Urgent access', 'REVIEW_URGENT_ACCESS'],
  ['access-log', 'Who looked', 'SEE_ACCESS_LOG']
];

/** The file, who asks, and what that person may do. */
export async function open(reference) {
  const path = '/api/casefiles/' + encodeURIComponent(reference);
  const [me, file] = await Promise.all([get('/api/me'), get(path)]);
  const may = new Set(file.may);
  return { me, file, path, reference, page: '/casefiles/' + encodeURIComponent(reference), may: right => may.has(right),
    who: `${file.person.givenName || file.person.name} (${file.reference})` };
}

/** Whether the reader holds an authority that rests on a signature: what is filed after it is new to them (X10). */
export function mayActBySignature({ file, me }) {
  return file.mayAct.some(one => one.worker.username === me.username && ['RESPONSIBLE', 'CO_WORKING', 'COVER'].includes(one.kind));
}

/** The one first heading of a page about this file: what the page is, and whose file. */
export function title(about, text) {
  return h('h1', { class: 'govuk-heading-l', id: 'title', tabindex: '-1' },
    h('span', { class: 'govuk-caption-l' }, text ? about.who : about.file.title || ' '), ' ', text || about.who);
}

/** A page of its own, such as a form: the way back stands first. */
export function act(root, about, text, ...content) {
  document.title = `${text}: ${about.file.reference} - Throughline`;
  fill(root, back(about.page, 'Back to the case file'), title(about, text), ...content);
}

export function back(href, text) {
  return link(text, href, { class: 'govuk-back-link' });
}

/** One of the sections: head, what to do next, the way to the others, then the section itself. */
export async function section(root, reference, address, render) {
  const about = await open(reference);
  const name = SECTIONS.find(([path]) => path === address)[1];
  about.duties = about.may('SEE_OBLIGATIONS') ? (await maybe('/api/obligations?casefile=' + encodeURIComponent(reference)) || []).filter(line => !line.endedAt) : [];
  document.title = `${name}: ${about.file.reference} - Throughline`;
  const body = h('div', { class: 'tl-section' });
  fill(root, title(about), next(about), navigation(about, address), body);
  await render(about, body);
}

function navigation(about, address) {
  return h('nav', { class: 'tl-sections', 'aria-label': 'Case file' }, h('ul', {}, SECTIONS.filter(([, , right, whom]) => (!right || about.may(right)) && (!whom || whom(about))).map(([path, name]) =>
    h('li', {}, link(name, path ? `${about.page}/${path}` : about.page, { 'aria-current': path === address ? 'page' : null })))));
}

/** What waits here for this person, the most pressing first; then what can be done at any time. */
function next(about) {
  const { file, page, may, me } = about;
  const own = about.duties.filter(line => line.owner === me.name);
  const onDuty = file.mayAct.find(one => one.worker.username === me.username && one.kind === 'DUTY');
  const lines = [
    file.open ? null : 'This case file is closed.',
    onDuty ? [`You have this family on duty until ${moment(onDuty.until)}. Visits and contact are yours to record; the hand-back note waits under `, link('My work', '/'), '.'] : null,
    ...own.slice(0, 3).map(line => [line.overdue ? [tag('Overdue', 'red'), ' '] : null, duty({ ...line, what: line.what.split(':')[0] }, about), `, by ${moment(line.dueAt)}`]),
    own.length > 3 ? link(`${count(own.length - 3, 'more thing waits', 'more things wait')} for you here`, page + '#must-happen') : null,
    may('DECIDE_MATCH') && file.undecidedMatches ? link(`Decide ${count(file.undecidedMatches, 'likely match', 'likely matches')}`, page + '/matches') : null,
    may('KEEP_SOURCES') && file.sourcesNotSeen ? link(`See to ${count(file.sourcesNotSeen, 'record')} known and not seen`, page + '/sources') : null
  ].filter(Boolean);
  return h('section', { class: 'tl-next', 'aria-labelledby': 'next-title' }, heading(2, 'What to do next', 's', 'next-title'),
    lines.length ? list(lines) : h('p', { class: 'govuk-body' }, may('APPEND_INFORMATION') ? 'Nothing waits for you here. Record what happens as it happens.' : 'Nothing waits for you here.'),
    h('div', { class: 'tl-actions' },
      may('APPEND_INFORMATION') ? link('Record an entry', `${page}/entries/new`, { class: 'govuk-button' }) : null,
      may('REQUEST_HANDOVER') ? link('Ask for a handover', '/handovers/new?casefile=' + encodeURIComponent(file.reference)) : null,
      link('I do not agree', `${page}/disagreements/new`),
      may('URGENT_ACCESS') && !file.mayAct.some(one => one.worker.username === me.username) ? link('Urgent access', `${page}/urgent-access`) : null,
      may('SEE_HISTORY') ? link('Print', `${page}/print`) : null,
      (file.open ? may('CLOSE_FILE') : may('TELL_AGENCIES')) ? link(file.open ? 'Close this file' : 'Agencies told, or open it again', `${page}/close`) : null));
}

/** A duty, with the way to where it is done. */
export function duty(line, about) {
  const href = wayTo(line, about.page);
  return href ? link(line.what, href) : line.what;
}

/** Where a duty is done; null where its page is not known. */
export function wayTo(line, page) {
  const [kind, ...rest] = (line.key || '').split(':');
  if (kind === 'restriction') return '/casefiles/held';
  if (kind === 'taken-out') return '/casefiles/taken-out/' + rest[0];
  if (kind === 'handover') return '/handovers/' + rest[0];
  if (kind === 'away') return '/people/away';
  if (kind === 'meeting-step' || kind === 'meeting-read') return '/meetings/' + rest[0];
  if (kind === 'agreement' || kind === 'agreement-step') return '/agreements/' + rest[0];
  if (!page) return null;
  if (kind === 'not-known-yet') return `${page}/entries/${rest[0]}/${rest[1]}/complete`;
  if (kind === 'not-this-family') return `${page}/entries/${rest[0]}/${rest[1]}/not-this-family`;
  if (kind === 'read-new') return `${page}/new-entries`;
  if (kind === 'hand-back') return `${page}/duty/${rest[0]}/note`;
  if (kind === 'hand-back-read') return `${page}/duty/notes`;
  if (kind === 'urgent-access') return `${page}/urgent`;
  if (kind === 'meeting-report' || kind === 'meeting-action') return `${page}/meetings`;
  if (kind === 'meeting' || kind === 'look-back' || kind === 'cause-corrected') return `${page}/called-for`;
  if (kind === 'disagreement') return `${page}/disagreements/${rest[0]}`;
  if (kind === 'closing') return `${page}/close`;
  if (kind === 'pattern-prompt' || kind === 'pattern-action') return `${page}/prompts#prompt-${rest[0]}`;
  if (kind === 'pattern-second-look') return `${page}/prompts#second-look`;
  if (kind === 'match') return `${page}/matches`;
  if (kind === 'without-authority') return `${page}/entries/${rest[0]}/${rest[1]}/answer`;
  return null;
}

/** Brings the reader of a changed page to its head, and says what was done. */
export function done(root, text, ...ways) {
  const panel = h('div', { class: 'govuk-panel govuk-panel--confirmation', tabindex: '-1' }, h('h1', { class: 'govuk-panel__title' }, text));
  fill(root, panel, ways.filter(Boolean).map(way => h('p', { class: 'govuk-body' }, way)));
  panel.focus();
}

/** A button that waits for its act, so that a second press does nothing. */
export function once(text, perform, kind = '') {
  const press = button(text, async () => {
    if (press.getAttribute('aria-disabled') === 'true') return;
    press.setAttribute('aria-disabled', 'true');
    try {
      await perform();
    } finally {
      press.removeAttribute('aria-disabled');
    }
  }, kind);
  return press;
}

export const entryPage = (about, ref) => `${about.page}/entries/${ref.casefileId}/${ref.seq}`;
