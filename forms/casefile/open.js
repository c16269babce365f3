import { h, fill, heading, p, link, input, textarea, select, checkbox, dateInput, linkButton } from '../elements.js';
import { get, postOnce } from '../service.js';
import { count } from '../words.js';
import { colleagues, personInput } from '../person.js';
import { back, done, once } from './frame.js';
import { trying, given, TIES } from './trying.js';
import { Known } from './likely.js';
import { nobody, personFields, personSent, personTargets } from './person-fields.js';

/** Opens a case file: the child, who is there already, why, and the first worker. Whoever may be known already is decided first. */
export async function show(root) {
  document.title = 'Open a case file - Throughline';
  await get('/api/me');
  const sent = { child: nobody(true), people: [], address: '', addressProtected: false, reason: '', referredBy: '', worker: '' };
  const known = new Known();
  const errors = h('div', {});
  const people = h('div', {});
  const box = h('div', {});
  const more = () => {
    sent.people.push({ ...nobody(false), relationship: '', since: '', livesWithChild: false });
    list(people, sent);
    people.querySelector(`#person-${sent.people.length - 1}-name`)?.focus();
  };
  const open = async () => {
    const problem = await trying(errors, box, async () => {
      const begun = await postOnce('/api/casefiles', asSent(sent, known));
      const page = '/casefiles/' + encodeURIComponent(begun.reference);
      done(root, `Case file ${begun.reference} is open`, begun.mayAct ? 'The worker is responsible, and may act from now on.'
        : `The worker is responsible. This family has a history: ${count(begun.toRead, 'entry is', 'entries are')} to be read, told back and signed for before they may act. You have a task to support the reading.`,
      link('Go to the case file', page));
    }, { ...personTargets('child', 'child'), ...Object.assign({}, ...sent.people.map((one, at) => ({ ...personTargets(`people[${at}].person`, 'person-' + at), ...personTargets(`people[${at}]`, 'person-' + at), [`people[${at}].relationship`]: `person-${at}-tie`, [`people[${at}].since`]: `person-${at}-since` }))), ...known.targets });
    if (problem?.code === 'known-already') known.show(problem.body.matches);
  };
  fill(root, back('/casefiles', 'Back to families'), heading(1, 'Open a case file', 'l', 'title'), fill(box, errors, known.box,
    p('Look first whether the child is known. When you open the file, the record is searched again, and likely matches are shown before anything is recorded.'),
    heading(2, 'The child', 'm'), personFields('child', sent.child, { unborn: true }),
    heading(2, 'Who is there already', 'm'), people, h('p', { class: 'govuk-body' }, linkButton('Add a person', more)),
    heading(2, 'Where the child lives, or will live', 'm'), input('address', 'Address', { hint: 'Leave it empty where it is not known yet.', change: value => { sent.address = value; } }),
    checkbox('addressProtected', 'This address must not be known to everybody', { hint: 'It is left out of everything that is printed or sent.', change: on => { sent.addressProtected = on; } }),
    heading(2, 'Why, and who works with the family', 'm'), textarea('reason', 'Why is a case file opened?', { rows: 3, change: value => { sent.reason = value; } }),
    input('referredBy', 'Who referred the child?', { change: value => { sent.referredBy = value; } }),
    personInput('worker', 'First responsible worker', { people: await colleagues(), hint: 'Somebody whose line supervisor you are, or for whose supervisor you stand in.', change: value => { sent.worker = value; } }),
    once('Open the case file', open)));
  more();
}

function list(place, sent) {
  fill(place, sent.people.map((one, at) => h('section', { class: 'tl-source', 'aria-label': `Person ${at + 1}` }, heading(3, `Person ${at + 1}`, 's'),
    select(`person-${at}-tie`, 'What are they to the child?', TIES, { value: one.relationship, change: value => { one.relationship = value; } }),
    checkbox(`person-${at}-child`, 'A child', { value: one.child, change: on => { one.child = on; list(place, sent); place.querySelector(`#person-${at}-child`)?.focus(); } }),
    personFields('person-' + at, one), dateInput(`person-${at}-since`, 'Since when?', { hint: 'Empty means since the birth, or today.', value: one.since, change: value => { one.since = value; } }),
    checkbox(`person-${at}-lives`, 'Lives with the child', { value: one.livesWithChild, change: on => { one.livesWithChild = on; } }),
    linkButton('Take this person away', () => { sent.people.splice(at, 1); list(place, sent); }, { 'aria-label': `Take person ${at + 1} away` }))));
}

function asSent(sent, known) {
  return { child: personSent(sent.child), address: given(sent.address), addressProtected: sent.addressProtected, reason: sent.reason, referredBy: sent.referredBy, worker: sent.worker, decisions: known.decisions,
    people: sent.people.filter(one => given(one.name) || given(one.relationship)).map(one => ({ person: personSent(one), relationship: given(one.relationship), since: given(one.since), livesWithChild: one.livesWithChild })) };
}
