import { fill, textarea, inset } from './elements.js';
import { agreementForm, text, field } from './agreement-step.js';
import { missingText } from './meeting-step.js';
import { day } from './words.js';

/** The supervisor's question where an agreement has run out without review (A15). The answer prolongs nothing. */
export default agreementForm({
  title: 'Say what keeps the child safe until it is reviewed',
  draft: 'lapse',

  async render(step, body) {
    const { draft, agreement } = step;
    draft.names = { safe: 'What keeps the child safe' };
    fill(body, inset(`This agreement lapsed at the end of ${day(agreement.reviewOn)} without review. Nothing that was agreed holds any more. Your answer does not prolong it; the review is still owed.`),
      field(draft, textarea, 'safe', agreement.lapse?.question || 'What keeps the child safe until it is reviewed?', { rows: 5, hint: 'Who does what, from today' }),
      text(agreement, step.level + 1),
      step.actions('Record this answer', { checks: () => missingText(draft, 'safe', 'Write what keeps the child safe until it is reviewed.'), done: () => 'Your answer is recorded; the review is still owed' }));
  }
});
