import { h, fill, heading, p, link, tag, showErrors, clearFields } from './elements.js';
import { get, post, maybe } from './service.js';
import { moment, count, and } from './words.js';
import { colleagues, personInput } from './person.js';
import { once } from './casefile/frame.js';

/** Who is away, who stands in for them, what of theirs waits; and the way to say that somebody leaves. */
export async function show(root, said) {
  document.title = 'People away - Throughline';
  const [asked, mine, agency] = await Promise.all([maybe('/api/people/away'), get('/api/people/mine'), colleagues()]);
  fill(root, heading(1, 'People away', 'l', 'title'), h('div', { role: 'status' }, said ? h('p', { class: 'govuk-inset-text' }, said) : null),
    heading(2, 'Who does their work?', 'm'),
    asked?.length ? [p('These people owe something that falls due before they are back. Say who does it.'), asked.map(one => away(one, agency, root))]
      : p('Nobody for whom you answer is away and owes something that falls due before they are back.'),
    heading(2, mine.length ? 'The people for whom you sign' : 'You sign for nobody', 'm'), mine.length ? people(mine) : p('This page is for line supervisors and those who stand in for them.'));
}

const where = one => one.left ? 'has left' : one.until ? `away until ${moment(one.until)}` : 'away, nobody knows until when';
const standIn = one => one.deputies?.length ? `${and(one.deputies)} ${one.deputies.length === 1 ? 'stands' : 'stand'} in` : 'Nobody stands in';

function away(one, agency, root) {
  const id = 'to-' + one.username.replace(/[^\w-]/g, '_');
  const errors = h('div', {});
  const sent = { to: '' };
  const box = h('section', { class: 'tl-source', 'aria-label': one.name });
  const movable = one.owed.filter(line => !line.handover);
  const give = async () => {
    clearFields(box);
    if (!sent.to) return showErrors(errors, 'Nobody is named yet', [{ text: 'Choose from the list who does the work.', target: id }], box);
    try {
      await post(`/api/people/${encodeURIComponent(one.username)}/work`, sent);
      await show(root, `${count(movable.length, 'thing')} of ${one.name} ${movable.length === 1 ? 'has' : 'have'} been given to somebody else, who has been told.`);
      root.querySelector('#title').focus();
    } catch (problem) {
      showErrors(errors, problem.message, [...problem.missing, ...problem.faults.map(fault => ({ text: fault.reason, target: fault.field === 'to' ? id : null }))], box);
    }
  };
  return fill(box, errors, heading(3, `${one.name}: ${where(one)}`, 's'), p(standIn(one) + '.'),
    h('ul', { class: 'govuk-list govuk-list--bullet' }, one.owed.map(line => h('li', {}, line.handover ? link(line.what, '/handovers/' + line.handover) : line.what,
      line.casefile ? [', ', link(line.casefile, '/casefiles/' + encodeURIComponent(line.casefile))] : null, `, by ${moment(line.due)}`, line.handover ? '. This one is given to somebody else on its own page.' : null))),
    movable.length ? [personInput(id, 'Who does it instead?', { people: agency, change: username => { sent.to = username; } }), once(movable.length === 1 ? 'Give it to this person' : `Give these ${movable.length} to this person`, give, 'secondary')] : null);
}

const state = one => one.left ? tag('Has left', 'grey') : one.away ? tag('Away', 'orange') : tag('Here', 'green');

function people(mine) {
  return h('ul', { class: 'govuk-task-list' }, mine.map(one => h('li', { class: 'govuk-task-list__item' },
    h('div', { class: 'govuk-task-list__name-and-hint' }, h('strong', {}, one.name),
      h('div', { class: 'govuk-task-list__hint' }, [one.away && one.until && `until ${moment(one.until)}`, one.deputies.length ? standIn(one) : 'nobody stands in', one.owed ? `owes ${count(one.owed, 'thing')}` : 'owes nothing'].filter(Boolean).join(' · ')),
      one.left ? null : link('Say that they leave', `/people/${encodeURIComponent(one.username)}/leaving`, { 'aria-label': `Say that ${one.name} leaves` })),
    h('div', { class: 'govuk-task-list__status' }, state(one)))));
}
