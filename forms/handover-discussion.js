import { fill, p, details, list, dateInput, radios, input, checkbox, textarea, isDay, h } from './elements.js';

/** Agenda, practice-rules 2.4. */
const AGENDA = ['Who is here, and urgent safety matters', 'The new worker tells the history back in their own words', 'The present worker corrects', 'Patterns; what was tried and failed',
  'What is unverified or self-reported', 'Agreements and plan', 'Deadlines and who owns them', 'What the family is told; a joint visit', 'The supervisor\'s question', 'Accept, or return with reasons'];

export default {
  title: 'Record the discussion of the history',
  draft: 'discussion',

  async render(step, body) {
    const draft = step.draft;
    draft.names = { date: 'Day', mode: 'How', minutes: 'Minutes', points: 'What was talked about', worries: 'Worries' };
    const outgoing = step.handover.outgoing;
    const forAnother = outgoing && !step.is('outgoing');
    let possible = draft.get('notPossible.reason') ? 'no' : draft.get('date') || draft.get('points') ? 'yes' : '';
    const talk = h('div', {});
    const none = textarea('notPossible', 'Why is no discussion possible?', { rows: 3, value: draft.get('notPossible.reason'), hint: 'The supervisor then plans supported reading.',
      change: value => draft.set('notPossible', value ? { reason: value } : '') });
    const points = textarea('points', 'What was talked about', { rows: 6, value: draft.get('points'), change: value => draft.set('points', value) });
    const worries = textarea('worries', 'What worries you about this family', { rows: 4, value: draft.get('worries'), change: value => draft.set('worries', value), hint: 'Also what is not on paper.' });
    draft.refreshed = () => {
      points.querySelector('textarea').value = draft.get('points') || '';
      worries.querySelector('textarea').value = draft.get('worries') || '';
    };
    fill(body,
      p(`Talk the history over with ${step.handover.incoming.name}, then record it here.`),
      details('An agenda for the talk', list(AGENDA, 'number')),
      radios('possible', 'Was the history talked over?', [
        { value: 'yes', text: 'Yes' }, { value: 'no', text: 'No, and it is not possible', more: none }
      ], { value: possible, change: value => {
        possible = value;
        talk.hidden = value === 'no';
        if (value === 'yes') draft.set('notPossible', '');
      } }),
      talk),
    fill(talk,
      forAnother ? dateInput('toldOn', `On which day did ${outgoing.name} tell you about it?`, { value: draft.get('onBehalf.toldOn'), change: value => draft.set('onBehalf', value ? { toldOn: value } : '') }) : null,
      dateInput('date', 'When did you talk?', { value: draft.get('date'), change: value => draft.set('date', value) }),
      radios('mode', 'How?', [{ value: 'MEETING', text: 'Meeting' }, { value: 'VISIT', text: 'Joint visit' }, { value: 'VIDEO', text: 'Video' }, { value: 'PHONE', text: 'Telephone' }],
        { value: draft.get('mode'), inline: true, change: value => draft.set('mode', value) }),
      input('minutes', 'How many minutes?', { value: draft.get('minutes') ?? '', width: 3, inputmode: 'numeric', change: value => draft.set('minutes', /^\d+$/.test(value.trim()) ? Number(value.trim()) : value.trim()) }),
      points, worries,
      h('div', { class: 'govuk-form-group' }, checkbox('discussed', `The history was discussed with ${step.handover.incoming.name}`, { value: draft.get('discussed'), change: on => draft.set('discussed', on || '') })));
    talk.hidden = possible === 'no';
    body.append(
      step.actions('Record this discussion', {
        checks: () => {
          if (!possible) return [{ text: 'Say whether the history was talked over.', target: 'possible' }];
          if (possible === 'no') return draft.get('notPossible.reason')?.trim() ? [] : [{ text: 'Write why no discussion is possible.', target: 'notPossible' }];
          const missing = [];
          if (forAnother && !isDay(draft.get('onBehalf.toldOn'))) missing.push({ text: `Give the day on which ${outgoing.name} told you about it.`, target: 'toldOn' });
          if (!isDay(draft.get('date'))) missing.push({ text: 'Give the day on which you talked.', target: 'date' });
          if (!draft.get('mode')) missing.push({ text: 'Say how you talked.', target: 'mode' });
          if (typeof draft.get('minutes') !== 'number' || draft.get('minutes') < 1) missing.push({ text: 'Give the length in minutes, as a number.', target: 'minutes' });
          if (!draft.get('points')?.trim()) missing.push({ text: 'Write what was talked about.', target: 'points' });
          if (!draft.get('discussed')) missing.push({ text: 'Confirm that the history was discussed.', target: 'discussed' });
          return missing;
        },
        done: () => possible === 'no' ? 'Recorded: no discussion is possible' : 'The discussion is recorded'
      }));
  }
};
