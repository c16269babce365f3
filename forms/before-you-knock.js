import { h, fill, heading, p, button, list, inset } from './elements.js';
import { get } from './service.js';
import { moment, day } from './words.js';

/** The page to print before a visit: extracted facts and the worker's own answers 1, 6 and 7. No protected data. */
export async function show(root, id) {
  const facts = await get(`/api/handovers/${encodeURIComponent(id)}/before-you-knock`);
  document.title = 'Before you knock - Throughline';
  const file = facts.casefile || {};
  const section = (title, ...content) => content.flat().some(Boolean) ? h('section', {}, heading(2, title, 'm'), ...content) : null;
  const lines = items => items?.length ? list(items.map(line)) : null;
  const text = value => value ? h('div', { class: 'govuk-body tl-text' }, value) : null;
  const account = facts.account || facts.answers || {};
  fill(root, h('article', { class: 'tl-knock' }, heading(1, 'Before you knock', 'l', 'title'),
    p([file.childName || file.title, file.ageInWords, file.reference].filter(Boolean).join(', ')),
    facts.madeAt ? p(`As it stood ${moment(facts.madeAt)}.`) : null,
    h('div', { class: 'tl-no-print' }, button('Print this page', () => print(), 'secondary')),
    section('Who belongs to this family', lines(facts.people || facts.persons || facts.family)),
    section('What happened: key entries', lines(facts.keyEntries)),
    section('The last months', lines(facts.recentEntries || facts.latest)),
    section('Who else works with them', lines(facts.agencies)),
    section('Known and not seen', lines(facts.sources)),
    section('A day and a night', answers(account.q1, facts)),
    section('What would make you act today', text(account.q6)),
    section('What is not known, and who is asked', text(account.q7)),
    section('Must happen by', lines(facts.obligations)),
    inset('This page holds facts from the record and the worker\'s own words. It is not an assessment. It cannot show visits that nobody recorded, or files that nobody asked for.')));
}

function answers(q1, facts) {
  if (!q1) return null;
  if (typeof q1 === 'string') return h('div', { class: 'govuk-body tl-text' }, q1);
  const names = new Map((facts.people || facts.persons || facts.children || []).map(person => [person.id || person.personId, person.givenName || person.name]));
  const each = Array.isArray(q1) ? q1.map(answer => [answer.name || answer.child, answer.text || answer.answer]) : Object.entries(q1).map(([person, words]) => [names.get(person) || 'A child', words]);
  return h('div', {}, each.map(([name, words]) => h('div', { class: 'govuk-body' }, h('strong', {}, name), h('div', { class: 'tl-text' }, words))));
}

function line(item) {
  if (typeof item === 'string') return item;
  return [item.dateInWords || (item.date || item.eventDate ? day(item.date || item.eventDate) : ''), item.typeLabel, item.name || item.holder, item.whyInWords || item.why, item.what, item.summary, item.ageInWords, item.due && `by ${moment(item.due)}`]
    .filter(Boolean).join(': ');
}
