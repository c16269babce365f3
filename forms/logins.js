import { h, fill, heading, p, inset, warning, textarea, details, list, showErrors, clearFields } from './elements.js';
import { get, post } from './service.js';
import { moment, count } from './words.js';
import { once } from './casefile/frame.js';

/** Why somebody was not let in, and what to do about it. */
const WHY = {
  NOT_ENTERED: ['Nobody who may sign in is entered here with this user name.', 'If they work here, enter them in the table of the organisation; if not, have the login closed in Keycloak.'],
  ROLES_DIFFER: ['Keycloak and the organisation say different roles.', 'Put right whichever of them is wrong; then the person signs in again.'],
  INCOMPLETE: ['Keycloak did not say who it was.', 'Have the client looked at in Keycloak: in what it sends, the user name (preferred_username) or the id of the login (sub) is missing.'],
  OTHER_LOGIN: ["Another login than this person's came with this user name.", 'Ring the person first. Release it only if they say that the new login is theirs.']
};

/** Logins of Keycloak that only a person can judge: those that vanished, and those that came under somebody's name. For those who run the system. */
export async function show(root, said) {
  document.title = 'Logins - Throughline';
  const state = await get('/api/logins');
  const { provider, believable, missing, refused, decisions } = state;
  const done = h('div', { role: 'status', tabindex: '-1' }, said ? inset(said) : null);
  const again = text => show(root, text);
  fill(root, heading(1, 'Logins', 'l', 'title'), done,
    standing(state),
    believable || !provider ? null : vanished(missing, again),
    provider || refused.length ? [heading(2, refused.length ? 'Not let in' : 'Nobody was kept out', 'm'), refused.map(one => kept(one, again))] : null,
    provider || decisions.length ? [heading(2, 'Last decisions', 'm'), decisions.length ? list(decisions.map(decision)) : p('Nothing has been decided yet.')] : null);
  if (said) done.focus();
}

/** Whether there is an identity provider, and whether it answers. */
function standing({ provider, upSince, readAt, silentSince, known }) {
  if (!provider) return p('No identity provider is in use: people sign in with a password that is kept here. There is nothing to do on this page.');
  const read = `Keycloak was read last on ${moment(readAt)}; ${count(known, 'login')} ${known === 1 ? 'is' : 'are'} known from it.`;
  if (silentSince) {
    return warning(readAt ? `${read} It has not been read since: whoever is disabled there meanwhile is not closed out here. See whether Keycloak is up and whether the client may still read its users.`
      : `Keycloak has not been read once since ${moment(silentSince)}, when the application started. See whether Keycloak is up and whether the client may read its users.`);
  }
  return p(readAt ? read : `Keycloak has not been read yet. The application has been up since ${moment(upSince)} and asks by itself, usually every minute. Load this page again then.`);
}

function vanished(missing, again) {
  if (!missing.length) return p('Whoever is missing was said to have gone. The next reading of Keycloak closes those logins; load this page again in a minute.');
  const here = missing.filter(one => one.name);
  const since = [...new Set(missing.map(one => moment(one.since)))];
  return [heading(2, 'More than half of the logins have vanished', 'm'),
    warning('Look in Keycloak first. If these people are still there, the client may not read the users any more: have that put right, and nothing needs to be said here.'),
    p(`${count(missing.length, 'login')} ${missing.length === 1 ? 'is' : 'are'} missing${since.length === 1 ? ` since ${since[0]}` : ''}${here.length ? `; ${here.length === missing.length ? 'all' : here.length} of them ${here.length === 1 ? 'is a person' : 'are people'} here. If you say that they have gone, they can no longer sign in, and each of their families becomes a duty of the supervisor.` : ', none of a person here.'}`),
    details('Who they are', list(missing.map(one => `${one.name || 'nobody here'} (${one.username})${since.length === 1 ? '' : `, since ${moment(one.since)}`}`))),
    deciding('gone', 'They have really gone', 'Say that they have gone', async reason => {
      await post('/api/logins/gone', { reason });
      await again('It is kept that they have gone, with your name and your reason.');
    })];
}

function kept(one, again) {
  const [why, todo] = WHY[one.reason] || [one.reason, ''];
  return h('div', { class: 'govuk-!-margin-bottom-4' },
    h('p', { class: 'govuk-body govuk-!-margin-bottom-1' }, h('strong', {}, one.username), h('br'), `${why} ${todo}`, h('br'),
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
      showErrors(errors, (problem.faults || []).length ? 'There is a problem' : problem.message, (problem.faults || []).map(fault => ({ text: fault.reason, target: `${id}-${fault.field}` })), box);
    }
  }, 'secondary')));
}

const decision = one => [h('strong', {}, one.kind === 'GONE' ? `${count(one.usernames.length, 'login')} said to have gone` : `${one.usernames.join(', ')} released`), `. ${one.by}, ${moment(one.at)}. ${one.reason}`];
