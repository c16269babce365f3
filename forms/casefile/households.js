import { h, heading, p, tag, input, textarea, select, checkbox, dateInput, details, fill, fieldset } from '../elements.js';
import { get, postOnce, put } from '../service.js';
import { day, today } from '../words.js';
import { open, act, once } from './frame.js';
import { trying, given } from './trying.js';

/** Where the people of a family live, since when, and whether the address may be known. */
export async function show(root, reference) {
  const about = await open(reference);
  const found = await get(about.path + '/people');
  const again = async () => {
    await show(root, reference);
    root.querySelector('#title')?.focus();
  };
  act(root, about, 'Where they live', found.households.length ? found.households.map(one => home(one, found.people, about, again)) : p('No household is recorded yet.'), add(found.people, about, again));
}

function home(one, people, about, again) {
  const name = one.address || 'A protected address';
  const errors = h('div', {});
  const box = h('section', { class: 'tl-source', 'aria-label': name });
  const attempt = (perform, targets) => trying(errors, box, async () => {
    await perform();
    await again();
  }, targets);
  const living = { person: '', since: '' };
  const protection = { protectedAddress: !one.protectedAddress, reason: '' };
  return fill(box, errors, heading(2, name, 's'), one.protectedAddress ? h('p', { class: 'govuk-body' }, tag('Protected', 'red')) : null,
    one.stays.map(stay => {
      const sent = { until: today() };
      return h('div', {}, h('p', { class: 'govuk-body' }, `${stay.name}, ${stay.until ? `from ${day(stay.since)} to ${day(stay.until)}` : `since ${day(stay.since)}`}`),
        stay.until ? null : details(`${stay.name} has left`, dateInput('left-' + stay.id, 'On which day?', { value: sent.until, change: value => { sent.until = value; } }),
          once('Record it', () => attempt(() => postOnce(`${about.path}/households/members/${stay.id}/end`, { until: given(sent.until) }), { until: 'left-' + stay.id }), 'secondary')));
    }),
    details('Somebody else lives here', select('lives-' + one.id, 'Who?', [['', 'Choose'], ...people.map(person => [person.id, person.name])], { change: value => { living.person = value; } }),
      dateInput('since-' + one.id, 'Since when?', { hint: 'Empty means today.', change: value => { living.since = value; } }),
      once('Record it', () => attempt(() => postOnce(`${about.path}/households/${one.id}/members`, { person: given(living.person), since: given(living.since) }), { person: 'lives-' + one.id, since: 'since-' + one.id }), 'secondary')),
    details(one.protectedAddress ? 'The address may be known again' : 'The address must not be known', textarea('why-' + one.id, 'Why?', { rows: 2, change: value => { protection.reason = value; } }),
      once('Record it', () => attempt(() => put(`${about.path}/households/${one.id}/protection`, protection), { reason: 'why-' + one.id }), 'secondary')));
}

function add(people, about, again) {
  const sent = { address: '', protectedAddress: false, people: [], since: '', leaving: true };
  const errors = h('div', {});
  const box = h('div', {});
  const choose = (id, on) => { sent.people = on ? [...sent.people, id] : sent.people.filter(other => other !== id); };
  return fill(box, heading(2, 'Another address', 'm'), errors, input('address', 'Address', { change: value => { sent.address = value; } }),
    fieldset('people', 'Who lives there?', {}, h('div', {}, people.map((one, index) => checkbox(index ? `lives-there-${index}` : 'people', one.name, { change: on => choose(one.id, on) })))),
    dateInput('since', 'Since when?', { hint: 'Empty means today. A day that lies ahead takes effect on that day.', change: value => { sent.since = value; } }),
    checkbox('leaving', 'They leave where they live now', { value: true, change: on => { sent.leaving = on; } }),
    checkbox('protectedAddress', 'This address must not be known to everybody', { change: on => { sent.protectedAddress = on; } }),
    once('Record it', () => trying(errors, box, async () => {
      await postOnce(about.path + '/households', { ...sent, address: given(sent.address), since: given(sent.since) });
      await again();
    })));
}
