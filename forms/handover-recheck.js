import { fill, p, radios, textarea, dateInput, isDay, h, heading, details } from './elements.js';
import { act } from './acts.js';
import { QUESTIONS } from './questions.js';

export default {
  title: 'Check again in supervision',
  draft: 'recheck',

  async render(step, body) {
    const draft = step.draft;
    draft.names = { on: 'Day', outcome: 'Outcome', notes: 'Notes' };
    const account = act(step.handover, 'WRITE_ACCOUNT')?.content;
    const notes = textarea('notes', 'What has changed since the account was written?', { rows: 5, value: draft.get('notes'), change: value => draft.set('notes', value) });
    draft.refreshed = () => { notes.querySelector('textarea').value = draft.get('notes') || ''; };
    fill(body,
      p(`In the first supervision, ask ${step.handover.incoming.name} to tell the history back once more, and compare it with the account.`),
      account ? details('The account', QUESTIONS.slice(1).map(([id, text]) => [heading(step.level + 1, text, 's'), h('div', { class: 'tl-text govuk-body' }, account[id] || '')])) : null,
      dateInput('on', 'When did you talk?', { value: draft.get('on'), change: value => draft.set('on', value) }),
      radios('outcome', 'Is the history understood?', [
        { value: 'UNDERSTOOD', text: 'Understood' },
        { value: 'PARTLY', text: 'Partly', hint: 'Write in the notes what is read or talked over again, and by when.' },
        { value: 'NOT_YET', text: 'Not yet', hint: 'Write in the notes what you do about it now.' }
      ], { value: draft.get('outcome'), change: value => draft.set('outcome', value) }),
      notes,
      step.actions('Record this check', {
        checks: () => {
          const missing = [];
          if (!isDay(draft.get('on'))) missing.push({ text: 'Give the day on which you talked.', target: 'on' });
          if (!draft.get('outcome')) missing.push({ text: 'Say whether the history is understood.', target: 'outcome' });
          if (!draft.get('notes')?.trim()) missing.push({ text: 'Write what has changed, or "nothing".', target: 'notes' });
          return missing;
        },
        outcome: () => draft.get('outcome'),
        done: () => 'The check is recorded'
      }));
  }
};
