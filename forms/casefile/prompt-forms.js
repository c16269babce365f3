import { h, fill, heading, p, radios, textarea, select, dateInput, showErrors, clearFields, isDay } from '../elements.js';
import { postOnce } from '../service.js';
import { once } from './frame.js';
import { evidence } from './prompt-entries.js';

/** The forms of a pattern. What was typed stays through every refusal, which names its field. */

/** Sends it; a refusal is shown above the form in which it was written. @param words says it better where the server speaks to a programme */
function sending(box, errors, path, body, fields, then, words = {}) {
  return async () => {
    clearFields(box);
    try {
      await postOnce(path, body());
    } catch (problem) {
      if (!problem.faults) throw problem;
      const lines = problem.faults.map(fault => ({ text: words[fault.field]?.() || fault.reason, target: fields[fault.field] || undefined }));
      return showErrors(errors, lines.length ? lines.length === 1 ? 'One thing is still missing' : `${lines.length} things are still missing` : problem.message, lines, box);
    }
    return then();
  };
}

/** What follows, or that nothing does. */
export function decision(about, prompt, people, again) {
  const sent = { outcome: '', action: '', owner: '', by: '', words: '', wouldChange: '', whyEnough: '' };
  const chosen = new Map();
  const id = name => `${name}-${prompt.id}`;
  const set = name => value => { sent[name] = value; };
  const errors = h('div', {});
  const box = h('form', { onsubmit: event => event.preventDefault() });
  const enough = textarea(id('whyEnough'), 'Why is this enough?', { rows: 2, hint: 'All that you ticked is the family\'s own word, or nobody has checked it. One sentence, or tick an entry that is confirmed.', change: set('whyEnough') });
  const judge = () => { enough.hidden = !chosen.size || ![...chosen.values()].every(entry => entry.weak); };
  judge();
  const follows = h('div', {}, textarea(id('action'), 'What is to be done?', { rows: 2, change: set('action') }),
    select(id('owner'), 'Who does it?', [['', 'Choose somebody'], ...people.map(one => [one.username, `${one.name}, ${one.agency}`])], { change: set('owner') }),
    dateInput(id('by'), 'By which day?', { change: set('by') }));
  const body = () => sent.outcome === 'ACT' ? { outcome: 'ACT', words: sent.words, wouldChange: sent.wouldChange, action: sent.action, owner: sent.owner || null, by: isDay(sent.by) ? sent.by : null }
    : { outcome: sent.outcome || null, words: sent.words, wouldChange: sent.wouldChange, evidence: sent.outcome ? [...chosen.values()].map(one => ({ file: one.file, seq: one.seq })) : null, whyEnough: enough.hidden ? null : sent.whyEnough };
  const fields = Object.fromEntries(['outcome', 'action', 'owner', 'by', 'words', 'wouldChange', 'evidence', 'whyEnough'].map(name => [name, id(name)]));
  const send = sending(box, errors, `/api/prompts/${prompt.id}/answer`, body, fields,
    () => again(sent.outcome === 'ACT' ? 'Your decision stands. What is to be done is owed by the day that you named.' : 'Your decision stands, with the evidence that you named.'),
    { outcome: () => 'Say whether something follows.', by: () => sent.by && !isDay(sent.by) ? 'Give a day that exists, for example 7 9 2026.' : '', whyEnough: () => { enough.hidden = false; }, evidence: () => chosen.size ? '' : 'Tick at least one entry on which "nothing follows" rests.' });
  return fill(box, errors,
    radios(id('outcome'), 'What follows?', [
      { value: 'ACT', text: 'Something follows', hint: 'Somebody does something by a day.', more: follows },
      { value: 'NO_ACTION', text: 'Nothing follows', hint: 'You name the entries on which that rests.', more: h('div', {}, evidence(id('evidence'), about, prompt, chosen, judge), enough) }], { change: set('outcome') }),
    textarea(id('words'), 'Your decision, in your own words', { rows: 3, change: set('words') }),
    textarea(id('wouldChange'), 'What would change your decision?', { rows: 2, hint: 'What you would have to see or hear.', change: set('wouldChange') }),
    once('Record this decision', send));
}

/** What came of what was decided. */
export function came(prompt, again) {
  const id = 'came-' + prompt.id;
  const errors = h('div', {});
  const box = h('form', { onsubmit: event => event.preventDefault() });
  let said = '';
  return fill(box, errors, textarea(id, 'What came of it?', { rows: 2, change: value => { said = value; } }),
    once('It is done', sending(box, errors, `/api/prompts/${prompt.id}/done`, () => ({ came: said }), { came: id }, () => again('It is done, and what came of it stands with the decision.'))));
}

/** The second look at declined patterns, for all of them at once. @param prompt any of them */
export function secondLook(prompt, number, again) {
  const id = name => `${name}-${prompt}`;
  const sent = { agrees: '', words: '' };
  const errors = h('div', {});
  const box = h('form', { onsubmit: event => event.preventDefault() });
  return fill(box, errors, heading(3, 'Your second look', 's'), p('Read the history first, then what was answered. You look at all of these together.'),
    radios(id('agrees'), number === 1 ? 'Do you agree that nothing follows?' : `Do you agree that nothing follows from these ${number}?`, [{ value: 'yes', text: 'Yes, I agree' }, { value: 'no', text: 'No, they must be decided again', hint: 'Each is asked anew.' }],
      { change: value => { sent.agrees = value; } }),
    textarea(id('words'), 'Why, in your own words?', { rows: 3, change: value => { sent.words = value; } }),
    once('Record this second look', sending(box, errors, `/api/prompts/${prompt}/second-look`, () => ({ agrees: sent.agrees ? sent.agrees === 'yes' : null, words: sent.words }), { agrees: id('agrees'), words: id('words') },
      () => again(sent.agrees === 'yes' ? 'You agreed. Your words stand with the answers.' : 'You did not agree. They wait for a decision again.'), { agrees: () => 'Say whether you agree.' })));
}
