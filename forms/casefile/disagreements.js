import { h, fill, heading, p, link, textarea, select, checkbox, warning, tag } from '../elements.js';
import { get, post } from '../service.js';
import { moment, capital } from '../words.js';
import { section, open, act, once, done, back } from './frame.js';
import { trying } from './trying.js';
import { SUBJECTS, subject, state, written, said } from '../disagreement.js';

/** What people who work with this family do not agree about: the open ones first. */
export function show(root, reference) {
  return section(root, reference, 'disagreements', async (about, body) => {
    const { items, withoutAccount } = await get(about.path + '/disagreements');
    const group = (name, found) => found.length ? [heading(3, name, 's'), h('ul', { class: 'govuk-task-list' }, found.map(line => item(line, about)))] : null;
    fill(body, heading(2, 'I do not agree', 'm'), p('Whoever works with this family can write that they do not agree. It is answered by set times, goes up by itself when nobody answers, and is ended only by who wrote it.'),
      h('p', { class: 'govuk-body' }, link('I do not agree', `${about.page}/disagreements/new`, { class: 'govuk-button govuk-button--secondary' })),
      items.length ? [group('Open', items.filter(line => !line.endKind)), group('Ended', items.filter(line => line.endKind))] : p('Nobody has written so.'),
      withoutAccount.length ? [heading(3, 'People without account', 's'), p('They get a link by mail to write it too. Text about the family is shown only after a code that is mailed apart.'),
        h('ul', { class: 'govuk-list govuk-list--spaced' }, withoutAccount.map(one => sendTo(about, one)))] : null);
  });
}

function sendTo(about, one) {
  const line = h('li', {}, one.name, one.notReached ? [' ', tag('Not reached', 'red'), ` ${one.notReached}`] : null, ' ', once('Send a link', async () => {
    await post(about.path + '/disagreements/links', { to: one.username });
    line.replaceChildren(h('span', { role: 'status' }, `A link is on its way to ${one.name}.`));
  }, 'secondary'));
  return line;
}

function item(line, about) {
  const text = `${line.raisedBy} does not agree with ${line.with}: ${subject(line.subject).toLowerCase()}`;
  return h('li', { class: 'govuk-task-list__item' },
    h('div', { class: 'govuk-task-list__name-and-hint' }, line.readable ? link(text, `${about.page}/disagreements/${line.id}`) : text,
      h('div', { class: 'govuk-task-list__hint' }, line.endKind ? `Ended ${moment(line.endedAt)}` : `${line.level}, ${line.levelInWords}. Waits with ${line.waitsWith}, by ${moment(line.dueAt)}`)),
    h('div', { class: 'govuk-task-list__status' }, state(line)));
}

/** One, with everything that was said to it. Also for who was asked and does not see the file. */
export async function one(root, reference, id) {
  const path = '/api/disagreements/' + encodeURIComponent(id);
  const whole = await get(path);
  const page = '/casefiles/' + encodeURIComponent(reference);
  const errors = h('div', {});
  const box = h('div', {});
  const sent = { reason: '' };
  document.title = `Not agreed: ${whole.casefile} - Throughline`;
  const again = () => one(root, reference, id).then(() => root.querySelector('#title')?.focus());
  fill(root, back(`${page}/disagreements`, 'Back to what is not agreed'),
    h('h1', { class: 'govuk-heading-l', id: 'title', tabindex: '-1' }, h('span', { class: 'govuk-caption-l' }, whole.casefile), ' ', `${whole.line.raisedBy} does not agree with ${whole.line.with}`),
    h('p', { class: 'govuk-body' }, state(whole.line), whole.line.endKind ? '' : ` ${capital(whole.line.levelInWords)} (${whole.line.level}). ${whole.line.step}: waits with ${whole.line.waitsWith}, by ${moment(whole.line.dueAt)}.`),
    whole.task ? h('p', { class: 'govuk-body' }, link(whole.line.step, '/work/' + whole.task, { class: 'govuk-button' })) : null,
    whole.mayAcknowledge ? once('I have read it', async () => { await post(path + '/acknowledgement', {}); await again(); }, 'secondary') : null,
    written(whole), heading(2, 'What was said to it', 'm'), said(whole),
    whole.mayWithdraw ? fill(box, errors, heading(2, 'Take it back', 'm'), textarea('reason', 'Why do you take it back?', { rows: 2, change: value => { sent.reason = value; } }),
      once('Take it back', () => trying(errors, box, async () => { await post(path + '/withdrawal', sent); await again(); }), 'secondary')) : null);
}

/** Writing that one does not agree. */
export async function write(root, reference) {
  const about = await open(reference);
  const { people } = await get(about.path + '/disagreements');
  const sent = { with: '', subject: '', what: '', why: '', couldHappen: '', safeMeanwhile: '', childInDanger: false, ofConference: false };
  const errors = h('div', {});
  const box = h('div', {});
  const text = (name, label, hint, rows = 3) => textarea(name, label, { rows, hint, change: value => { sent[name] = value; } });
  const send = () => trying(errors, box, async () => {
    const made = await post(about.path + '/disagreements', sent);
    done(root, 'It is written, and will be answered', 'Each level has its time. You are asked each time whether the answer settles it.', link('See how it stands', `${about.page}/disagreements/${made.id}`), link('Go to the case file', about.page));
  });
  act(root, about, 'I do not agree', fill(box, errors,
    warning('If a child is in danger now, ring 999 first.'),
    select('with', 'With whom do you not agree?', [['', 'Choose somebody'], ...people.map(one => [one.username, `${one.name}, ${one.agency}${one.chair ? ', chairs conferences' : ''}`])],
      { change: value => { sent.with = value; } }),
    select('subject', 'What is it about?', [['', 'Choose'], ...SUBJECTS], { change: value => { sent.subject = value; } }),
    text('what', 'What do you not agree with?'), text('why', 'Why?'), text('couldHappen', 'What could happen to the child?'),
    text('safeMeanwhile', 'What keeps the child safe until it is answered?', 'If nothing does, write so.'),
    checkbox('ofConference', 'It is the decision of a conference', { change: value => { sent.ofConference = value; }, hint: 'Its chair answers first: choose the chair above.' }),
    checkbox('childInDanger', 'A child is in danger now', { change: value => { sent.childInDanger = value; }, hint: 'The duty manager is told at once and acts first.' }),
    h('div', { class: 'tl-actions' }, once('Send it', send))));
}
