import { h, heading, p, select, dateInput, details, fill } from '../elements.js';
import { get, postOnce } from '../service.js';
import { day, today } from '../words.js';
import { open, act, once } from './frame.js';
import { trying, given, TIES } from './trying.js';

const NAMES = new Map(TIES);

/** What people are to each other: since when, and until when. */
export async function show(root, reference) {
  const about = await open(reference);
  const found = await get(about.path + '/people');
  const again = async () => {
    await show(root, reference);
    root.querySelector('#title')?.focus();
  };
  const people = [['', 'Choose'], ...found.people.map(one => [one.id, one.name])];
  act(root, about, 'What they are to each other',
    found.relationships.length ? found.relationships.map(one => tie(one, about, again)) : p('No relationship is recorded yet.'), add(people, about, again));
}

function tie(one, about, again) {
  const text = `${one.fromName}: ${NAMES.get(one.type).toLowerCase()} of ${one.toName}`;
  const sent = { until: today() };
  const errors = h('div', {});
  const box = h('section', { class: 'tl-source', 'aria-label': text });
  return fill(box, heading(2, text, 's'), h('p', { class: 'govuk-body' }, one.until ? `From ${day(one.since)} to ${day(one.until)}` : `Since ${day(one.since)}`),
    one.until ? null : details('It has ended', errors, p('Later events about somebody who no longer belongs to the family are no part of its history. An end is recorded once.'),
      dateInput('until-' + one.id, 'On which day did it end?', { value: sent.until, change: value => { sent.until = value; } }), once('Record the end', () => trying(errors, box, async () => {
        await postOnce(`${about.path}/relationships/${one.id}/end`, { until: given(sent.until) });
        await again();
      }, { until: 'until-' + one.id }), 'secondary')));
}

function add(people, about, again) {
  const sent = { from: '', to: '', type: '', since: '' };
  const errors = h('div', {});
  const box = h('div', {});
  const set = name => value => { sent[name] = value; };
  return fill(box, heading(2, 'Record another', 'm'), errors, p('Somebody who is not here yet is recorded under People first.'),
    select('from', 'Who', people, { change: set('from') }), select('type', 'is what', TIES, { change: set('type') }), select('to', 'of whom?', people, { change: set('to') }),
    dateInput('since', 'Since when?', { hint: 'Empty means today. A day that lies ahead takes effect on that day.', change: set('since') }),
    once('Record it', () => trying(errors, box, async () => {
      await postOnce(about.path + '/relationships', Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, given(value)])));
      await again();
    })));
}
