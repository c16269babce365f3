import { h, fill, heading, p, textarea, dateInput, button, link, list, isDay, showErrors, clearFields, inset } from './elements.js';
import { get, post } from './service.js';
import { day } from './words.js';
import { colleagues, personInput } from './person.js';
import { back } from './casefile/frame.js';

/** A worker leaves: every family with what will happen to it, and one act for all of them. */
export async function show(root, username) {
  const path = `/api/people/${encodeURIComponent(username)}/leaving`;
  const [plan, people] = await Promise.all([get(path), colleagues()]);
  document.title = 'A worker leaves - Throughline';
  const errors = h('div', {});
  const wanted = { lastDay: '', reason: '', next: {} };
  const unknown = {};
  fill(root, back('/people/away', 'Back to people away'), errors, heading(1, `${plan.name} leaves`, 'l', 'title'),
    plan.lastDay ? inset(p(`Announced: the last day is ${day(plan.lastDay)}. ${plan.reason}`)) : null,
    heading(2, 'Families', 'm'),
    plan.families.length ? null : p(`${plan.name} is responsible for no family.`),
    plan.families.map(family => one(family, plan, wanted, people, unknown)),
    plan.shared.length ? [heading(2, 'Works beside, or in the place of, somebody else', 'm'), p('This ends with the last day:'), list(plan.shared)] : null,
    p(plan.owed === 1 ? 'One more thing is owed. It goes to whoever is responsible then, or to the supervisor.'
      : `${plan.owed} things are owed. They go to whoever is responsible then, or to the supervisor.`),
    plan.lastDay ? null : [
      dateInput('lastDay', 'The last day of work', { hint: 'An earlier day ends everything now. For example, 21 9 2026', change: value => { wanted.lastDay = value; } }),
      textarea('reason', 'Why', { rows: 2, change: value => { wanted.reason = value; } }),
      button('Announce for all families', () => announce(root, errors, path, wanted, unknown))]);
}

function one(family, plan, wanted, people, unknown) {
  const file = link(family.reference, '/casefiles/' + encodeURIComponent(family.reference));
  if (family.handover) {
    return h('p', { class: 'govuk-body' }, file, ': a handover to ', family.to, ' is under way. ', link('See where it stands', '/handovers/' + family.handover));
  }
  if (plan.lastDay || !plan.mayName) {
    return h('p', { class: 'govuk-body' }, file, ': the supervisor names who takes it over. Responsibility stays until then.');
  }
  return personInput('next.' + family.reference, `Who takes over ${family.reference}`, {
    hint: 'Start with the name, then choose. Left empty, naming somebody becomes your duty.', people,
    change: (username, typed) => {
      delete wanted.next[family.reference];
      delete unknown[family.reference];
      if (username) wanted.next[family.reference] = username;
      else if (typed) unknown[family.reference] = typed;
    } });
}

async function announce(root, errors, path, wanted, unknown) {
  clearFields(root);
  const missing = [];
  if (!isDay(wanted.lastDay)) missing.push({ text: 'Give the last day of work.', target: 'lastDay' });
  if (!wanted.reason.trim()) missing.push({ text: 'Say why this worker leaves. One sentence is enough.', target: 'reason' });
  for (const reference of Object.keys(unknown)) missing.push({ text: `Choose from the list who takes over ${reference}, or leave it empty.`, target: 'next.' + reference });
  if (missing.length) return showErrors(errors, 'Nothing has been announced yet', missing, root);
  try {
    await post(path, wanted, { key: crypto.randomUUID?.() });
    fill(root, h('div', { class: 'govuk-panel govuk-panel--confirmation', tabindex: '-1' }, h('h1', { class: 'govuk-panel__title' }, 'It is announced for all families')),
      p('Each family with a named next worker is handed over like every other: read, told back, signed. Responsibility moves with the signature, never before.'),
      h('p', { class: 'govuk-body' }, link('Back to people away', '/people/away')), h('p', { class: 'govuk-body' }, link('Go to your work', '/')));
    root.querySelector('.govuk-panel').focus();
  } catch (problem) {
    showErrors(errors, problem.message, [...problem.missing, ...problem.faults.map(fault => ({ text: fault.reason, target: fault.field }))], root);
  }
}
