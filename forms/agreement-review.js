import { fill, heading, p, radios, textarea, warning, link } from './elements.js';
import { agreementForm, text, nothingBinding, field } from './agreement-step.js';
import { breachFields } from './breach-fields.js';
import { missingText } from './meeting-step.js';
import { day } from './words.js';

/** The review, and the one while a renewal is on its way. */
const form = (title, draft, renewed) => agreementForm({
  title,
  draft,

  async render(step, body) {
    const { draft: kept, agreement } = step;
    kept.names = { came: 'What came of it', safe: 'What keeps the child safe', why: 'Why it is renewed', plan: 'The plan' };
    const set = (name, value) => kept.set(name, value);
    fill(body, agreement.state === 'LAPSED' ? nothingLeft(agreement) : nothingBinding(), text(agreement, step.level + 1), heading(step.level + 1, 'The review', 'm'),
      renewed ? p(['Its renewal comes into force by its own steps: ', link('go to the newer version', '/agreements/' + agreement.supersededBy, { target: step.embedded ? '_blank' : null }), '. Do this step only if it ends otherwise.']) : p('Talk with each party about it first, alone where abuse is suspected. What did we do that we had promised?'),
      field(kept, textarea, 'came', 'What came of what each side was to do, and what is different for the child?', { rows: 4 }),
      field(kept, textarea, 'safe', 'What keeps the child safe from now on?', { rows: 3 }),
      radios('outcome', 'How does it go on?', [{ value: 'END', text: 'It ends' },
        ...(renewed ? [] : [{ value: 'RENEW', text: 'It is renewed', hint: 'A new version, with a new date, approved and agreed anew; the third needs a manager in person', more: field(kept, textarea, 'why', 'Why will another agreement do what this one did not?', { rows: 3 }) }]),
        { value: 'PLAN', text: 'A plan takes its place', more: field(kept, textarea, 'plan', 'Which plan, since when, and who has it?', { rows: 2 }) },
        { value: 'NOT_KEPT', text: 'It was not kept', hint: 'The manager then decides within one working day', more: breachFields(name => kept.get(name), set) }],
      { value: kept.get('outcome'), change: value => kept.set('outcome', value) }),
      step.actions('Record this review', {
        checks: () => [...(kept.get('outcome') === 'NOT_KEPT' ? [] : [...missingText(kept, 'came', 'Write what came of what each side was to do.'), ...missingText(kept, 'safe', 'Write what keeps the child safe from now on.')]),
          ...(kept.get('outcome') ? [] : [{ text: 'Choose how it goes on.', target: 'outcome' }])],
        outcome: () => kept.get('outcome'),
        done: () => ({ END: 'The agreement has ended', RENEW: 'A new version is begun', PLAN: 'A plan takes its place', NOT_KEPT: 'The manager decides what follows' })[kept.get('outcome')]
      }));
  }
});

const nothingLeft = agreement => warning(`It lapsed at the end of ${day(agreement.reviewOn)}. Nothing that was agreed holds any more, whatever anybody still keeps.`);

export default form('Review the agreement', 'review', false);
export const renewal = form('Bring its renewal into force', 'renewal', true);
