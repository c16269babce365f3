import { h, fill, heading, p, button, list, inset } from './elements.js';
import { get } from './service.js';
import { moment, day, count, capital } from './words.js';

/** The page to print before a visit: extracted facts and the worker's own answers 1, 6 and 7. No protected data. */
export async function show(root, id) {
  const page = await get(`/api/handovers/${encodeURIComponent(id)}/before-you-knock`);
  document.title = 'Before you knock - Throughline';
  const file = page.casefile;
  const glance = page.glance;
  const section = (title, items) => items?.length ? h('section', {}, heading(2, title, 'm'), list(items)) : null;
  fill(root, h('article', { class: 'tl-knock' }, heading(1, 'Before you knock', 'l', 'title'),
    p([file.childName, file.ageInWords, file.reference].filter(Boolean).join(', ')),
    p(`Worker: ${page.worker}. Supervisor: ${page.supervisor}. ${page.signedAt ? `Signed off ${moment(page.signedAt)}.` : 'Not signed off yet: this worker may not act.'} As the record stood ${moment(page.madeAt)}.`),
    h('div', { class: 'tl-no-print' }, button('Print this page', () => print(), 'secondary')),
    h('section', {}, heading(2, 'A day and a night', 'm'), page.account.q1.map(answer => h('div', { class: 'govuk-body' }, h('strong', {}, answer.name), words(answer.text)))),
    h('section', {}, heading(2, 'What would make me act today', 'm'), words(page.account.q6)),
    h('section', {}, heading(2, 'What I do not know, and whom I will ask', 'm'), words(page.account.q7)),
    section('Must happen by', page.obligations.map(duty => `${duty.what}, by ${moment(duty.due)}`)),
    section('Who belongs to this family', page.people.map(person => [person.name, person.why, person.ageInWords, person.until && `until ${day(person.until)}`].filter(Boolean).join(', '))),
    section('Key entries', page.keyEntries.map(entry => `${capital(entry.dateInWords)}, ${entry.typeLabel} (${entry.persons}): ${entry.summary}`)),
    page.keyEntriesLeftOut ? p(`${count(page.keyEntriesLeftOut, 'older key entry stands', 'older key entries stand')} in the history only.`) : null,
    glance ? section('At a glance', [
      `${count(glance.entries, 'entry', 'entries')}, ${count(glance.key.count, 'key entry', 'key entries')}, ${count(glance.moves.count, 'move')}`,
      ...glance.quietPeriods.map(quiet => `Nothing is recorded from ${day(quiet.from)} to ${day(quiet.to)} (${count(quiet.months, 'month')})`),
      glance.agenciesSilent.length ? `Known to the family and silent here: ${glance.agenciesSilent.map(agency => agency.name).join(', ')}` : null,
      `${glance.reassurance.selfReport.count} of ${count(glance.reassurance.total, 'reassuring entry', 'reassuring entries')} rest on the family's own account alone`
    ].filter(Boolean)) : null,
    section('Who else works with them', page.agencies.map(agency => [agency.name, agency.worker, agency.about && `about ${agency.about}`].filter(Boolean).join(', '))),
    section('Known and not seen', page.sources.map(source => `${source.what}, held by ${source.holder}${source.owner ? `: ${source.owner}, by ${day(source.actionDue)}, ${source.action}` : ': nobody is named yet'}`)),
    inset('Facts from the record and the worker\'s own words; no assessment. It cannot show visits that nobody recorded, agencies that do not write, or files that nobody asked for.')));
}

const words = text => h('div', { class: 'tl-text govuk-body' }, text || 'Nothing is written.');
