import { fill, textarea, dateInput, isDay, p } from './elements.js';
import { form, needs } from './disagreement.js';

/** No source gives this level a number: whoever answers names a day. */
export default {
  ...form,
  title: 'Name the day of the answer',

  async render(step, body) {
    const draft = step.draft;
    draft.names = { day: 'Day', reason: 'Why this day' };
    fill(body, this.story(step), p('No rule gives this level a time. Name the day by which you answer.'),
      dateInput('day', 'By when do you answer?', { value: draft.get('day'), change: value => draft.set('day', value) }),
      textarea('reason', 'Why this day?', { rows: 3, value: draft.get('reason'), change: value => draft.set('reason', value), hint: 'Who disagrees reads it.' }),
      step.actions('Name this day', {
        checks: () => [...isDay(draft.get('day')) ? [] : [{ text: 'Give the day by which you answer.', target: 'day' }], ...needs(draft, [['reason', 'Write why this day.']])],
        done: () => 'The day is named'
      }));
  }
};
