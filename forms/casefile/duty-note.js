import { h, fill, p, link, textarea, showErrors, clearFields } from '../elements.js';
import { maybe, post } from '../service.js';
import { moment } from '../words.js';
import { back, once, done } from './frame.js';

/** What a worker on duty leaves for the responsible worker. Written once; what is typed stays in this tab until it is sent. */
export async function show(root, reference, authority) {
  document.title = 'Hand-back note - Throughline';
  const kept = `throughline.unsent note ${authority}`;
  const sent = { text: sessionStorage.getItem(kept) || '' };
  const errors = h('div', {});
  const owed = (await maybe('/api/obligations') || []).find(line => line.key === 'hand-back:' + authority && !line.endedAt);
  const keep = value => {
    sent.text = value;
    sessionStorage.setItem(kept, value);
  };
  const write = async () => {
    clearFields(root);
    if (!sent.text.trim()) return showErrors(errors, 'The note is still empty', [{ text: 'Write what you found, what you did, and what should happen next; or that you did not go.', target: 'text' }], root);
    try {
      await post(`/api/casefiles/${encodeURIComponent(reference)}/duty/${encodeURIComponent(authority)}/note`, sent);
      sessionStorage.removeItem(kept);
      done(root, 'The family is handed back', 'The responsible worker must read your note.', link('Go to your work', '/'));
    } catch (problem) {
      showErrors(errors, problem.message, [...problem.missing, ...problem.faults.map(fault => ({ text: fault.reason, target: fault.field }))], root);
    }
  };
  fill(root, back('/', 'Back to your work'), errors,
    h('h1', { class: 'govuk-heading-l', id: 'title', tabindex: '-1' }, h('span', { class: 'govuk-caption-l' }, reference), ' Hand-back note'),
    p('For the worker who is responsible for this family, who must read it. It stays as it is once it is sent: what comes later is recorded as an entry.'), owed ? p(`It is due by ${moment(owed.dueAt)}.`) : null,
    textarea('text', 'What did you find, what did you do, what should happen next?', { rows: 8, hint: 'Who was seen, awake or asleep? What was agreed for tonight? If you did not go, say so and why.', value: sent.text, change: keep }),
    once('Send the note', write));
}
