import { maybe } from './service.js';

/** Who is on duty now. */

let asked;

/** The rota of my agency from now on; null where it cannot be had. */
export function rota() {
  return asked ??= maybe('/api/duty-rota').catch(() => null);
}

/** My shift as the worker on duty, if it runs now. */
export async function myShift(me) {
  return (await rota())?.shifts.find(shift => shift.now && shift.role === 'DUTY_WORKER' && shift.username === me.username) || null;
}

/** Who can be reached now: the managers on duty, by name. */
export async function reached() {
  return ((await rota())?.shifts || []).filter(shift => shift.now && shift.role !== 'DUTY_WORKER');
}

export const dutyPage = reference => `/casefiles/${encodeURIComponent(reference)}/duty`;
