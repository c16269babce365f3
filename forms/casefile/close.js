import { h, fill, heading, p, link, tag, input, textarea, radios, dateInput, list, summaryList, inset } from '../elements.js';
import { get, postOnce } from '../service.js';
import { moment, today } from '../words.js';
import { colleagues, personInput } from '../person.js';
import { open, act, once, done } from './frame.js';
import { trying, given } from './trying.js';

/** Closing a case file: the worker asks, the line supervisor agrees, the agencies are told; and opening it again. */
export async function show(root, reference) {
  const about = await open(reference).catch(problem => {
    if (problem.status === 404) return null;
    throw problem;
  });
  const path = '/api/casefiles/' + encodeURIComponent(reference);
  const state = await get(path + '/closure');
  const again = async () => {
    await show(root, reference);
    root.querySelector('#title')?.focus();
  };
  const here = { root, reference, about, state, path, again };
  const parts = state.open ? [waiting(here), state.asked && !state.asked.outcome ? answer(here) : ask(here)] : [tell(here), about ? await reopen(here) : null];
  if (about) act(root, about, state.open ? 'Close the case file' : 'The case file is closed', parts);
  else fill(root, heading(1, `Case file ${reference} is closed`, 'l', 'title'), parts);
}

function waiting({ state }) {
  return [heading(2, 'What must still happen', 'm'), state.mustStillHappen.length ? [p('A case file is closed when nothing is left open: done, not needed and why, or overtaken by something.'),
    list(state.mustStillHappen.map(one => h('span', { id: 'obligation-' + one.id, tabindex: '-1' }, `${one.what}, ${one.owner || 'nobody named'}, by ${moment(one.dueAt)}. `, one.onlyDone ? tag('Only by doing it', 'red') : null)))] : p('Nothing is left open.')];
}

function ask({ state, path, again, about }) {
  if (!about?.may('CLOSE_FILE')) return null;
  const sent = { summary: '', forTheChild: '' };
  const open = state.mustStillHappen.filter(one => !one.onlyDone).map(one => ({ ...one, how: '', reason: '' }));
  const errors = h('div', {});
  const box = h('div', {});
  const send = () => trying(errors, box, async () => {
    await postOnce(path + '/closure', { ...sent, endings: open.filter(one => one.how).map(one => ({ obligation: one.id, how: one.how, reason: one.reason })) });
    await again();
  }, Object.fromEntries(open.filter(one => one.how).flatMap((one, at) => [[`endings[${at}].reason`, `ending-${one.id}-reason`]])));
  return fill(box, errors, state.asked ? inset(`${state.asked.answeredBy} did not agree on ${moment(state.asked.answeredAt)}: ${state.asked.answer}`) : null,
    open.map(one => h('section', { class: 'tl-source', 'aria-label': one.what }, radios('ending-' + one.id, one.what, [{ value: 'NOT_NEEDED', text: 'It is not needed' }, { value: 'OVERTAKEN', text: 'Something overtook it' }, { value: '', text: 'It is still to be done' }],
      { value: '', small: true, strong: false, change: value => { one.how = value; } }), textarea(`ending-${one.id}-reason`, 'Why?', { rows: 2, change: value => { one.reason = value; } }))),
    heading(2, 'Ask to close it', 'm'), p('This is an entry of the family\'s history. The line supervisor answers.'),
    textarea('summary', 'What has been reached, and why does the work end?', { rows: 4, most: 500, hint: 'Up to 500 characters.', change: value => { sent.summary = value; } }),
    textarea('forTheChild', 'What does closing mean for the child?', { rows: 3, change: value => { sent.forTheChild = value; } }), once('Ask to close the case file', send));
}

function answer({ state, path, again, about }) {
  const { asked } = state;
  const told = [heading(2, 'Asked for', 'm'), summaryList([['By', `${asked.askedBy}, ${moment(asked.askedAt)}`], ['Why', asked.reason]]), asked.endings.length ? [p('What ends with the file; agreeing makes you the second person:'),
    list(asked.endings.map(one => `${state.mustStillHappen.find(other => other.id === one.obligation)?.what || 'Ended since'}: ${one.how === 'NOT_NEEDED' ? 'not needed' : 'overtaken'}. ${one.reason}`))] : null];
  if (!about?.may('AGREE_CLOSING')) return [told, p('It waits for the line supervisor.')];
  const sent = { answer: '' };
  const errors = h('div', {});
  const box = h('div', {});
  const send = agreed => trying(errors, box, async () => {
    await postOnce(path + '/closure/answer', { agreed, answer: given(sent.answer) });
    await again();
  });
  return fill(box, errors, told, heading(2, 'Your answer', 'm'), p('When you agree, the file closes now: nobody is responsible, nobody may act, and the agencies are told.'),
    textarea('answer', 'What you say to it', { rows: 3, hint: 'Needed where you do not agree: what has to happen first.', change: value => { sent.answer = value; } }),
    h('div', { class: 'tl-actions' }, once('Agree and close', () => send(true), 'warning'), once('Do not agree', () => send(false), 'secondary')));
}

function tell({ state, path, again }) {
  const errors = h('div', {});
  const box = h('div', {});
  return fill(box, errors, heading(2, 'The agencies involved', 'm'), state.agencies.length ? state.agencies.map(one => {
    if (one.told) return h('p', { class: 'govuk-body' }, tag('Told', 'green'), ' ', one.name);
    const sent = { agency: one.agency, how: '', on: today() };
    return h('section', { class: 'tl-source', 'aria-label': one.name }, heading(3, one.name, 's'), input(`how-${one.agency}`, `How was ${one.name} told?`, { change: value => { sent.how = value; } }),
      dateInput(`on-${one.agency}`, 'On which day?', { value: sent.on, change: value => { sent.on = value; } }),
      once('It was told', () => trying(errors, box, async () => {
        await postOnce(path + '/closure/agencies-told', sent);
        await again();
      }, { how: `how-${one.agency}`, on: `on-${one.agency}` }), 'secondary'));
  }) : p('No other agency works with the family.'));
}

async function reopen({ root, path, about }) {
  if (!about.may('OPEN_FILE')) return null;
  const sent = { reason: '', worker: '' };
  const errors = h('div', {});
  const box = h('div', {});
  const send = () => trying(errors, box, async () => {
    const begun = await postOnce(path + '/reopening', sent);
    done(root, 'The case file is open again', begun.mayAct ? 'The worker is responsible and may act.' : 'The worker is responsible, and reads the history before they act.', link('Go to the case file', about.page));
  });
  return fill(box, errors, heading(2, 'Open it again', 'm'), p('What was recorded stays. The worker whom you name reads it before they act.'),
    textarea('reason', 'Why is it opened again?', { rows: 3, change: value => { sent.reason = value; } }),
    personInput('worker', 'Responsible worker', { people: await colleagues(), change: value => { sent.worker = value; } }), once('Open it again', send, 'secondary'));
}
