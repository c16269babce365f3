import { h, fill, heading, p, button, list, inset } from './elements.js';
import { get } from './service.js';
import { moment, count, capital } from './words.js';
import { words, people, agencies, obligations, sources, glance, limits } from './knock.js';

/** The page to print before a visit: extracted facts and the worker's own answers 1, 6 and 7. No protected data. */
export async function show(root, id) {
  const page = await get(`/api/handovers/${encodeURIComponent(id)}/before-you-knock`);
  document.title = 'Before you knock - Throughline';
  const file = page.casefile;
  const section = (title, content) => content ? h('section', {}, heading(2, title, 'm'), content) : null;
  fill(root, h('article', { class: 'tl-knock' }, heading(1, 'Before you knock', 'l', 'title'),
    p([file.childName, file.ageInWords, file.reference].filter(Boolean).join(', ')),
    p(`Worker: ${page.worker}. Supervisor: ${page.supervisor}. ${page.signedAt ? `Signed off ${moment(page.signedAt)}.` : 'Not signed off yet: this worker may not act.'} As the record stood ${moment(page.madeAt)}.`),
    h('div', { class: 'tl-no-print' }, button('Print this page', () => print(), 'secondary')),
    h('section', {}, heading(2, 'A day and a night', 'm'), page.account.q1.map(answer => h('div', { class: 'govuk-body' }, h('strong', {}, answer.name), words(answer.text)))),
    h('section', {}, heading(2, 'What would make me act today', 'm'), words(page.account.q6)),
    h('section', {}, heading(2, 'What I do not know, and whom I will ask', 'm'), words(page.account.q7)),
    section('Must happen by', obligations(page.obligations)),
    section('Who belongs to this family', people(page.people)),
    section('Key entries', page.keyEntries.length ? list(page.keyEntries.map(entry => `${capital(entry.dateInWords)}, ${entry.typeLabel} (${entry.persons}): ${entry.summary}`)) : null),
    page.keyEntriesLeftOut ? p(`${count(page.keyEntriesLeftOut, 'older key entry stands', 'older key entries stand')} in the history only.`) : null,
    section('At a glance', glance(page.glance)),
    section('Who else works with them', agencies(page.agencies)),
    section('Known and not seen', sources(page.sources)),
    inset(limits())));
}
