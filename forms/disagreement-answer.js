import { h, fill, textarea, checkbox, button } from './elements.js';
import { form, needs } from './disagreement.js';
import { post } from './service.js';

/** Answers a disagreement; only who disagrees says whether that settles it. */
export default {
  ...form,
  title: 'Answer the disagreement',

  async render(step, body) {
    const draft = step.draft;
    draft.names = { plan: 'What is done now', safety: 'What keeps the child safe', attendees: 'Who talked', learning: 'To learn from' };
    const write = (name, label, hint, rows = 3) => textarea(name, label, { rows, value: draft.get(name), change: value => draft.set(name, value), hint });
    const read = step.about.mayAcknowledge ? h('div', {}, button('I have read it', async () => {
      await post(`/api/disagreements/${encodeURIComponent(step.id)}/acknowledgement`, {});
      read.replaceChildren(h('p', { class: 'govuk-body', role: 'status' }, 'It is recorded that you have read it.'));
    }, 'secondary')) : null;
    fill(body, this.story(step), read,
      write('plan', 'What is done now, by whom and by when?', 'Or why nothing changes. Talk to each other first, then write it here.', 5),
      write('safety', 'What keeps the child safe?', 'Until this is done.'), write('attendees', 'Who talked about it, when and how?', null, 2),
      checkbox('learning', 'Others can learn from this', { value: draft.get('learning') === 'yes', change: value => draft.set('learning', value ? 'yes' : '') }),
      step.actions('Send this answer', {
        checks: () => needs(draft, [['plan', 'Write what is done now, by whom and by when; or why nothing changes.'], ['safety', 'Write what keeps the child safe.'], ['attendees', 'Write who talked about it, and how.']]),
        done: () => 'Your answer is sent. Who disagrees says whether it settles it'
      }));
  }
};
