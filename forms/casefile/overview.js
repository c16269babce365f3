import { h, fill, heading, p, link, list, summaryList, tag, details, inset } from '../elements.js';
import { maybe } from '../service.js';
import { day, moment, count, and } from '../words.js';
import { arrangements } from '../arrangements.js';
import { section, duty, entryPage } from './frame.js';

const ACTING = { RESPONSIBLE: 'responsible worker', CO_WORKING: 'co-working', COVER: 'cover', DUTY: 'on duty', URGENT: 'urgent access' };

/** A case file at a glance: who is responsible, who may act, what must happen, what is still open. */
export function show(root, reference) {
  return section(root, reference, '', async (about, body) => {
    const { file, may, page } = about;
    const glance = may('SEE_HISTORY') ? await maybe(about.path + '/glance') : null;
    const open = file.allocation.filter(one => !one.until);
    fill(body, heading(2, 'Overview', 'm'),
      summaryList([
        ['Child', [file.person.name, age(file.person)].filter(Boolean).join(', ')],
        ['Responsible now', and(open.map(one => `${one.worker.name}, since ${moment(one.since)}`)) || 'Nobody'],
        ['Who may act', file.mayAct.length ? list(file.mayAct.map(one => `${one.worker.name}: ${ACTING[one.kind] || one.kind.toLowerCase().replaceAll('_', ' ')}, since ${moment(one.since)}${one.until ? `, until ${moment(one.until)}` : ''}`)) : 'Nobody may act on this file yet'],
        ['Agreed with the family', file.agreements?.length ? arrangements(file.agreements) : null],
        ['Still open', stillOpen(about)]
      ]),
      asks(about), about.duties.length ? mustHappen(about) : null,
      glance ? atAGlance(glance, about) : may('SEE_HISTORY') ? null : inset('The history of this family is not open to you.'),
      heading(2, 'Agencies', 'm'), file.agencies.length ? list(file.agencies.map(one => `${one.agency.name}${one.practitioner ? `, ${one.practitioner}` : ''}, about ${one.personName}, ${one.until ? `from ${day(one.since)} to ${day(one.until)}` : `since ${day(one.since)}`}`)) : p('No agency is named yet.'),
      file.people.length ? h('p', { class: 'govuk-body' }, link(`${count(file.people.length, 'person', 'people')} of this family`, page + '/people')) : null);
  });
}

const age = person => person.born ? `born ${day(person.born)}` : person.expected ? `expected ${day(person.expected)}` : '';

function stillOpen({ file, may, page }) {
  const lines = [
    file.undecidedMatches ? [`${count(file.undecidedMatches, 'likely match', 'likely matches')} to decide`, may('DECIDE_MATCH') && page + '/matches'] : null,
    file.sourcesNotSeen ? [`${count(file.sourcesNotSeen, 'record')} known and not seen`, may('KEEP_SOURCES') && page + '/sources'] : null
  ].filter(Boolean).map(([text, href]) => href ? link(text, href) : text);
  return lines.length ? list(lines, 'spaced') : 'Nothing';
}

/** What the history asks: how much waits, and the way there. */
function asks({ duties, page }) {
  const waiting = kind => duties.filter(line => line.key?.startsWith(kind + ':')).length;
  const lines = [[waiting('pattern-prompt'), 'pattern waits for a decision', 'patterns wait for a decision'], [waiting('pattern-action'), 'thing that was decided is to be done', 'things that were decided are to be done'],
    [waiting('pattern-second-look'), 'second look is to be had', 'second looks are to be had']].filter(([number]) => number).map(([number, one, many]) => count(number, one, many));
  return lines.length ? h('section', { id: 'asks', 'aria-labelledby': 'asks-title' }, heading(2, 'What the history asks', 'm', 'asks-title'),
    h('p', { class: 'govuk-body' }, link('Read the history, and decide', page + '/prompts'), `: ${and(lines)}.`)) : null;
}

function mustHappen(about) {
  return h('section', { id: 'must-happen', tabindex: '-1', 'aria-labelledby': 'must-happen-title' }, heading(2, 'Must happen by', 'm', 'must-happen-title'),
    h('ul', { class: 'govuk-task-list' }, about.duties.map(line => h('li', { class: 'govuk-task-list__item' },
      h('div', { class: 'govuk-task-list__name-and-hint' }, duty(line, about),
        h('div', { class: 'govuk-task-list__hint' }, `By ${moment(line.dueAt)}, ${line.owner ? 'with ' + line.owner : 'with nobody yet'}${line.told?.length ? `. Overdue, told ${line.told.at(-1).who || 'nobody'}` : ''}`)),
      h('div', { class: 'govuk-task-list__status' }, line.overdue ? tag('Overdue', 'red') : tag('Open', 'blue'))))));
}

/** Extracted facts; each line opens the entries that it counts. */
function atAGlance(glance, about) {
  const named = line => list(line.entries.map(one => link(`${one.dateInWords}: ${one.typeLabel} (${one.ref})`, entryPage(about, one.entry))), 'spaced');
  const line = (text, counted) => counted?.count ? details(text, named(counted)) : h('p', { class: 'govuk-body' }, text);
  return h('section', { class: 'tl-glance', 'aria-labelledby': 'glance-title' }, heading(2, 'At a glance', 'm', 'glance-title'),
    glance.entries ? [
      h('p', { class: 'govuk-body' }, link(count(glance.entries, 'entry', 'entries'), about.page + '/history'), ` from ${day(glance.first)} to ${day(glance.last)}`),
      line(count(glance.key.count, 'key entry', 'key entries'), glance.key),
      line(count(glance.moves.count, 'move'), glance.moves),
      glance.quietPeriods.map(quiet => p(`Nothing is recorded from ${day(quiet.from)} to ${day(quiet.to)} (${count(quiet.months, 'month')})`)),
      glance.agenciesSilent.length ? p(`Known to the family and silent here: ${and(glance.agenciesSilent.map(agency => agency.name))}`) : null,
      line(`${glance.reassurance.selfReport.count} of ${count(glance.reassurance.total, 'reassuring entry rests', 'reassuring entries rest')} on the family's own account alone`, glance.reassurance.selfReport),
      glance.contradicted.count ? line(`${count(glance.contradicted.count, 'entry', 'entries')} contradicted from another side`, glance.contradicted) : null
    ] : p('Nothing is recorded yet.'));
}
