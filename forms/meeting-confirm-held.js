import { fill, heading, radios, textarea, p, list } from './elements.js';
import { day } from './words.js';
import { meetingForm, causes, placeName } from './meeting-step.js';

/** Somebody who was there confirms that the meeting was held, or says that it was not. */
export default meetingForm({
  title: 'Confirm that the meeting was held',
  draft: 'confirm-held',

  async render(step, body) {
    const { draft, meeting } = step;
    draft.names = { outcome: 'Your answer', words: 'What you know of it' };
    fill(body, p(`${meeting.convenor?.name || 'The convenor'} says that this ${meeting.kindInWords} was held on ${day(meeting.heldOn)}, and that you were there.`),
      causes(meeting, step.level + 1), heading(step.level + 1, 'Who is said to have been there', 'm'), list(meeting.places.map(placeName)),
      radios('outcome', 'Was it held?', [{ value: 'WAS_HELD', text: 'Yes, and I was there' }, { value: 'NOT_HELD', text: 'No, or I was not there',
        more: textarea('words', 'What do you know of it?', { rows: 3, value: draft.get('words'), change: value => draft.set('words', value) }) }],
      { value: draft.get('outcome'), change: value => draft.set('outcome', value) }),
      step.actions('Keep this answer', {
        checks: () => !draft.get('outcome') ? [{ text: 'Say whether it was held.', target: 'outcome' }] : draft.get('outcome') === 'NOT_HELD' && !draft.get('words')?.trim() ? [{ text: 'Write what you know of it.', target: 'words' }] : [],
        outcome: () => draft.get('outcome'),
        done: () => 'Your answer is kept'
      }));
  }
});
