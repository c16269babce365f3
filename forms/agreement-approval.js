import { h, fill, heading, p, radios, textarea, checkbox, inset } from './elements.js';
import { agreementForm, text, checks, nothingBinding, field, copyOfEach, commonWords } from './agreement-step.js';
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
      text(agreement, step.level + 1), checks(agreement, step.level + 1), agreement.apart ? eachCopy(step) : null,
      radios('outcome', 'Your decision', [{ value: 'APPROVED', text: 'I approve it', hint: 'It is then explained to each party, and nobody signs before' }, { value: 'RETURNED', text: 'It goes back to be changed' }],
        { value: draft.get('outcome'), change: value => draft.set('outcome', value) }),
      field(draft, textarea, 'words', 'In your own words: why this agreement helps this child, or what has to change', { rows: 4 }),
      step.actions('Record this decision', {
        checks: () => [...(draft.get('outcome') ? [] : [{ text: 'Choose whether you approve it or send it back.', target: 'outcome' }]),
          ...(agreement.apart && draft.get('outcome') === 'APPROVED' && !draft.get('copiesRead') ? [{ text: 'Read the copy of each party, and say that you have.', target: 'copiesRead' }] : []), ...missingText(draft, 'words', 'Write why, or what has to change.')],
        outcome: () => draft.get('outcome'),
        done: () => draft.get('outcome') === 'APPROVED' ? 'The agreement is approved' : 'The agreement is sent back'
      }));
  }
});

/** Where abuse is suspected the manager reads what each person will read: no program sees what a sentence gives away. */
function eachCopy({ draft, agreement, level }) {
  return h('section', {}, heading(level + 1, 'What each party reads', 'm'),
    p('Abuse is suspected, so each party gets a copy of their own. A person of the family reads there what they do themselves, and of what an agency does only what is meant for everybody or for them. Of the worry they read its kind alone:'), inset(kindAlone(agreement)),
    p('These words stand on every copy:'), commonWords(agreement.text),
    p('Open each copy and read it as that person will. Could anything in it tell them what somebody else has said or does?'), copyOfEach(agreement),
    h('div', { class: 'govuk-form-group' }, checkbox('copiesRead', 'I have read the copy of each party', { value: draft.get('copiesRead'), change: on => draft.set('copiesRead', on || '') })));
}

function kindAlone({ text: { risk = {} }, form }) {
  return !risk.kind || risk.kind === 'OTHER' ? 'Our worry is about what we have talked over with you.' : `Our worry is about ${form.risks.find(one => one.kind === risk.kind)?.inWords}.`;
}
