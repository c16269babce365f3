import { h, fill, heading, p, link, tag, select, textarea, details, showErrors } from '../elements.js';
import { get, post } from '../service.js';
import { day, moment, capital } from '../words.js';
import { section, once } from './frame.js';

const KINDS = [['', 'Choose a kind'], ['PLANNING', 'Multi-agency planning meeting'], ['STRATEGY', 'Strategy discussion'], ['PRE_BIRTH', 'Pre-birth strategy discussion'], ['CONFERENCE', 'Child protection conference'],
  ['CORE_GROUP', 'Core group'], ['DISCHARGE', 'Discharge planning meeting'], ['MOVE', 'Meeting about the move']];
const ENDED = { COMPLETED: 'Held, minutes read', NOT_NEEDED: 'Not needed, two agencies agree', OVERTAKEN: 'Overtaken' };

/** The multi-agency meetings about this child: what waits, what was held; and a way to call for one. */
export function show(root, reference) {
  return section(root, reference, 'meetings', async (about, body) => {
    const lines = await get(about.path + '/meetings');
    const groups = [['Open', lines.filter(line => !line.endedAt)], ['Ended', lines.filter(line => line.endedAt)]].filter(([, found]) => found.length);
    fill(body, heading(2, 'Meetings', 'm'),
      groups.length ? groups.map(([name, found]) => [heading(3, name, 's'), h('ul', { class: 'govuk-task-list' }, found.map(item))]) : p('No meeting was called for yet, or you had no part in one.'),
      about.file.open && about.may('CALL_MEETING') ? call(about) : null);
  });
}

function item(line) {
  return h('li', { class: 'govuk-task-list__item govuk-task-list__item--with-link' },
    h('div', { class: 'govuk-task-list__name-and-hint' }, link(capital(line.kindInWords), '/meetings/' + line.id, { class: 'govuk-link govuk-task-list__link' }),
      h('div', { class: 'govuk-task-list__hint' }, line.endedAt ? [ENDED[line.endKind], line.heldOn ? ` on ${day(line.heldOn)}` : '', line.endReason ? `: ${line.endReason}` : '']
        : [`${line.stepInWords}, ${line.waitingFor ? 'with ' + line.waitingFor.name : 'with nobody yet'}`, line.startsAt && !line.heldOn ? ` · planned for ${moment(line.startsAt)}` : '', line.due ? ` · due ${moment(line.due)}` : '',
          line.ruleId === 'OWN' ? '' : line.ruleId === 'NEXT' ? ' · agreed before' : ` · rule ${line.ruleId}`])),
    h('div', { class: 'govuk-task-list__status' }, line.endedAt ? tag('Ended', 'grey') : line.overdue ? tag('Overdue', 'red') : tag('Open', 'blue')));
}

function call(about) {
  const sent = { kind: '', why: '' };
  const errors = h('div', {});
  const box = h('div', {});
  fill(box, errors, select('kind', 'Which meeting?', KINDS, { change: value => { sent.kind = value; } }),
    textarea('why', 'Why is it needed?', { rows: 3, change: value => { sent.why = value; } }),
    once('Call for this meeting', async () => {
      const missing = [...(sent.kind ? [] : [{ text: 'Choose a kind of meeting.', target: 'kind' }]), ...(sent.why.trim() ? [] : [{ text: 'Say why a meeting is needed.', target: 'why' }])];
      if (missing.length) return showErrors(errors, 'Something is still missing', missing, box);
      try {
        const made = await post(about.path + '/meetings', sent);
        location.assign('/meetings/' + made.id);
      } catch (problem) {
        showErrors(errors, problem.message, problem.faults.map(fault => ({ text: fault.reason, target: fault.field })), box);
      }
    }));
  return details('Call for a meeting yourself', box);
}
