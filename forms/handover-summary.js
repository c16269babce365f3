import { h, fill, heading, p, textarea, details, list } from './elements.js';
import { onBehalf } from './behalf.js';
import { readiness } from './readiness.js';

/** Handover summary, practice-rules 2.3. */
export const FIELDS = [
  ['HS1', 'The child or children', 'Names, birth dates or expected date, address and whether it is protected, language and interpreter, disability, ethnicity, immigration status.'],
  ['HS2', 'Household and network', 'Who lives there, who has parental responsibility, fathers and partners, parents who live elsewhere, frequent visitors, people who pose a risk, brothers and sisters, also those who live elsewhere.'],
  ['HS3', 'Where the case stands', 'Early help, child in need, child protection (category), looked after, pre-proceedings; dates; lead practitioner; legal orders.'],
  ['HS4', 'Why we are involved now, and before', 'Earlier involvement too, as a child or as a parent; earlier areas and dates.'],
  ['HS5', 'The history that matters most', 'The 5 to 10 entries that matter most, and why they matter to this child.'],
  ['HS6', 'Risks, strengths, unknowns', 'What is only self-reported and never verified; what contradicts what.'],
  ['HS7', 'Analysis', 'The pattern, its effect over time, the worst plausible outcome, what would change our mind.'],
  ['HS8', 'Plan and open actions', 'Each with owner and date; the plan if things go wrong; written agreements in force and when they end.'],
  ['HS9', 'Meetings and deadlines', 'The last and the next meeting, statutory deadlines that are left.'],
  ['HS10', 'Agencies at work', 'Name, worker, how to reach them, last contact, missed contacts, information still asked for.'],
  ['HS11', 'The child\'s voice', 'How the child experiences life. For a baby: how they are, seen by whom, and where they sleep.'],
  ['HS12', 'The family\'s view of the change', 'How they were told; whom they trust; what to avoid; how staff keep safe.'],
  ['HS13', 'Sharing information', 'Lawful basis, restrictions, what cannot be told to whom.'],
  ['HS14', 'What is not on paper', 'Your hypotheses and worries.']
];

export default {
  title: 'Prepare the transfer summary',
  draft: 'summary',

  async render(step, body) {
    const draft = step.draft;
    draft.names = Object.fromEntries(FIELDS.map(([id, name]) => [id, name]));
    const behalf = onBehalf(step);
    const areas = new Map();
    draft.refreshed = () => areas.forEach((area, id) => { area.querySelector('textarea').value = draft.get(id) || ''; });
    for (const [id, name, hint] of FIELDS) {
      areas.set(id, textarea(id, name, { hint, rows: 4, value: draft.get(id), change: value => draft.set(id, value) }));
    }
    fill(body,
      p('Write for somebody who has never met this family. Your text is saved as you type; you can leave and come back.'),
      behalf.element,
      details('What you can take from the history', list(['Open the history beside this form and look at its key entries.', 'Write facts with their source; keep what you think apart from what you know.',
        'Where nothing is known, write "not known" and who could know it.'])),
      [...areas.values()],
      readiness(step, { leaveOut: ['H8'], confirmed: id => !!draft.get(`confirmations.${id}`), confirm: (id, on) => draft.set(`confirmations.${id}`, on || '') }),
      step.actions('Hand over this summary', {
        checks: () => behalf.impossible() ? behalf.missing()
          : [...behalf.missing(), ...FIELDS.filter(([id]) => !draft.get(id)?.trim()).map(([id, name]) => ({ text: `${name}: write something, or "not known".`, target: id }))],
        done: () => 'The summary is handed over'
      }));
  },

  missing(item, step) {
    const target = { '#told-by': 'behalf', '#on': 'behalf-on' }[item.href];
    return target && step.place.querySelector('#' + target) ? { text: item.text, target } : null;
  }
};

/** A summary as it was handed over, to read. */
export function summaryText(level, content) {
  return h('div', {}, FIELDS.filter(([id]) => content?.[id]).map(([id, name]) => h('section', {}, heading(level, name, 's'), h('div', { class: 'tl-text govuk-body' }, content[id]))));
}
