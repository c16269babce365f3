import { h, heading, link, list } from './elements.js';
import { maybe } from './service.js';
import { moment, capital } from './words.js';

/** GD4: which patterns of a child's history wait for a decision, and which were declined, for those who meet about the child; nothing where there is none, or the reader may not know. */
export async function patterns(reference, level, outside) {
  const found = await maybe(`/api/casefiles/${encodeURIComponent(reference)}/prompts`);
  const declined = found?.answered.filter(one => one.answer?.outcome === 'NO_ACTION') || [];
  if (!found?.open.length && !declined.length) return null;
  const line = (one, how) => [link(`${capital(one.because)} (${one.rule})`, `/casefiles/${encodeURIComponent(reference)}/prompts#prompt-${one.id}`, { target: outside ? '_blank' : null }), how];
  return h('section', { 'aria-labelledby': 'patterns-title' }, heading(level, 'What the history asks', 'm', 'patterns-title'), list([
    ...found.open.map(one => line(one, `: waits for a decision${one.owner ? ` of ${one.owner}` : ''}, by ${moment(one.dueAt)}.`)),
    ...declined.map(one => line(one, `: declined by ${one.answer.by}, ${moment(one.answer.at)}.${!one.secondLook ? '' : !one.secondLook.by ? ' A second look is to be had.' : one.secondLook.agrees ? ` ${one.secondLook.by} agreed.` : ` ${one.secondLook.by} did not agree.`}`))], 'spaced'));
}
