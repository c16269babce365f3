import { fill, h, heading, list, radios, textarea, p } from './elements.js';
import { get } from './service.js';
import { day, moment } from './words.js';
import { Draft } from './draft.js';

/** What every form of an agreement has: which agreement, whose step, by when, what the rules say of it, and the fields of the step. */
export function agreementForm(form) {
  return {
    ...form,
    async load(step) {
      step.id = step.task.businessKey;
      step.agreement = await get('/api/agreements/' + encodeURIComponent(step.id));
      step.draft = await Draft.load(`/api/agreements/${step.id}/${form.draft}`, step.me);
    },
    who(step) {
      const { agreement } = step;
      return h('div', { class: 'tl-who' },
        h('p', {}, h('strong', {}, agreement.casefile.childName), ` (${agreement.casefile.reference}): voluntary agreement, ${agreement.stateInWords}`),
        agreement.reviewOn ? h('p', {}, `Review date: ${day(agreement.reviewOn)}.`) : null,
        step.task.due ? h('p', {}, `Please do this step by ${moment(step.task.due)}${step.task.overdue ? '. It is overdue.' : '.'}`) : null);
    },
    async render(step, body) {
      const { draft, agreement } = step;
      draft.names = Object.fromEntries(form.fields.map(field => [field.name, field.label]));
      fill(body, p(agreement.text?.purpose || ''),
        agreement.checks.length ? [heading(step.level + 1, 'What the rules say', 'm'), list(agreement.checks.map(check => `${check.about ? check.about + ': ' : ''}${check.what} ${check.why}`))] : null,
        ...form.fields.map(field => field.choices
          ? radios(field.name, field.label, field.choices, { value: draft.get(field.name), change: value => draft.set(field.name, value) })
          : textarea(field.name, field.label, { rows: 4, value: draft.get(field.name), change: value => draft.set(field.name, value) })),
        step.actions('Keep this', { checks: () => [], outcome: () => draft.get('outcome'), done: () => 'Done' }));
    }
  };
}
