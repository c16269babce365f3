import { fill, radios, textarea, inset } from './elements.js';
import { agreementForm, text, checks, nothingBinding, field } from './agreement-step.js';
import { missingText } from './meeting-step.js';

/** The manager approves before anybody is asked to sign, or sends it back (A5). */
export default agreementForm({
  title: 'Approve the agreement',
  draft: 'approval',

  async render(step, body) {
    const { draft, agreement } = step;
    draft.names = { outcome: 'Your decision', words: 'Why' };
    const third = agreement.form.onRisk > 2;
    fill(body, nothingBinding(), third ? inset(`This would be agreement number ${agreement.form.onRisk} on the same risk. A manager decides it in person: is a strategy discussion needed instead? (rule A11)`) : null,
      text(agreement, step.level + 1), checks(agreement, step.level + 1),
      radios('outcome', 'Your decision', [{ value: 'APPROVED', text: 'I approve it', hint: 'It is then explained to each party, and nobody signs before' }, { value: 'RETURNED', text: 'It goes back to be changed' }],
        { value: draft.get('outcome'), change: value => draft.set('outcome', value) }),
      field(draft, textarea, 'words', 'In your own words: why this agreement helps this child, or what has to change', { rows: 4 }),
      step.actions('Record this decision', {
        checks: () => [...(draft.get('outcome') ? [] : [{ text: 'Choose whether you approve it or send it back.', target: 'outcome' }]), ...missingText(draft, 'words', 'Write why, or what has to change.')],
        outcome: () => draft.get('outcome'),
        done: () => draft.get('outcome') === 'APPROVED' ? 'The agreement is approved' : 'The agreement is sent back'
      }));
  }
});
