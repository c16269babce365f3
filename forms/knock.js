import { h, p, heading, list } from './elements.js';
import { moment, day, count } from './words.js';
import { arrangementWords } from './arrangements.js';

/** What stands on the page "Before you knock", part by part: extracted facts and a worker's own words, nothing that can find a person. */

export const words = text => h('div', { class: 'tl-text govuk-body' }, text || 'Nothing is written.');

const lines = items => items?.length ? list(items) : null;

export const people = of => lines((of || []).map(person => [person.name, person.why, person.ageInWords, person.until && `until ${day(person.until)}`].filter(Boolean).join(', ')));

export const agencies = of => lines((of || []).map(agency => [agency.name, agency.worker, agency.about && `about ${agency.about}`].filter(Boolean).join(', ')));

export const obligations = of => lines((of || []).map(duty => `${duty.what}, by ${moment(duty.due)}`));

export const sources = of => lines((of || []).map(source => `${source.what}, held by ${source.holder}${source.owner ? `: ${source.owner}, by ${day(source.actionDue)}, ${source.action}` : ': nobody is named yet'}`));

export function glance(of) {
  const agreed = (of?.agreements || []).map(arrangementWords);
  if (!of?.entries) return lines(agreed);
  return lines([
    ...agreed,
    `${count(of.entries, 'entry', 'entries')}, ${count(of.key.count, 'key entry', 'key entries')}, ${count(of.moves.count, 'move')}`,
    ...of.quietPeriods.map(quiet => `Nothing is recorded from ${day(quiet.from)} to ${day(quiet.to)} (${count(quiet.months, 'month')})`),
    of.agenciesSilent.length ? `Known to the family and silent here: ${of.agenciesSilent.map(agency => agency.name).join(', ')}` : null,
    `${of.reassurance.selfReport.count} of ${count(of.reassurance.total, 'reassuring entry', 'reassuring entries')} rest on the family's own account alone`
  ].filter(Boolean));
}

/** Answers 1, 6 and 7 of the last account; null where nobody has written one. */
export function account(of, level) {
  if (!of?.q1) return null;
  return [
    heading(level, 'A day and a night', 's'), of.q1.map(answer => h('div', { class: 'govuk-body' }, h('strong', {}, answer.name), words(answer.text))),
    heading(level, 'What would make me act today', 's'), words(of.q6),
    heading(level, 'What I do not know, and whom I will ask', 's'), words(of.q7)];
}

export const limits = () => p('Facts from the record and a worker\'s own words; no assessment. It cannot show visits that nobody recorded, agencies that do not write, or files that nobody asked for.');
