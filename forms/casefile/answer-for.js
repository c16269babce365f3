import { h, fill, heading, p, link, tag, radios, textarea, summaryList, showErrors, clearFields } from '../elements.js';
import { get, maybe, post } from '../service.js';
import { moment, capital } from '../words.js';
import { back, once, done } from './frame.js';

const OUTCOMES = [{ value: 'HAD_TO_BE_DONE', text: 'It had to be done' }, { value: 'BETTER_OTHERWISE', text: 'It should have been done another way', hint: 'By duty, by urgent access, or after the sign-off.' },
  { value: 'NOT_JUSTIFIED', text: 'It should not have been done' }];
const IN_WORDS = Object.fromEntries(OUTCOMES.map(one => [one.value, one.text]));

/** An act made without authority: the worker's supervisor says what they think of it and what follows. That ends what was owed. */
export async function show(root, reference, file, seq) {
  document.title = 'An act made without authority - Throughline';
  const page = '/casefiles/' + encodeURIComponent(reference);
  const path = `/api${page}/entries/${encodeURIComponent(file)}/${encodeURIComponent(seq)}/answer`;
  const [act, known] = await Promise.all([get(path), maybe('/api' + page)]);
  const errors = h('div', {});
  fill(root, known ? back(page, 'Back to the case file') : back('/', 'Back to your work'), errors,
    h('h1', { class: 'govuk-heading-l', id: 'title', tabindex: '-1' }, h('span', { class: 'govuk-caption-l' }, reference), ' An act made without authority'),
    summaryList([['Who', act.worker], ['What', `${act.typeLabel}, ${act.dateInWords}`], ['Why without authority', act.why], ['What was recorded', act.summary]]),
    act.summary ? h('p', { class: 'govuk-body' }, link('See the entry', `${page}/entries/${file}/${seq}`)) : null,
    act.mayAnswer ? form(root, errors, path, act) : answered(act));
}

function form(root, errors, path, act) {
  const sent = { outcome: null, words: '' };
  const send = async () => {
    clearFields(root);
    const missing = [sent.outcome ? null : { text: 'Choose what you think of it.', target: 'outcome' },
      sent.words.trim() ? null : { text: 'Write what follows from it. One sentence is enough.', target: 'words' }].filter(Boolean);
    if (missing.length) return showErrors(errors, missing.length === 1 ? 'One thing is still missing' : `${missing.length} things are still missing`, missing, root);
    try {
      await post(path, sent);
      done(root, 'Your answer is recorded', 'It stays beside the act, and nothing more is owed for it.', link('Go to your work', '/'));
    } catch (problem) {
      showErrors(errors, problem.message, [...problem.missing, ...problem.faults.map(fault => ({ text: fault.reason, target: fault.field }))], root);
    }
  };
  return h('form', { onsubmit: event => event.preventDefault() }, heading(2, 'You answer for it', 'm'), p(`Talk with ${act.worker} first. The act stays as it is recorded, and marked.`),
    radios('outcome', 'Looking back', OUTCOMES, { change: value => { sent.outcome = value; } }),
    textarea('words', 'What follows from it?', { rows: 3, hint: 'For the family, and for the worker: who does what, by when.', change: value => { sent.words = value; } }), once('Record this answer', send));
}

/** What was answered, or that nobody has. */
export function answered(act) {
  if (!act.answer) return h('p', { class: 'govuk-body' }, tag('Not answered yet', 'red'), ` The line supervisor of ${act.worker} answers for it.`);
  return summaryList([['Answered by', `${act.answer.by}, ${moment(act.answer.at)}`], ['Looking back', capital(IN_WORDS[act.answer.outcome] || act.answer.outcome)], ['What follows', act.answer.words]]);
}
