import { h, fill, heading, p, link, input, showErrors, clearFields } from '../elements.js';
import { get, maybe, post } from '../service.js';
import { count } from '../words.js';
import { myShift, dutyPage } from '../duty.js';
import { once } from './frame.js';

/** My families; and looking for another one, with a reason that is kept. */
export async function show(root) {
  document.title = 'Families - Throughline';
  const [me, mine, owed] = await Promise.all([get('/api/me'), get('/api/casefiles'), maybe('/api/obligations')]);
  const shift = await myShift(me);
  fill(root, heading(1, 'Families', 'l', 'title'),
    h('p', { class: 'govuk-body' }, link('Is this child known?', '/casefiles/known'), ' Use it when a child you do not know is in front of you.'),
    h('p', { class: 'govuk-body' }, link('Open a case file', '/casefiles/new'), ' For a child who has none here, born or not. The line supervisor of its first worker does it.'),
    heading(2, 'Your families', 'm'), mine.length ? files(mine.map(file => ({ ...file, waits: waiting(owed, me, file.reference) }))) : p('You have no families here at the moment.'), search(root, shift),
    h('p', { class: 'govuk-body' }, link('What you keep back from others', '/casefiles/held')));
}

function search(root, shift) {
  const sought = { q: '', reason: '' };
  const errors = h('div', {});
  const found = h('div', { role: 'status' });
  const look = async () => {
    clearFields(root);
    const missing = [];
    if (!sought.q.trim()) missing.push({ text: 'Write a name or a reference.', target: 'q' });
    if (!sought.reason.trim()) missing.push({ text: 'Write why you look for this family.', target: 'reason' });
    if (missing.length) return showErrors(errors, 'Something is still missing', missing, root);
    try {
      const answer = await post('/api/casefiles/search', sought);
      fill(errors);
      fill(found, heading(2, answer.length ? `${count(answer.length, 'family', 'families')} found` : 'No family was found', 'm'),
        answer.length ? files(answer, shift) : p('Try another spelling, the name of a parent, or the reference. A family may be known under another name.'));
    } catch (problem) {
      showErrors(errors, problem.message, problem.faults.map(fault => ({ text: fault.reason, target: fault.field })), root);
    }
  };
  return h('section', { 'aria-labelledby': 'find-title' }, heading(2, 'Find a family', 'm', 'find-title'), p('Who looks and why is kept, and the supervisor of the family can see it.'), errors,
    h('form', { onsubmit: event => event.preventDefault() }, input('q', 'Name or reference', { width: 20, change: value => { sought.q = value; } }),
      input('reason', 'Why do you look?', { change: value => { sought.reason = value; } }), submit(once('Find', look))), found);
}

/** In a form the return key presses this button. */
export function submit(button) {
  button.type = 'submit';
  return button;
}

/** What of mine waits to be read in this family. */
function waiting(owed, me, reference) {
  const mine = kind => (owed || []).filter(line => !line.endedAt && line.owner === me.name && line.casefile === reference && line.key.startsWith(kind)).length;
  return { entries: mine('read-new:'), notes: mine('hand-back-read:') };
}

function files(found, shift) {
  return h('ul', { class: 'govuk-task-list' }, found.map(file => {
    const page = '/casefiles/' + encodeURIComponent(file.reference);
    const name = `${file.reference}: ${file.givenName}`;
    return h('li', { class: 'govuk-task-list__item' },
      h('div', { class: 'govuk-task-list__name-and-hint' }, file.mayOpen ? link(name, page) : h('strong', {}, name),
        h('div', { class: 'govuk-task-list__hint' }, [file.yearOfBirth && `born or expected ${file.yearOfBirth}`, file.responsible ? `worker: ${file.responsible}` : 'no responsible worker'].filter(Boolean).join(', '))),
      file.waits?.entries ? h('div', {}, link(count(file.waits.entries, 'new entry', 'new entries'), page + '/new-entries')) : null,
      file.waits?.notes ? h('div', {}, link(count(file.waits.notes, 'hand-back note'), page + '/duty/notes')) : null,
      file.mayOpen ? null : shift ? h('div', {}, 'You are on duty: read ', link('Before you knock', dutyPage(file.reference)), ' to take it for the shift.') : h('div', {}, `Not yours to open. Ring ${file.responsible ? 'the worker' : 'the duty team'}; `, link('urgent access', page + '/urgent-access'), ' if it cannot wait.'));
  }));
}
