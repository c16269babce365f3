import { fill, textarea, warning } from './elements.js';
import { form, needs } from './disagreement.js';

/** E0: a child may be in danger now; safety comes before the question who is right. */
export default {
  ...form,
  title: 'Make sure the child is safe',

  async render(step, body) {
    const draft = step.draft;
    draft.names = { done: 'What was done' };
    fill(body, warning('If a child is in danger now, ring 999 first.'), this.story(step),
      textarea('done', 'What was done, by whom, and is the child safe now?', { rows: 5, value: draft.get('done'), change: value => draft.set('done', value),
        hint: 'Emergency services, a strategy discussion, a visit. The disagreement itself is answered after this.' }),
      step.actions('Record this', { checks: () => needs(draft, [['done', 'Write what was done, by whom, and whether the child is safe now.']]), done: () => 'It is recorded. The disagreement is answered next' }));
  }
};
