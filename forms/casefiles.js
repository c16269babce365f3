import { h, fill, heading, p, input, button, showErrors, clearFields } from './elements.js';
import { get } from './service.js';
import { count } from './words.js';

/** My families; and looking for another one, with a reason that is kept. */
export async function show(root) {
  document.title = 'Families - Throughline';
  const mine = await get('/api/casefiles');
  const sought = { q: '', reason: '' };
  const errors = h('div', {});
  const found = h('div', { role: 'status' });
  const search = async () => {
    const missing = [];
    if (!sought.q.trim()) missing.push({ text: 'Write a name or a reference.', target: 'q' });
    if (!sought.reason.trim()) missing.push({ text: 'Write why you look for this family.', target: 'reason' });
    if (missing.length) return showErrors(errors, 'Something is still missing', missing, root);
    try {
      const files = await get('/api/casefiles?' + new URLSearchParams(sought));
      fill(errors);
      clearFields(root);
      fill(found, heading(2, files.length ? `${count(files.length, 'family', 'families')} found` : 'No family was found', 'm'), table(files));
    } catch (problem) {
      showErrors(errors, problem.message, problem.faults.map(fault => ({ text: fault.reason, target: fault.field })), root);
    }
  };
  fill(root, errors, heading(1, 'Families', 'l', 'title'), heading(2, 'Your families', 'm'), mine.length ? table(mine) : p('You have no families here at the moment.'),
    heading(2, 'Find a family', 'm'), p('Who looks and why is kept, and the supervisor of the family can see it.'),
    input('q', 'Name or reference', { width: 20, change: value => { sought.q = value; } }),
    input('reason', 'Why do you look?', { change: value => { sought.reason = value; } }),
    button('Find', search), found);
}

function table(files) {
  if (!files.length) return null;
  return h('ul', { class: 'govuk-task-list' }, files.map(file => h('li', { class: 'govuk-task-list__item govuk-task-list__item--with-link' },
    h('div', { class: 'govuk-task-list__name-and-hint' }, h('a', { class: 'govuk-link govuk-task-list__link', href: '/casefiles/' + encodeURIComponent(file.reference) }, `${file.reference}: ${file.givenName}`),
      h('div', { class: 'govuk-task-list__hint' }, [file.yearOfBirth && `born or expected ${file.yearOfBirth}`, file.responsible ? `worker: ${file.responsible}` : 'no responsible worker'].filter(Boolean).join(', '))))));
}
