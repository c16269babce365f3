import { h, heading, p, radios, dateInput, textarea, isDay } from './elements.js';

/** A summary written by the supervisor: on what the present worker told, or declared impossible with a reason (domain 5). */
export function onBehalf(step) {
  const outgoing = step.handover.outgoing;
  if (!outgoing || step.is('outgoing')) return { element: null, impossible: () => false, missing: () => [] };
  const draft = step.draft;
  let how = draft.get('impossible.reason') ? 'impossible' : draft.get('told.on') ? 'told' : '';
  const element = h('section', {}, heading(step.level + 1, `You do this for ${outgoing.name}`, 'm'),
    p('Say on what it rests. It stands in the record beside your name.'),
    radios('behalf', 'How do you know?', [
      { value: 'told', text: `On what ${outgoing.name} told me`,
        more: dateInput('behalf-on', 'When did they tell you?', { value: draft.get('told.on'), change: value => {
          draft.set('told', value ? { by: outgoing.name, on: value } : '');
        } }) },
      { value: 'impossible', text: 'It is impossible',
        more: textarea('behalf-reason', 'Why is it impossible?', { rows: 3, value: draft.get('impossible.reason'), change: value => draft.set('impossible', value ? { reason: value } : '') }) }
    ], { value: how, change: value => {
      how = value;
      draft.set(value === 'told' ? 'impossible' : 'told', '');
    } }));
  return {
    element,
    impossible: () => how === 'impossible',
    missing: () => !how ? [{ text: `Say whether this rests on what ${outgoing.name} told you, or is impossible.`, target: 'behalf' }]
      : how === 'told' && !isDay(draft.get('told.on')) ? [{ text: `Give the day on which ${outgoing.name} told you.`, target: 'behalf-on' }]
        : how === 'impossible' && !draft.get('impossible.reason')?.trim() ? [{ text: 'Write why it is impossible.', target: 'behalf-reason' }] : []
  };
}
