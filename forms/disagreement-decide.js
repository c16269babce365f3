import { fill, h, radios, textarea } from './elements.js';
import { form, needs } from './disagreement.js';

/** Whoever disagrees, and nobody they disagree with, says whether it is settled. */
export default {
  ...form,
  title: 'Say whether you agree now',

  async render(step, body) {
    const draft = step.draft;
    draft.names = { outcome: 'Your decision', words: 'In your words', safety: 'What keeps the child safe' };
    const more = h('div', {}, textarea('words', 'What do you still not agree with?', { rows: 4, value: draft.get('words'), change: value => draft.set('words', value) }),
      textarea('safety', 'What keeps the child safe meanwhile?', { rows: 3, value: draft.get('safety'), change: value => draft.set('safety', value) }));
    fill(body, this.story(step),
      radios('outcome', 'Do you agree now?', [
        { value: 'AGREED', text: 'Yes, this settles it', hint: 'It ends.' },
        { value: 'NOT_AGREED', text: 'No', hint: step.about.line.level === 'E4' ? 'There is no level above: your dissent stands on the record.' : 'The next level answers.', more }
      ], { value: draft.get('outcome'), change: value => draft.set('outcome', value) }),
      step.actions('Record this', {
        checks: () => !draft.get('outcome') ? [{ text: 'Choose whether you agree now.', target: 'outcome' }]
          : draft.get('outcome') === 'NOT_AGREED' ? needs(draft, [['words', 'Write what you still do not agree with.'], ['safety', 'Write what keeps the child safe meanwhile.']]) : [],
        outcome: () => draft.get('outcome'),
        done: () => draft.get('outcome') === 'AGREED' ? 'It is settled' : step.about.line.level === 'E4' ? 'Your dissent stands on the record' : 'The next level is asked'
      }));
  }
};
