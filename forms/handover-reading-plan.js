import { fill, p, input, textarea, dateInput, isDay } from './elements.js';

export default {
  title: 'Plan supported reading',
  draft: 'reading-plan',

  async render(step, body) {
    const draft = step.draft;
    draft.names = { when: 'Day', with: 'With whom', how: 'How', why: 'Why no discussion', lateReason: 'Why so late' };
    const areas = { how: textarea('how', 'How will you help with the reading?', { rows: 4, value: draft.get('how'), change: value => draft.set('how', value) }),
      why: textarea('why', 'Why can nobody talk the history over?', { rows: 3, value: draft.get('why'), change: value => draft.set('why', value) }),
      lateReason: textarea('lateReason', 'If it begins later than two working days from when nobody could hand over: why?', { rows: 2, strong: false, value: draft.get('lateReason'), change: value => draft.set('lateReason', value) }) };
    draft.refreshed = () => Object.entries(areas).forEach(([id, area]) => { area.querySelector('textarea').value = draft.get(id) || ''; });
    fill(body,
      p(`Nobody can hand this family over in person. ${step.handover.incoming.name} reads the history with your help, within two working days. Until it is signed off only contact that safety demands is allowed.`),
      dateInput('when', 'When do you sit together?', { value: draft.get('when'), change: value => draft.set('when', value) }),
      input('with', 'Who reads with them?', { hint: 'You, or somebody who knew the family', value: draft.get('with') || step.me.name, change: value => draft.set('with', value) }),
      areas.lateReason, areas.how, areas.why,
      step.actions('Keep this plan', {
        checks: () => {
          const missing = [];
          if (!draft.get('with')) draft.set('with', step.place.querySelector('#with').value);
          if (!isDay(draft.get('when'))) missing.push({ text: 'Give the day on which you sit together.', target: 'when' });
          if (!draft.get('with')?.trim()) missing.push({ text: 'Write who reads with them.', target: 'with' });
          if (!draft.get('how')?.trim()) missing.push({ text: 'Write how you will help.', target: 'how' });
          if (!draft.get('why')?.trim()) missing.push({ text: 'Write why nobody can talk the history over.', target: 'why' });
          return missing;
        },
        done: () => 'Supported reading is planned'
      }));
  }
};
