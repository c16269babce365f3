import { h, fill, heading, p, tag, input, textarea, dateInput, details, showErrors, clearFields, isDay, summaryList } from '../elements.js';
import { get, postOnce, put } from '../service.js';
import { day, moment } from '../words.js';
import { section, once } from './frame.js';
import { colleagues, personInput } from '../person.js';

const STATE = { KNOWN: ['Not asked for', 'red'], ASKED_FOR: ['Asked for', 'yellow'], RECEIVED: ['Received', 'green'] };

/** Known and not seen: what exists elsewhere, who gets it, how and by when. */
export function show(root, reference) {
  return section(root, reference, 'sources', async (about, body) => {
    const [sources, people] = await Promise.all([get(about.path + '/sources'), colleagues()]);
    about.people = people;
    const again = async id => {
      await show(root, reference);
      root.querySelector(id ? `#source-${id}` : '#sources-title')?.focus();
    };
    const waiting = sources.filter(one => one.state !== 'RECEIVED');
    fill(body, heading(2, 'Known and not seen', 'm', 'sources-title'), p('Records that exist elsewhere. Each one that was not received needs a name, what will be done, and a day.'),
      waiting.length ? waiting.map(one => source(one, about, again)) : p('Everything that is known to exist has been received.'),
      add(about, again),
      sources.length > waiting.length ? [heading(2, 'Received', 'm'), sources.filter(one => one.state === 'RECEIVED').map(one => source(one, about, again))] : null);
  });
}

function source(one, about, again) {
  const errors = h('div', {});
  const box = h('section', { class: 'tl-source', id: 'source-' + one.id, tabindex: '-1', 'aria-label': `${one.what}, held by ${one.holder}` });
  const [text, colour] = STATE[one.state];
  const step = what => attempt(errors, box, async () => {
    await postOnce(`/api/sources/${one.id}/${what}`);
    await again(one.id);
  });
  return fill(box, errors, heading(3, `${one.what}, held by ${one.holder}`, 's'), h('p', { class: 'govuk-body' }, tag(text, colour)),
    summaryList([['Known since', moment(one.knownAt)], ['Asked for', one.askedAt && moment(one.askedAt)], ['Received', one.receivedAt && (one.receivedWhat ? `${one.receivedWhat}, from ${one.receivedFrom}, on ${day(one.receivedOn)}` : moment(one.receivedAt))],
      ['Who gets it', one.owner?.name], ['How', one.action], ['By', one.actionDue && day(one.actionDue)]]),
    one.state === 'RECEIVED' ? null : [one.state === 'KNOWN' ? once('It was asked for', () => step('asked-for'), 'secondary') : null, details('It has come', came(one, again)),
      details(one.owner ? 'Change who gets it' : 'Say who gets it, or why it cannot be had', answer(one, about, again))]);
}

/** What came, from whom and when: without it a record does not count as received. */
function came(one, again) {
  const id = 'came-' + one.id;
  const sent = { what: '', from: '', on: '' };
  const errors = h('div', {});
  const box = h('div', {});
  const keep = () => attempt(errors, box, async () => {
    const missing = [sent.what.trim() ? null : { text: 'Say which document came, or which entry of the history holds it.', target: id }, sent.from.trim() ? null : { text: 'Say from whom it came.', target: id + '-from' },
      isDay(sent.on) ? null : { text: 'Give the day on which it came, for example 14 9 2026.', target: id + '-on' }].filter(Boolean);
    if (missing.length) return showErrors(errors, 'Something is still missing', missing, box);
    await postOnce(`/api/sources/${one.id}/received`, sent);
    await again(one.id);
  }, { what: id, from: id + '-from', on: id + '-on' });
  return fill(box, errors, input(id, 'Which document came, or which entry of the history holds it?', { change: value => { sent.what = value; } }), input(id + '-from', 'From whom did it come?', { width: 20, change: value => { sent.from = value; } }),
    dateInput(id + '-on', 'On which day?', { change: value => { sent.on = value; } }), once('Record that it came', keep, 'secondary'));
}

function answer(one, about, again) {
  const id = 'answer-' + one.id;
  const sent = { owner: one.owner?.username || about.me.username, action: one.action || '', actionDue: one.actionDue || '' };
  const errors = h('div', {});
  const box = h('div', {});
  const keep = () => attempt(errors, box, async () => {
    const missing = [sent.owner ? null : { text: 'Name who gets it: choose one from the list.', target: id }, sent.action.trim() ? null : { text: 'Write what will be done to get it.', target: id + '-action' }, isDay(sent.actionDue) ? null : { text: 'Give the day by which it is done.', target: id + '-due' }].filter(Boolean);
    if (missing.length) return showErrors(errors, 'Something is still missing', missing, box);
    await put(`/api/sources/${one.id}/answer`, sent);
    await again(one.id);
  }, { owner: id, action: id + '-action', actionDue: id + '-due' });
  return fill(box, errors, personInput(id, 'Who gets it?', { people: about.people, value: sent.owner, change: value => { sent.owner = value; } }),
    textarea(id + '-action', 'What will be done?', { rows: 2, hint: 'If it is not to be had: write why, who said so, and what you do instead.', value: sent.action, change: value => { sent.action = value; } }),
    dateInput(id + '-due', 'By which day?', { value: sent.actionDue, change: value => { sent.actionDue = value; } }), once('Keep this', keep, 'secondary'));
}

function add(about, again) {
  const sent = { holder: '', what: '' };
  const errors = h('div', {});
  const box = h('div', {});
  const send = () => attempt(errors, box, async () => {
    const missing = [sent.what.trim() ? null : { text: 'Write what it is.', target: 'new-what' }, sent.holder.trim() ? null : { text: 'Write who holds it.', target: 'new-holder' }].filter(Boolean);
    if (missing.length) return showErrors(errors, 'Something is still missing', missing, box);
    const made = await postOnce(about.path + '/sources', sent);
    await again(made.id);
  }, { holder: 'new-holder', what: 'new-what' });
  return details('Add a record that is known to exist', fill(box, errors, input('new-what', 'What is it?', { hint: 'For example, the midwife\'s notes of 2024', change: value => { sent.what = value; } }),
    input('new-holder', 'Who holds it?', { change: value => { sent.holder = value; } }), once('Add this record', send, 'secondary')));
}

async function attempt(errors, box, act, targets = {}) {
  clearFields(box);
  try {
    await act();
  } catch (problem) {
    showErrors(errors, problem.message, [...problem.missing, ...problem.faults.map(fault => ({ text: fault.reason, target: targets[fault.field] }))], box);
  }
}
