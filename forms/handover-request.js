import { h, fill, p, input, select, dateInput, radios, button, link, isDay } from './elements.js';
import { get, post } from './service.js';
import { colleagues, personInput } from './person.js';

/** Kinds and reasons of practice-rules 2.1. */
const TYPES = [['WORKER_SAME_TEAM', 'New worker, same team'], ['TEAM_TO_TEAM', 'From team to team'], ['STEP_UP', 'Step up'], ['STEP_DOWN', 'Step down to early help'],
  ['LA_TO_LA', 'From one local authority to another'], ['AGENCY_INTERNAL', 'Inside a partner agency'], ['AGENCY_TO_AGENCY', 'From agency to agency'],
  ['SUPERVISOR_CHANGE', 'Change of supervisor'], ['EMERGENCY_NO_HANDOVER', 'Emergency: nobody can hand over'], ['TEMPORARY_COVER', 'Temporary cover: until a day; responsibility stays'],
  ['CO_WORKING', 'Co-working: a second worker; responsibility stays']];
const REASONS = [['MANAGE', 'Management decision'], ['FCONTA', 'Change asked for by the family'], ['LEFTRL', 'Worker left the role'], ['ORGRST', 'Reorganisation'],
  ['TSPROC', 'Transfer under the transfer procedure'], ['ABSENC', 'Worker absent'], ['CHCHAN', 'The child\'s circumstances changed'],
  ['PCCHAN', 'The parents\' circumstances changed'], ['SWDIED', 'Worker died'], ['OTHERS', 'Other reason']];

export default {
  title: 'Ask for a handover',

  async render(step, body) {
    const wanted = { casefile: new URLSearchParams(location.search).get('casefile') || '', incoming: '', type: TYPES[0][0], reasonCode: REASONS[0][0], plannedFor: '', coverUntil: '', discussion: '' };
    const set = name => value => { wanted[name] = value; };
    const [files, people] = await Promise.all([get('/api/casefiles').catch(() => []), colleagues()]);
    const mine = (Array.isArray(files) ? files : files.casefiles || files.items || []).filter(file => file.reference);
    fill(body,
      p('Responsibility stays where it is until the new worker has read the history, told it back, and the supervisor has signed.'),
      input('casefile', 'Case file', { hint: 'The reference, for example CH-2009-H', value: wanted.casefile, width: 20, list: mine.length ? 'casefiles' : null, change: set('casefile'),
        after: mine.length ? h('datalist', { id: 'casefiles' }, mine.map(file => h('option', { value: file.reference }, file.title || file.givenName))) : null }),
      personInput('incoming', 'Who takes over', { people, value: wanted.incoming, change: set('incoming') }),
      select('type', 'What kind of handover', TYPES, { change: set('type') }),
      select('reasonCode', 'Why the worker changes', REASONS, { change: set('reasonCode') }),
      dateInput('plannedFor', 'When it is planned for', { hint: 'You may leave this empty. For example, 7 9 2026', change: set('plannedFor') }),
      dateInput('coverUntil', 'The last day of temporary cover', { hint: 'Only for temporary cover. Authority ends with this day. For example, 21 9 2026', change: set('coverUntil') }),
      radios('discussion', 'Can the present worker talk the history over with the new one?', [
        { value: 'yes', text: 'Yes' },
        { value: 'no', text: 'No', hint: 'The supervisor then plans supported reading with the new worker.' }
      ], { change: set('discussion') }),
      h('div', { class: 'tl-actions' }, button('Ask for this handover', () => this.ask(step, body, wanted))));
  },

  async ask(step, body, wanted) {
    const missing = [];
    if (!wanted.casefile.trim()) missing.push({ text: 'Give the reference of the case file.', target: 'casefile' });
    if (!wanted.incoming.trim()) missing.push({ text: 'Name the worker who takes over: choose one from the list.', target: 'incoming' });
    if (wanted.plannedFor && !isDay(wanted.plannedFor)) missing.push({ text: 'Give a day that exists, for example 7 9 2026, or leave it empty.', target: 'plannedFor' });
    if (wanted.type === 'TEMPORARY_COVER' && !isDay(wanted.coverUntil)) missing.push({ text: 'Give the last day of the temporary cover.', target: 'coverUntil' });
    if (wanted.type !== 'TEMPORARY_COVER' && wanted.coverUntil) missing.push({ text: 'Only temporary cover has a last day. Leave it empty, or choose temporary cover.', target: 'coverUntil' });
    if (!wanted.discussion) missing.push({ text: 'Say whether the present worker can talk the history over.', target: 'discussion' });
    if (missing.length) return step.refuse(missing.length === 1 ? 'One thing is still missing' : `${missing.length} things are still missing`, missing);
    if (step.busy) return;
    step.busy = true;
    try {
      const { casefile, incoming, type, reasonCode, plannedFor, coverUntil, discussion } = wanted;
      const made = await post('/api/handovers', { casefile: casefile.trim(), incoming: incoming.trim(), type, reasonCode, plannedFor: plannedFor || null,
        discussionPossible: discussion === 'yes', coverUntil: coverUntil || null }, { key: step.key });
      fill(step.place, h('div', { class: 'govuk-panel govuk-panel--confirmation', tabindex: '-1' }, h('h' + step.level, { class: 'govuk-panel__title' }, 'The handover has been asked for')),
        p('The next step is with the present worker, who writes the summary, or with the supervisor. They find it in their work.'),
        h('p', { class: 'govuk-body' }, link('See where it stands', `/handovers/${made.id}`, { target: step.embedded ? '_blank' : null })));
      step.place.querySelector('.govuk-panel').focus();
    } catch (problem) {
      step.problem(problem);
    } finally {
      step.busy = false;
    }
  }
};
