import { h, heading, p, link, input, select, checkbox, dateInput, details, fill, summaryList } from '../elements.js';
import { get, postOnce, put } from '../service.js';
import { day } from '../words.js';
import { open, act, once, done } from './frame.js';
import { trying, given, TIES } from './trying.js';
import { Known } from './likely.js';
import { nobody, personFields, personSent, personTargets } from './person-fields.js';

/** Somebody belongs to the family; or what is recorded of somebody changes. */
export async function show(root, reference, person) {
  const about = await open(reference);
  const found = await get(about.path + '/people');
  return person ? change(root, about, found.people.find(one => one.id === person)) : add(root, about, found.people);
}

function add(root, about, people) {
  const one = nobody(false);
  const tie = { relationship: '', to: about.file.person.id, since: '' };
  const known = new Known();
  const errors = h('div', {});
  const fields = h('div', {});
  const box = h('div', {});
  const draw = () => fill(fields, personFields('person', one, { unborn: one.child }));
  const send = async () => {
    const problem = await trying(errors, box, async () => {
      await postOnce(about.path + '/people', { person: personSent(one), relationship: given(tie.relationship), to: tie.to, since: given(tie.since), decisions: known.decisions });
      done(root, `${one.name.trim()} is recorded`, 'Whoever has read this family\'s history sees that something is new.', link('See the people', about.page + '/people'), link('Record another person', about.page + '/people/new'));
    }, { ...personTargets('person', 'person'), relationship: 'tie', since: 'since', ...known.targets });
    if (problem?.code === 'known-already') known.show(problem.body.matches);
  };
  draw();
  act(root, about, 'Record somebody of the family', fill(box, errors, known.box,
    select('tie', 'What are they?', TIES, { change: value => { tie.relationship = value; } }),
    select('to', 'To whom?', people.map(other => [other.id, other.name]), { value: tie.to, change: value => { tie.to = value; } }),
    dateInput('since', 'Since when?', { hint: 'Empty means today.', change: value => { tie.since = value; } }),
    checkbox('child', 'A child', { change: on => { one.child = on; draw(); } }), fields, once('Record this person', send)));
}

function change(root, about, one) {
  if (!one) return act(root, about, 'Nobody is here', p('This person does not belong to this family.'));
  const path = `${about.path}/people/${one.id}`;
  const said = text => done(root, text, 'Whoever has read this family\'s history sees that something is new.', link('See the people', about.page + '/people'), link('Change something else', `${about.page}/people/${one.id}`));
  const part = (summary, sent, fields, perform, text, targets) => {
    const errors = h('div', {});
    const box = h('div', {});
    return details(summary, fill(box, errors, fields, once('Record it', () => trying(errors, box, async () => {
      await perform();
      said(text);
    }, targets), 'secondary')));
  };
  const name = { name: '', former: false };
  const number = { scheme: '', value: '' };
  const dates = { born: '', expected: one.expected || '', died: '' };
  act(root, about, one.name, summaryList([['Born', one.born && day(one.born)], ['Expected', !one.born && one.expected && day(one.expected)], ['Died', one.died && day(one.died)], ['Also known as', one.otherNames.join(', ')], ['Why they are here', one.why]]),
    one.born ? null : part('Born', dates, dateInput('born', 'On which day?', { change: value => { dates.born = value; } }), () => put(path + '/born', { born: given(dates.born) }), 'The birth is recorded'),
    one.born || one.kind !== 'CHILD' ? null : part('Expected on another day', dates, dateInput('expected', 'On which day?', { value: dates.expected, change: value => { dates.expected = value; } }), () => put(path + '/expected', { expected: given(dates.expected) }), 'The expected day is recorded'),
    part('Another name', name, [input('name', 'Name', { change: value => { name.name = value; } }), checkbox('former', 'A former name', { change: on => { name.former = on; } })], () => postOnce(path + '/names', name), 'The name is recorded'),
    part('A number', number, [input('scheme', 'Kind of number', { hint: 'For example NHS', width: 10, change: value => { number.scheme = value; } }), input('value', 'Number', { width: 20, change: value => { number.value = value; } })],
      () => postOnce(path + '/identifiers', number), 'The number is recorded'),
    one.died ? null : part('Has died', dates, dateInput('died', 'On which day?', { change: value => { dates.died = value; } }), () => put(path + '/died', { died: given(dates.died) }), 'The death is recorded'));
}
