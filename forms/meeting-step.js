import { h, heading, p, link, list, summaryList, input, inset, select, details, button } from './elements.js';
import { get, post } from './service.js';
import { day, moment } from './words.js';
import { Draft } from './draft.js';

/** What every form of a meeting has: which meeting, whose step, by when; and how people of other agencies are named. */
export function meetingForm(form) {
  return {
    ...form,
    async load(step) {
      step.id = step.task.businessKey;
      step.meeting = await get('/api/meetings/' + encodeURIComponent(step.id));
      step.draft = await Draft.load(`/api/meetings/${step.id}/${form.draft}`, step.me);
    },
    who(step) {
      const { meeting } = step;
      return h('div', { class: 'tl-who' },
        h('p', {}, h('strong', {}, meeting.casefile.childName), ` (${meeting.casefile.reference}): ${meeting.kindInWords}, ${rule(meeting)}`),
        meeting.startsAt ? h('p', {}, `${moment(meeting.startsAt)}, ${[meeting.room, meeting.link].filter(Boolean).join(', ')}`) : null,
        meeting.dutyDue ? h('p', {}, `The meeting must be held by ${moment(meeting.dutyDue)}.`) : null,
        step.task.due ? h('p', {}, `Please do this step by ${moment(step.task.due)}${step.task.overdue ? '. It is overdue.' : '.'}`) : null,
        h('p', {}, link('The page of this meeting', '/meetings/' + meeting.id, { target: step.embedded ? '_blank' : null })));
    }
  };
}

/** Why it was called for. */
export const rule = meeting => meeting.ruleId === 'OWN' ? `called for by ${meeting.askedBy?.name || 'a colleague'}` : meeting.ruleId === 'NEXT' ? 'agreed at the last meeting' : `called for by rule ${meeting.ruleId}`;

/** The entries that called for it, in their own words. */
export function causes(meeting, level) {
  if (meeting.askedWhy) return h('section', {}, heading(level, 'Why it was called for', 'm'), inset(meeting.askedWhy));
  if (!meeting.causes?.length) return null;
  return h('section', {}, heading(level, 'What called for it', 'm'), list(meeting.causes.map(cause =>
    [h('strong', {}, `${day(cause.eventDate)}, ${cause.type} (${cause.agency})`), `: ${cause.because} (rule ${cause.ruleId}).`, cause.summary ? h('div', { class: 'tl-text' }, cause.summary) : null,
      cause.counted?.length ? details('What was counted', list(cause.counted)) : null]), 'spaced'));
}

/** Everybody of the register, as choices for a select: those that work with the family first. */
export function people(meeting, { without } = {}) {
  return [['', 'Choose somebody'], ...meeting.form.register.filter(agency => agency.people.length && agency.code !== without).map(agency =>
    [`${agency.name}${agency.working ? ', works with the family' : ''}`, agency.people.map(one => [one.username, `${one.name}, ${agency.name}`])])].map((choice, index) => index === 0 ? ['', [choice]] : choice);
}

/** A select of one person. */
export function personSelect(id, label, meeting, options) {
  const control = select(id, label, people(meeting, options), { value: options.value || '', hint: options.hint, strong: options.strong, change: options.change });
  control.querySelector('optgroup[label=""]')?.replaceWith(...control.querySelector('optgroup[label=""]').children);
  const chosen = control.querySelector('select');
  chosen.value = options.value || '';
  control.append(finder(id, meeting, chosen, options));
  return control;
}

/** Whoever is not among the few of each agency is looked for by name; who is found stands in the list above. */
function finder(id, meeting, chosen, { without, deciding = false, change }) {
  const said = h('p', { class: 'govuk-hint', role: 'status' });
  let name = '';
  const find = async () => {
    try {
      const found = (await post(`/api/meetings/${meeting.id}/people`, { name, deciding })).filter(one => one.agencyCode !== without);
      chosen.querySelector('optgroup[data-found]')?.remove();
      chosen.append(h('optgroup', { label: 'Found', 'data-found': '' }, found.map(one => h('option', { value: one.username }, `${one.name}, ${one.agency}${one.account ? '' : ' (no account: asked by mail)'}`))));
      found.forEach(one => { meeting.found = { ...meeting.found, [one.username]: one.kind }; });
      if (found.length) {
        chosen.value = found[0].username;
        change?.(chosen.value);
      }
      said.textContent = found.length ? `${found.length} found. They stand at the end of the list above; the first is chosen.` : 'Nobody of that name is entered. Try another part of the name.';
    } catch (problem) {
      said.textContent = problem.faults?.[0]?.reason || problem.message;
    }
  };
  return details('Find somebody else', input(id + '-find', 'A part of the name', { strong: false, width: 20, change: value => { name = value; } }), button('Look for them', find, 'secondary'), said);
}

/** Where and when it was or will be, and what it is about. */
export function plan(meeting) {
  return summaryList([['When', meeting.startsAt ? moment(meeting.startsAt) : null], ['Where', [meeting.room, meeting.link].filter(Boolean).join(', ')], ['Agenda', meeting.agenda]]);
}

/** A name for a place: who and of which agency. */
export const placeName = place => place.kind === 'FAMILY' ? `${place.who} (family)` : place.agency && !place.who.includes(place.agency) ? `${place.who}, ${place.agency}` : place.who;

export const time = (id, label, options) => input(id, label, { width: 5, hint: 'For example, 14:30', ...options });

export const missingText = (draft, path, text, target) => draft.get(path)?.trim() ? [] : [{ text, target: target || path }];
