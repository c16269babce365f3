import { h, fill, heading, p, list, button, inset } from '../elements.js';
import { get, maybe } from '../service.js';
import { day, moment, count, and, capital } from '../words.js';
import { arrangementWords } from '../arrangements.js';
import { open, back, title } from './frame.js';

/** The case file on paper: facts of the record, without addresses and without anything withheld. */
export async function show(root, reference) {
  const about = await open(reference);
  const { file, path } = about;
  const [printed, glance, duties] = await Promise.all([get(path + '/print'), maybe(path + '/glance'), about.may('SEE_OBLIGATIONS') ? maybe('/api/obligations?casefile=' + encodeURIComponent(reference)) : null]);
  document.title = `Print: ${file.reference} - Throughline`;
  const part = (name, lines) => h('section', {}, heading(2, name, 'm'), lines.length ? list(lines) : p('None.'));
  fill(root, h('div', { class: 'tl-no-print' }, back(about.page, 'Back to the case file')), h('article', { class: 'tl-knock' }, title(about, 'The case file on paper'),
    p(`As the record stood ${moment(printed.madeAt)}, for ${about.me.name}.`), h('div', { class: 'tl-no-print' }, button('Print this page', () => print(), 'secondary')),
    part('Responsible, and who may act', [...file.allocation.filter(one => !one.until).map(one => `Responsible: ${one.worker.name}, since ${moment(one.since)}`), ...file.mayAct.map(one => `May act: ${one.worker.name}${one.until ? `, until ${moment(one.until)}` : ''}`)]),
    part('Must happen by', (duties || []).filter(line => !line.endedAt).map(line => `${line.what}, by ${moment(line.dueAt)}${line.owner ? `, ${line.owner}` : ''}${line.overdue ? ' (overdue)' : ''}`)),
    part('Who belongs to this family', file.people.map(one => `${one.name}: ${one.why}${one.until ? `, until ${day(one.until)}` : ''}`)),
    part('Agencies', file.agencies.map(one => `${one.agency.name}${one.practitioner ? `, ${one.practitioner}` : ''}, about ${one.personName}`)),
    glance?.entries ? part('At a glance', [`${count(glance.entries, 'entry', 'entries')} from ${day(glance.first)} to ${day(glance.last)}`, `${count(glance.key.count, 'key entry', 'key entries')}, ${count(glance.moves.count, 'move')}`,
      ...glance.quietPeriods.map(quiet => `Nothing is recorded from ${day(quiet.from)} to ${day(quiet.to)}`), glance.agenciesSilent.length ? `Known to the family and silent here: ${and(glance.agenciesSilent.map(agency => agency.name))}` : null,
      `${glance.reassurance.selfReport.count} of ${count(glance.reassurance.total, 'reassuring entry rests', 'reassuring entries rest')} on the family's own account alone`].filter(Boolean)) : null,
    file.agreements?.length ? part('Agreed with the family', file.agreements.map(arrangementWords)) : null,
    part('Key entries', printed.keyEntries.map(entry => `${capital(entry.dateInWords)}, ${entry.typeLabel} (${entry.persons}): ${entry.summary}`)),
    printed.withheld ? p(`${count(printed.withheld, 'key entry is', 'key entries are')} withheld and not printed.`) : null,
    inset('Facts from the record; no assessment. Addresses and what is withheld are left out. Keep this paper with you, and destroy it when you are back.')));
}
