import { h, fill, heading, p, radios, textarea, details, tag, summaryList, showErrors, clearFields } from '../elements.js';
import { get, post } from '../service.js';
import { moment } from '../words.js';
import { back, once } from './frame.js';
import { colleagues, personInput } from '../person.js';

const ANSWERS = [{ value: 'RELEASED', text: 'Release it', hint: 'This reader sees the entry as it is.' }, { value: 'SAFE_SUMMARY', text: 'Give a safe summary', hint: 'This reader sees what you write below.' },
  { value: 'NOTHING_CHANGES', text: 'Nothing in it changes how this family must be worked with', hint: 'You state it by name.' }];

/** What I keep back from others: I answer for a reader, or lift it for everybody. */
export async function show(root) {
  document.title = 'What you keep back - Throughline';
  const [held, people] = await Promise.all([get('/api/restrictions'), colleagues()]);
  const again = async text => {
    await show(root);
    fill(root.querySelector('#said'), h('p', { class: 'govuk-inset-text' }, text));
    root.querySelector('#title').focus();
  };
  fill(root, back('/casefiles', 'Back to your families'), heading(1, 'What you keep back', 'l', 'title'), h('div', { id: 'said', role: 'status' }),
    held.length ? [p('Whoever takes over one of these families waits for your answer.'), held.map(one => restriction(one, people, again))] : p('You keep nothing back from anybody.'));
}

function restriction(one, people, again) {
  return h('section', { class: 'tl-source', 'aria-label': 'Entry ' + one.ref }, heading(2, `Entry ${one.ref}`, 's'),
    summaryList([['Others see', one.level === 'SEALED' ? tag('Nothing', 'red') : tag('That it is withheld', 'grey')], ['Kind', one.kind], ['Why', one.reason], ['Since', moment(one.since)]]),
    details('Answer for a reader', answer(one, people, again)), details('Lift it for everybody', lift(one, again)));
}

function answer(one, people, again) {
  const id = 'answer-' + one.id;
  const sent = { reader: '', outcome: '', summary: '' };
  const more = textarea(id + '-summary', 'What is safe to give', { rows: 3, change: value => { sent.summary = value; } });
  return acting(box => [
    personInput(id + '-reader', 'For which reader?', { people, change: value => { sent.reader = value; } }),
    radios(id, 'Your answer', ANSWERS.map(choice => choice.value === 'SAFE_SUMMARY' ? { ...choice, more } : choice), { change: value => { sent.outcome = value; } })],
  () => [sent.reader ? null : { text: 'Name the reader: choose one from the list.', target: id + '-reader' }, sent.outcome ? null : { text: 'Choose your answer.', target: id },
    sent.outcome === 'SAFE_SUMMARY' && !sent.summary.trim() ? { text: 'Write what is safe to give.', target: id + '-summary' } : null],
  `/api/restrictions/${one.id}/answers`, () => sent, 'Give this answer', () => again('Your answer is recorded.'));
}

function lift(one, again) {
  const sent = { reason: '' };
  const id = 'lift-' + one.id;
  return acting(() => [textarea(id, 'Why is it no longer needed?', { rows: 2, change: value => { sent.reason = value; } })],
    () => [sent.reason.trim() ? null : { text: 'Write why it is no longer needed.', target: id }], `/api/restrictions/${one.id}/end`, () => sent, 'Lift it for everybody', () => again('The restriction is lifted.'));
}

function acting(fields, lacking, path, body, text, then) {
  const errors = h('div', {});
  const box = h('div', {});
  return fill(box, errors, fields(box), once(text, async () => {
    clearFields(box);
    const missing = lacking().filter(Boolean);
    if (missing.length) return showErrors(errors, 'Something is still missing', missing, box);
    try {
      await post(path, body());
      await then();
    } catch (problem) {
      showErrors(errors, problem.message, [...problem.missing, ...problem.faults.map(fault => ({ text: fault.reason }))], box);
    }
  }, 'secondary'));
}
