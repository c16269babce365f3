import { h, fill, heading, p, link, linkButton } from './elements.js';
import { post, maybe } from './service.js';
import { open } from './step.js';

/** Every page of our own is this one: the address says what it shows. */
const ROUTES = [
  [/^\/alarms$/, () => import('./alarms.js')],
  [/^\/rules\/figures$/, () => import('./rule-figures.js')],
  [/^\/rules$/, () => import('./rules.js')],
  [/^\/models$/, () => import('./models.js')],
  [/^\/roots$/, () => import('./roots.js')],
  [/^\/logins$/, () => import('./logins.js')],
  [/^\/$/, () => import('./home.js')],
  [/^\/work\/([^/]+)$/, () => import('./work.js')],
  [/^\/handovers\/new$/, async () => ({ show: root => import('./handover-request.js').then(form => open(root, form.default, {})) })],
  [/^\/handovers\/([^/]+)\/before-you-knock$/, () => import('./before-you-knock.js')],
  [/^\/handovers\/([^/]+)$/, () => import('./handover.js')],
  [/^\/meetings\/([^/]+)\/letters\/([^/]+)$/, () => import('./meeting-letter.js')],
  [/^\/meetings\/([^/]+)$/, () => import('./meeting.js')],
  [/^\/agreements\/([^/]+)$/, () => import('./agreement.js')],
  [/^\/obligations$/, () => import('./obligations.js')],
  [/^\/readings\/([^/]+)$/, () => import('./reading-page.js')],
  [/^\/people\/away$/, () => import('./people-away.js')],
  [/^\/duty-rota$/, () => import('./duty-rota.js')],
  [/^\/people\/([^/]+)\/leaving$/, () => import('./leaving.js')],
  [/^\/casefiles$/, () => import('./casefile/find.js')],
  [/^\/casefiles\/new$/, () => import('./casefile/open.js')],
  [/^\/casefiles\/known$/, () => import('./casefile/known.js')],
  [/^\/casefiles\/held$/, () => import('./casefile/held.js')],
  [/^\/casefiles\/taken-out\/([^/]+)$/, () => import('./casefile/taken-out.js')],
  [/^\/casefiles\/([^/]+)$/, () => import('./casefile/overview.js')],
  [/^\/casefiles\/([^/]+)\/history$/, () => import('./casefile/history.js')],
  [/^\/casefiles\/([^/]+)\/timeline$/, () => import('./casefile/years.js')],
  [/^\/casefiles\/([^/]+)\/people$/, () => import('./casefile/people.js')],
  [/^\/casefiles\/([^/]+)\/people\/new$/, () => import('./casefile/people-edit.js')],
  [/^\/casefiles\/([^/]+)\/people\/([^/]+)$/, () => import('./casefile/people-edit.js')],
  [/^\/casefiles\/([^/]+)\/relationships$/, () => import('./casefile/relationships.js')],
  [/^\/casefiles\/([^/]+)\/households$/, () => import('./casefile/households.js')],
  [/^\/casefiles\/([^/]+)\/close$/, () => import('./casefile/close.js')],
  [/^\/casefiles\/([^/]+)\/called-for$/, () => import('./casefile/called-for.js')],
  [/^\/casefiles\/([^/]+)\/prompts$/, () => import('./casefile/prompts.js')],
  [/^\/casefiles\/([^/]+)\/new-entries$/, () => import('./casefile/new-entries.js')],
  [/^\/casefiles\/([^/]+)\/duty$/, () => import('./casefile/duty.js')],
  [/^\/casefiles\/([^/]+)\/duty\/notes$/, () => import('./casefile/duty-notes.js')],
  [/^\/casefiles\/([^/]+)\/duty\/([^/]+)\/note$/, () => import('./casefile/duty-note.js')],
  [/^\/casefiles\/([^/]+)\/disagreements$/, () => import('./casefile/disagreements.js')],
  [/^\/casefiles\/([^/]+)\/disagreements\/new$/, () => import('./casefile/disagreements.js').then(page => ({ show: page.write }))],
  [/^\/casefiles\/([^/]+)\/disagreements\/([^/]+)$/, () => import('./casefile/disagreements.js').then(page => ({ show: page.one }))],
  [/^\/casefiles\/([^/]+)\/meetings$/, () => import('./casefile/meetings.js')],
  [/^\/casefiles\/([^/]+)\/agreements$/, () => import('./casefile/agreements.js')],
  [/^\/casefiles\/([^/]+)\/sources$/, () => import('./casefile/sources.js')],
  [/^\/casefiles\/([^/]+)\/matches$/, () => import('./casefile/matches.js')],
  [/^\/casefiles\/([^/]+)\/access-log$/, () => import('./casefile/looks.js')],
  [/^\/casefiles\/([^/]+)\/entries\/new$/, () => import('./casefile/record.js')],
  [/^\/casefiles\/([^/]+)\/entries\/([^/]+)\/(\d+)$/, () => import('./casefile/entry.js')],
  [/^\/casefiles\/([^/]+)\/entries\/([^/]+)\/(\d+)\/(correct|complete|dispute|key|restrict)$/, () => import('./casefile/beside.js')],
  [/^\/casefiles\/([^/]+)\/entries\/([^/]+)\/(\d+)\/not-this-family$/, () => import('./casefile/not-this-family.js')],
  [/^\/casefiles\/([^/]+)\/entries\/([^/]+)\/(\d+)\/answer$/, () => import('./casefile/answer-for.js')],
  [/^\/casefiles\/([^/]+)\/urgent$/, () => import('./casefile/urgent-review.js')],
  [/^\/casefiles\/([^/]+)\/print$/, () => import('./casefile/print.js')],
  [/^\/casefiles\/([^/]+)\/urgent-access$/, () => import('./casefile/urgent.js')]
];

const root = document.getElementById('root');

async function notice() {
  const answer = await maybe('/api/notice').catch(() => null);
  const text = typeof answer === 'string' ? answer : answer?.text || answer?.notice;
  if (text) document.getElementById('notice').prepend(h('p', { class: 'tl-notice' }, text));
}

/** For those who run the system: that something of it stands still. */
async function alarm() {
  const answer = await maybe('/api/alarms/banner').catch(() => null);
  if (answer?.text) document.getElementById('notice').append(h('p', { class: 'tl-notice tl-alarm' }, link(answer.text, '/alarms')));
}

async function navigation() {
  const me = await maybe('/api/me').catch(() => null);
  fill(document.getElementById('navigation'), h('div', { class: 'tl-navigation' },
    link('My work', '/'), link('Tasklist', '/camunda/app/tasklist/'), link('Families', '/casefiles'),
    me ? [h('span', {}, me.name), linkButton('Sign out', signOut)] : link('Sign in', '/login')));
}

async function signOut() {
  await post('/logout').catch(() => {});
  location.assign('/login');
}

async function show() {
  const route = ROUTES.map(([pattern, load]) => ({ match: pattern.exec(location.pathname), load })).find(found => found.match);
  try {
    if (!route) throw new Error('There is no such page. Go back to your work and choose again.');
    const page = await route.load();
    await page.show(root, ...route.match.slice(1).map(decodeURIComponent));
  } catch (problem) {
    if (!problem.status && problem.status !== 0) console.error(problem);
    if (problem.status === 401) {
      location.assign('/login');
      return;
    }
    fill(root, h('div', { role: 'alert' }, heading(1, 'This page cannot be shown', 'l'), p(problem.message)), h('p', { class: 'govuk-body' }, link('Go to your work', '/')));
  }
}

/** Nothing is laid out before both stylesheets are here: the picture of the years measures its place. */
async function styles() {
  await Promise.all([...document.querySelectorAll('link[rel=stylesheet]')].filter(sheet => !sheet.sheet)
    .map(sheet => new Promise(resolve => { sheet.addEventListener('load', resolve); sheet.addEventListener('error', resolve); })));
}

await styles();
await Promise.all([notice(), alarm(), navigation(), show()]);

