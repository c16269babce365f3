import { h, fill, heading, p, link, tag, inset, banner, details, summaryList } from '../elements.js';
import { get } from '../service.js';
import { day, moment, capital } from '../words.js';
import { section } from './frame.js';
import { decision, came, secondLook } from './prompt-forms.js';
import { entries, toReadWith } from './prompt-entries.js';

const ENDED = { OVERTAKEN: 'overtaken by what happened since', NOT_NEEDED: 'it was not needed' };

/** What the patterns of the history ask: the history first, then the question, then the answer; below, what was answered before. */
export function show(root, reference) {
  addEventListener('hashchange', () => arrive(root));
  return draw(root, reference);
}

/** @param said what was recorded just now: what to do next is then another */
const draw = (root, reference, said) => section(root, reference, 'prompts', (about, body) => list(about, body, words => draw(root, reference, words), said));

async function list(about, body, again, said) {
  const found = await get(about.path + '/prompts');
  const looks = lookedAt(found.answered);
  const waiting = looks.filter(look => look.second.agrees === undefined);
  const rest = found.answered.filter(one => !waiting.some(look => look.prompts.includes(one)));
  const mine = found.open.filter(one => one.mayAnswer);
  const done = said ? banner('Recorded', h('p', { class: 'govuk-notification-banner__heading' }, said), 'success') : null;
  fill(body, done, heading(2, 'What the history asks', 'm'),
    p('The rules count what is on the record and ask. They decide nothing about a family: read the history, then decide in your own words.'),
    found.open.length ? found.open.map(one => question(about, one, found.people, again, mine.length === 1)) : p(about.may('SEE_OBLIGATIONS') ? 'No pattern waits for a decision.' : 'No pattern waits for a decision of yours.'),
    waiting.map((look, index) => toBeLookedAt(about, look, again, index === 0 ? 'second-look' : null)),
    rest.length ? [heading(2, 'Answered', 'm', 'answered'), rest.map(one => answered(about, one, again))] : null);
  if (done) done.focus();
  else arrive(body);
}

/** The address may name one. */
function arrive(body) {
  const named = /^#(prompt-[0-9a-f-]{36}|second-look)$/.exec(location.hash)?.[1];
  const box = named && body.querySelector('#' + named);
  if (!box) return;
  box.querySelector('details.tl-decide')?.setAttribute('open', '');
  box.scrollIntoView({ block: 'start' });
  box.focus({ preventScroll: true });
}

/** Declined ones that are looked at together, once each. */
function lookedAt(answered) {
  const looks = new Map();
  for (const one of answered.filter(prompt => prompt.secondLook)) {
    const key = [...one.secondLook.prompts].sort().join(' ');
    if (!looks.has(key)) looks.set(key, { second: one.secondLook, prompts: [], may: null });
    const look = looks.get(key);
    look.prompts.push(one);
    if (one.mayLook) look.may ??= one.id;
  }
  return [...looks.values()];
}

const asks = one => p(/[.?!]$/.test(one.what) ? one.what : one.what + '.');

function box(one, state, ...content) {
  const id = 'prompt-' + one.id;
  return h('article', { class: 'tl-source', id, tabindex: '-1', 'aria-labelledby': id + '-title' },
    heading(3, capital(one.because), 's', id + '-title'), h('p', { class: 'govuk-body' }, state, ` Pattern ${one.rule}, noticed ${moment(one.raisedAt)}${one.lookedBack ? ', when the history was brought in' : ''}`), content);
}

/** GD1: what was counted stands before what is asked. */
function question(about, one, people, again, alone) {
  return box(one, one.overdue ? tag('Overdue', 'red') : tag('Open', 'blue'),
    one.againAfter ? inset('It was declined before, and the second look did not agree. ', link('See what was answered', '#prompt-' + one.againAfter), '.') : null,
    heading(4, 'The history first', 's'), entries(about, toReadWith(one)),
    about.may('SEE_HISTORY') ? h('p', { class: 'govuk-body' }, link('Read the whole history', about.page + '/history')) : null,
    heading(4, 'The question', 's'), asks(one),
    h('p', { class: 'govuk-body' }, h('strong', {}, `By ${moment(one.dueAt)}`), one.owner ? `, from ${one.owner}.` : '.'),
    one.mayAnswer && one.owner && one.owner !== about.me.name ? p(`You sign for ${one.owner}, and may decide it yourself.`) : null,
    one.mayAnswer ? decide(decision(about, one, people, again), alone)
      : one.owner === about.me.name ? p('The family\'s history comes first: read it, tell it back and be signed off, and this is yours to decide. Until then your supervisor decides it.')
      : p(one.owner ? `${one.owner} decides this, or whoever signs for them. If you know something that matters to it, record it as an entry.` : 'Nobody is named for this yet. Name a worker for the family first.'));
}

function decide(form, open) {
  const folded = details('Decide what follows', form);
  folded.classList.add('tl-decide');
  if (open) folded.setAttribute('open', '');
  return folded;
}

/** GD3: somebody else reads the same history, and what was answered. */
function toBeLookedAt(about, { second, prompts, may }, again, id) {
  return h('section', { id, tabindex: '-1', 'aria-labelledby': 'look-' + prompts[0].id }, heading(2, 'To be looked at a second time', 'm', 'look-' + prompts[0].id),
    p(`Several patterns were declined. ${second.owner || 'Somebody above who declined them'} looks at them a second time, by ${moment(second.dueAt)}. Nobody may who declined one of them.`),
    prompts.map(one => answered(about, one, again, true)),
    may ? secondLook(may, prompts.length, again) : null);
}

function answered(about, one, again, unfolded) {
  const { answer, secondLook: second } = one;
  const state = !answer ? tag('Ended', 'grey') : answer.outcome === 'ACT' ? tag('Something follows', 'green') : tag('Nothing follows', 'yellow');
  const shown = entries(about, toReadWith(one));
  return box(one, state, unfolded ? [heading(4, 'The history first', 's'), shown] : details('The history it came from', shown),
    heading(4, 'The question', 's'), asks(one),
    answer ? [heading(4, 'The answer', 's'), summaryList([['Decision', answer.words], ['Decided by', `${answer.by}, ${moment(answer.at)}`],
      ['It rests on', answer.evidence.length ? entries(about, answer.evidence, 'It rests on entries that you cannot see.') : null], ['Why this is enough', answer.whyEnough], ['What would change it', answer.wouldChange],
      ['What is done', answer.action ? `${answer.action.what}\n${answer.action.owner}, by ${day(answer.action.by)}` : null],
      ['What came of it', answer.action ? (answer.action.came ? `${answer.action.came}\n${answer.action.doneBy}, ${moment(answer.action.doneAt)}` : 'Not known yet') : null],
      ['Second look', second?.by ? `${second.by} ${second.agrees ? 'agreed' : 'did not agree: it was asked again'}, ${moment(second.at)}\n${second.words}` : null]])]
      : p(`It ended without an answer${ENDED[one.end] ? `: ${ENDED[one.end]}` : ''}.`),
    one.mayEnd ? came(one, again) : null);
}
