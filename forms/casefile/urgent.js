import { h, p, link, textarea, showErrors, clearFields, warning, fill } from '../elements.js';
import { post } from '../service.js';
import { moment } from '../words.js';
import { once, done } from './frame.js';

/** Break-glass: the reason first, then access, for a short time, told to others at once. */
export async function show(root, reference) {
  document.title = 'Urgent access - Throughline';
  const wanted = { reason: '' };
  const errors = h('div', {});
  const page = '/casefiles/' + encodeURIComponent(reference);
  const take = async () => {
    clearFields(root);
    if (!wanted.reason.trim()) return showErrors(errors, 'A reason is needed', [{ text: 'Write what cannot wait. One sentence is enough.', target: 'reason' }], root);
    try {
      const given = await post(`/api/casefiles/${encodeURIComponent(reference)}/urgent-access`, wanted, { key: crypto.randomUUID?.() });
      done(root, 'You have urgent access', `It ends ${moment(given.expiresAt)}. Read the key entries first if there is a minute. Record what you do as soon as you can.`,
        link('Go to the case file', page), link('Read the key entries', page + '/history?keyOnly=true'), link('Record an entry', page + '/entries/new'));
    } catch (problem) {
      showErrors(errors, problem.message, [...problem.missing, ...problem.faults.map(fault => ({ text: fault.reason, target: fault.field }))], root);
    }
  };
  fill(root, errors, h('h1', { class: 'govuk-heading-l', id: 'title', tabindex: '-1' }, `Urgent access to ${reference}`),
    warning('If a child is in danger now, ring 999 first.'),
    p('Urgent access lets you act on this family for a short time although you have not read its history. Your supervisor is told at once and looks back at it. What you do under it is marked as such. The history is still to be read.'),
    textarea('reason', 'What cannot wait?', { rows: 3, hint: 'One sentence is enough.', change: value => { wanted.reason = value; } }),
    once('Take urgent access', take, 'warning'));
}
