import { h, fill, heading, p, radios, textarea, details, link } from './elements.js';
import { readiness } from './readiness.js';
import { summaryText } from './handover-summary.js';
import { act } from './acts.js';

export default {
  title: 'Decide whether to accept the handover',
  draft: 'acceptance',

  async render(step, body) {
    const draft = step.draft;
    draft.names = { outcome: 'Your decision', reason: 'Reason' };
    const summary = act(step.handover, 'PREPARE_SUMMARY');
    const reason = textarea('reason', 'Why do you decline?', { rows: 4, value: draft.get('reason'), change: value => draft.set('reason', value), hint: 'The present worker stays responsible and reads this.' });
    fill(body,
      summary?.content && summary.outcome !== 'IMPOSSIBLE' ? h('section', {}, heading(step.level + 1, 'The transfer summary', 'm'),
        p(`By ${summary.by}${summary.onBehalfOf ? `, for ${summary.onBehalfOf}` : ''}.`), details('Read the summary', summaryText(step.level + 2, summary.content))) : p(summary?.reason ? `There is no summary: ${summary.reason}` : 'There is no summary.'),
      readiness(step),
      radios('outcome', 'Your decision', [
        { value: 'ACCEPTED', text: 'Accept', hint: `${step.handover.incoming.name} can then read the family's history. Responsibility moves only when you have signed off.` },
        { value: 'DECLINED', text: 'Decline', more: reason }
      ], { value: draft.get('outcome'), change: value => draft.set('outcome', value) }),
      step.actions('Keep this decision', {
        checks: () => !draft.get('outcome') ? [{ text: 'Choose whether to accept or to decline.', target: 'outcome' }]
          : draft.get('outcome') === 'DECLINED' && !draft.get('reason')?.trim() ? [{ text: 'Write why you decline.', target: 'reason' }] : [],
        outcome: () => draft.get('outcome'),
        done: () => draft.get('outcome') === 'DECLINED' ? 'The handover is declined' : 'The handover is accepted',
        extra: link('See the case file', `/casefiles/${encodeURIComponent(step.handover.casefile.reference)}`, { target: '_blank' })
      }));
  }
};
