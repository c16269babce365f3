import { h, fill, heading, p, list, warning, inset, showErrors, clearFields, checkbox } from './elements.js';
import { get, upload } from './service.js';
import { moment, count } from './words.js';
import { once } from './casefile/frame.js';

const DUTIES = { DUTY_WORKER: 'goes out to families', DUTY_MANAGER: 'manager on duty', OUT_OF_HOURS_MANAGER: 'manager out of hours' };
const NEXT_SHOWN = 8;

/** Who is on duty now and next, and the hours nobody holds. An administrator brings the table in here. */
export async function show(root) {
  document.title = 'Duty rota - Throughline';
  const [me, rota] = await Promise.all([get('/api/me'), get('/api/duty-rota')]);
  const now = rota.shifts.filter(shift => shift.now);
  const next = rota.shifts.filter(shift => !shift.now);
  fill(root, heading(1, 'Duty rota', 'l', 'title'), p(`Of ${me.agency.name}. Somebody who is away, or cannot sign in, is on no duty, whatever stands here.`),
    heading(2, 'On duty now', 'm'), now.length ? shifts(now, shift => `until ${moment(shift.to)}`) : warning(rota.kept ? 'The rota names nobody for this hour.' : 'No rota is kept here: nobody can act on duty.'),
    heading(2, 'Next', 'm'), next.length ? [shifts(next.slice(0, NEXT_SHOWN), between), next.length > NEXT_SHOWN ? p(`${count(next.length - NEXT_SHOWN, 'later shift is', 'later shifts are')} entered, until ${moment(next.at(-1).to)}.`) : null] : p('Nothing is entered for later.'),
    gaps('Hours in which nobody goes out', rota.nobodyGoesOut), gaps('Hours in which no manager is on duty', rota.nobodyIsReached),
    me.roles.includes('ADMINISTRATOR') ? bringIn(root) : null);
}

/** A day is said once. */
function between({ from, to }) {
  const [first, last] = [moment(from), moment(to)];
  return first.split(',')[0] === last.split(',')[0] ? `${first} to ${last.split(', ')[1]}` : `${first} to ${last}`;
}

const shifts = (some, when) => list(some.map(shift => [h('strong', {}, shift.name), `: ${DUTIES[shift.role] || shift.role}, ${when(shift)}`]));

const gaps = (text, hours) => hours.length ? [heading(2, text, 'm'), list(hours.slice(0, NEXT_SHOWN).map(one => between(one))),
  hours.length > NEXT_SHOWN ? p(`and ${count(hours.length - NEXT_SHOWN, 'more time', 'more times')} in the coming days.`) : null] : null;

/** A table (CSV): first tried, then brought in. */
function bringIn(root) {
  const errors = h('div', {});
  const said = h('div', { role: 'status', tabindex: '-1' });
  const file = h('input', { class: 'govuk-file-upload', id: 'rota', name: 'rota', type: 'file', accept: '.csv,text/csv', 'aria-describedby': 'rota-hint' });
  let dry = true;
  const box = h('section', { 'aria-labelledby': 'bring-in' });
  const send = async () => {
    clearFields(box);
    if (!file.files.length) return showErrors(errors, 'No table is chosen yet', [{ text: 'Choose the table of the rota.', target: 'rota' }], box);
    try {
      const changes = await upload(`/api/organisation/duty-rota?dryRun=${dry}`, 'rota', file.files[0]);
      fill(errors);
      if (!changes.dryRun) await show(root);
      const place = changes.dryRun ? said : root.querySelector('#rota-said');
      fill(place, result(changes));
      place.focus();
    } catch (problem) {
      showErrors(errors, problem.message, problem.faults.map(fault => fault.line ? { text: `Line ${fault.line}: ${fault.reason}` } : { text: fault.reason, target: 'rota' }), box);
    }
  };
  said.id = 'rota-said';
  return fill(box, heading(2, 'Bring in a rota', 'm', 'bring-in'),
    p('A table in CSV with the columns agency, role, username, from, to, and team where the shift is for one team only. For each agency and duty in it the table is the rota from its first moment on; what was before stays.'),
    errors, h('div', { class: 'govuk-form-group', 'data-field': 'rota' }, h('label', { class: 'govuk-label govuk-label--s', for: 'rota' }, 'The table'),
      h('div', { class: 'govuk-hint', id: 'rota-hint' }, 'role is DUTY_WORKER, DUTY_MANAGER or OUT_OF_HOURS_MANAGER; from and to are times on the wall, such as 2026-09-07 17:00'), file),
    checkbox('dryRun', 'Only say what would change', { value: true, change: value => { dry = value; } }), h('div', { class: 'tl-actions' }, once('Send the table', send, 'secondary')), said);
}

function result(changes) {
  const lines = (text, some) => some.length ? [p(text), list(some.slice(0, 20).map(line => `${line.username}: ${DUTIES[line.role] || line.role}, ${between(line)}`)), some.length > 20 ? p(`and ${some.length - 20} more`) : null] : null;
  return inset(h('p', { class: 'govuk-body' }, changes.dryRun ? `Nothing has been changed. The table would add ${count(changes.added.length, 'shift')}, end ${changes.ended.length}, and leave ${changes.unchanged} as they are.`
    : `The rota is brought in: ${count(changes.added.length, 'shift')} added, ${changes.ended.length} ended, ${changes.unchanged} as they were.`), lines('Added:', changes.added), lines('Ended:', changes.ended));
}
