import { h, fill, heading, p, inset, tag, warning, textarea, details, list, showErrors, clearFields } from './elements.js';
import { get, post } from './service.js';
import { moment, count } from './words.js';
import { once } from './casefile/frame.js';

const WHY = {
  NOT_ENTERED: 'Nobody who may sign in is entered here with this user name.',
  ROLES_DIFFER: 'Keycloak and the organisation say different roles.',
  INCOMPLETE: 'Keycloak did not say who it was.',
  OTHER_LOGIN: "Another login than this person's came with this user name."
};

/** Logins of Keycloak that only a person can judge: those that vanished, and those that came under somebody's name. For those who run the system. */
export async function show(root, said) {
  document.title = 'Logins - Throughline';
  const { readAt, believable, known, missing, refused, decisions } = await get('/api/logins');
  const done = h('div', { role: 'status', tabindex: '-1' }, said ? inset(said) : null);
  const again = text => show(root, text);
  fill(root, heading(1, 'Logins', 'l', 'title'), done,
    p(readAt ? `Keycloak was read last on ${moment(readAt)}; ${count(known, 'login')} ${known === 1 ? 'is' : 'are'} known from it.` : 'No identity provider is in use, or it has not been read yet.'),
    believable ? null : vanished(missing, again),
    heading(2, refused.length ? 'Not let in' : 'Nobody was kept out', 'm'), refused.map(one => kept(one, again)),
    heading(2, 'Last decisions', 'm'), decisions.length ? list(decisions.map(decision)) : p('Nothing has been decided yet.'));
  if (said) done.focus();
}

function vanished(missing, again) {
  const here = missing.filter(one => one.name);
  return [heading(2, 'More than half of the logins have vanished', 'm'),
    warning('Look in Keycloak first. If these people are still there, the client may not read the users any more: have that put right, and nothing needs to be said here.'),
    p(`${count(missing.length, 'login')} ${missing.length === 1 ? 'is' : 'are'} missing${here.length ? `; ${here.length} of them ${here.length === 1 ? 'is a person' : 'are people'} here. If you say that they have gone, they can no longer sign in, and each of their families becomes a duty of the supervisor.` : ', none of a person here.'}`),
    details('Who they are', list(missing.map(one => `${one.name || 'nobody here'} (${one.username}), since ${moment(one.since)}`))),
    deciding('gone', 'They have really gone', 'Say that they have gone', async reason => {
      await post('/api/logins/gone', { reason });
      await again('The next reading of Keycloak closes these logins. It comes within a minute.');
    })];
}

function kept(one, again) {
  return h('div', { class: 'govuk-!-margin-bottom-4' },
    h('p', { class: 'govuk-body govuk-!-margin-bottom-1' }, h('strong', {}, one.username), ' ', tag('Not let in', 'red'), h('br'), `${WHY[one.reason] || one.reason} `,
      h('span', { class: 'govuk-hint govuk-!-margin-bottom-0' }, `Last tried on ${moment(one.lastAt)}.`)),
    one.releasable ? deciding('release-' + one.username.replace(/\W/g, '-'), `This login is the person's`, `Release ${one.username}`, async reason => {
      await post(`/api/logins/${encodeURIComponent(one.username)}/release`, { reason });
      await again(`${one.username} is released: the next login that comes with this name is taken for that person. Ask them to sign in now.`);
    }) : null);
}

function deciding(id, summary, words, send) {
  const errors = h('div', {});
  const typed = { reason: '' };
  const box = h('div', { id });
  return fill(box, details(summary, errors, textarea(id + '-reason', 'How you know, and from whom', { rows: 2, most: 2000, change: value => { typed.reason = value; } }), once(words, async () => {
    clearFields(box);
    try {
      await send(typed.reason);
    } catch (problem) {
      showErrors(errors, problem.message, (problem.faults || []).map(fault => ({ text: fault.reason, target: `${id}-${fault.field}` })), box);
    }
  }, 'secondary')));
}

const decision = one => [h('strong', {}, one.kind === 'GONE' ? `${count(one.usernames.length, 'login')} said to have gone` : `${one.usernames.join(', ')} released`), `. ${one.by}, ${moment(one.at)}. ${one.reason}`];
