import { h, fill, heading, p, link, tag, details, textarea, button, checkbox, showErrors } from './elements.js';
import { post } from './service.js';

/** GD4: what was asked and what was declined is no condition; whoever takes over reads it. */
const PATTERNS = 'GD4';

/**
 * Readiness H1 to H15 as a task list: what is met, what is not, what a named manager waived.
 *
 * @param options {confirm(id, on), confirmed(id), leaveOut} where the writer confirms conditions; what the form itself brings about is left out
 */
export function readiness(step, options = {}) {
  const box = h('section', { id: 'readiness', tabindex: '-1', 'aria-labelledby': 'readiness-title' });
  const draw = () => {
    const items = (step.handover.readiness || []).filter(item => !options.leaveOut?.includes(item.id));
    if (!items.length) return fill(box);
    const conditions = items.filter(item => item.id !== PATTERNS);
    const open = conditions.filter(item => !item.met && !item.waivedBy).length;
    fill(box, heading(step.level + 1, 'Is it ready to hand over?', 'm', 'readiness-title'),
      p(open ? `${open} of ${conditions.length} conditions are not met yet. A manager can waive one, by name and with a reason.` : 'Every condition is met or waived by a named manager.'),
      h('ul', { class: 'govuk-task-list' }, items.map(item => row(step, item, options, draw, box))));
  };
  draw();
  return box;
}

function row(step, item, options, draw) {
  const id = item.id;
  const read = id === PATTERNS;
  const state = read ? tag('To read', 'blue') : item.met ? tag('Met', 'green') : item.waivedBy ? tag('Waived', 'yellow') : options.confirmed?.(item.id) ? tag('You confirm it', 'green') : tag('Not yet', 'grey');
  const mayWaive = !item.met && !item.waivedBy && step.handover.mayManage;
  const line = h('li', { class: 'govuk-task-list__item' },
    h('div', { class: 'govuk-task-list__name-and-hint' },
      options.confirm && item.confirmable && !item.waivedBy && (!item.met || options.confirmed(item.id))
        ? checkbox(id, item.what, { value: options.confirmed(item.id), hint: /^(Not confirmed yet|Confirmed in the summary)\.$/.test(item.detail || '') ? null : item.detail, change: on => { options.confirm(item.id, on); state.replaceWith(line.state = on ? tag('You confirm it', 'green') : tag('Not yet', 'grey')); } })
        : [h('div', { id, tabindex: '-1' }, read ? link(item.what, `/casefiles/${encodeURIComponent(step.handover.casefile.reference)}/prompts`, { target: step.embedded ? '_blank' : null }) : item.what), h('div', { class: 'govuk-task-list__hint' }, item.waivedBy ? `Waived by ${item.waivedBy}: ${item.waiverReason}` : item.detail || '')],
      mayWaive ? waiver(step, item, draw) : null),
    h('div', { class: 'govuk-task-list__status' }, state));
  return line;
}

function waiver(step, item, draw) {
  let reason = '';
  const errors = h('div', {});
  const id = `waiver-${item.id}`;
  const box = h('div', {}, errors, textarea(id, 'Why can this be waived?', { rows: 2, strong: false, change: value => { reason = value; } }),
    button(`Waive ${item.id} in my name`, async () => {
      if (!reason.trim()) return showErrors(errors, 'A waiver needs a reason', [{ text: 'Write why this can be waived.', target: id }], box);
      try {
        await post(`/api/handovers/${step.id}/waivers`, { condition: item.id, reason });
        await step.refresh();
        draw();
        step.place.querySelector('#readiness')?.focus();
      } catch (problem) {
        showErrors(errors, problem.message, problem.faults.map(fault => ({ text: fault.reason })), box);
      }
    }, 'secondary'));
  return details('Waive this condition', box);
}
