import { h, p, heading } from './elements.js';
import { moment, day } from './words.js';

/** The latest act of a step; undefined where it has not been done. */
export function act(handover, step) {
  return (handover.acts || []).filter(done => done.step === step).at(-1);
}

const WORDS = { PREPARE_SUMMARY: 'Summary', DECIDE_ACCEPTANCE: 'Acceptance', RECORD_DISCUSSION: 'Discussion', PLAN_READING: 'Plan for supported reading', READ_HISTORY: 'History read',
  WRITE_ACCOUNT: 'Account', SIGN_OFF: 'Sign-off', TELL_FAMILY: 'Family told', RECHECK: 'Re-check' };
const OUTCOMES = { ACCEPTED: 'accepted', DECLINED: 'declined', AGREED: 'agreed, can start', TALK_AGAIN: 'talk again', READ_AGAIN: 'read again', IMPOSSIBLE: 'declared impossible',
  NOT_POSSIBLE: 'declared impossible', TAKEN_OVER: 'taken over', LEFT_UNDONE: 'left undone' };
/** Acts that are no step: what they say by themselves. */
const APART = { AGENCIES_TOLD: 'Agencies told', REASSIGNED: 'Another new worker named', WITHDRAWN: 'Withdrawn' };

/** What was done so far, one line each, in order. */
export function actsList(handover) {
  const acts = (handover.acts || []).filter(done => done.outcome !== 'AGENCIES_TO_TELL');
  if (!acts.length) return p('Nothing has been done yet.');
  return h('ol', { class: 'govuk-list govuk-list--number' }, acts.map(done => h('li', {},
    `${APART[done.outcome] || `${WORDS[done.step] || done.stepInWords}: ${OUTCOMES[done.outcome] || 'done'}`} by ${done.by}`,
    done.onBehalfOf ? ` for ${done.onBehalfOf}${done.toldOn ? `, told on ${day(done.toldOn)}` : ''}` : '',
    `${done.toldOn ? '; recorded ' : ', '}${moment(done.at)}`, done.reason ? `. ${done.reason}` : '')));
}

/** Why the supervisor gave it back, where that is how it came here. */
export function givenBack(handover, level) {
  const signed = act(handover, 'SIGN_OFF');
  if (!signed || signed.outcome === 'AGREED') return null;
  const reasons = signed.reason || signed.content?.reasons;
  return h('div', { class: 'govuk-inset-text' }, heading(level, signed.outcome === 'READ_AGAIN' ? 'Please read again' : 'Please talk again', 's'), h('div', { class: 'tl-text' }, reasons || ''),
    p(`From ${signed.by}, ${moment(signed.at)}. What you read and wrote is kept.`));
}

