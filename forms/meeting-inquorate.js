import { fill, heading, p, radios, textarea, dateInput, inset, list } from './elements.js';
import { meetingForm, causes, placeName, time, missingText } from './meeting-step.js';

/** Not quorate a second time: a senior decides whether it counts as it was, or gets a new date. */
export default meetingForm({
  title: 'Decide how it goes on without a quorum',
  draft: 'inquorate',

  async render(step, body) {
    const { draft, meeting } = step;
    const set = name => value => draft.set(name, value);
    draft.names = { outcome: 'Your decision', words: 'Why' };
    fill(body, p(`This meeting was not quorate ${meeting.form.timesInquorate} times. Its interim plan:`), inset(meeting.record?.interim), causes(meeting, step.level + 1),
      heading(step.level + 1, 'Who did not come', 'm'), list(meeting.places.filter(place => place.attended && !['PRESENT', 'SUBSTITUTE'].includes(place.attended)).map(placeName)),
      heading(step.level + 1, 'What was decided all the same', 'm'), inset(meeting.record?.decisions), p('What life is like for the child:'), inset(meeting.record?.life),
      radios('outcome', 'Your decision', [{ value: 'GO_ON', text: 'It counts as it was', hint: 'Its decisions stand; those who were missing read the minutes' },
        { value: 'NEW_DATE', text: 'It gets a new date', more: [dateInput('newDate', `New date, within ${meeting.form.newDateDays} working days`, { value: draft.get('newDate'), change: set('newDate') }), time('newTime', 'Begins at', { value: draft.get('newTime'), change: set('newTime') })] }],
      { value: draft.get('outcome'), change: set('outcome') }),
      textarea('words', 'Why? In your own words', { rows: 4, value: draft.get('words'), change: set('words') }),
      step.actions('Keep this decision', {
        checks: () => [...(draft.get('outcome') ? [] : [{ text: 'Choose how it goes on.', target: 'outcome' }]), ...missingText(draft, 'words', 'Write why.')],
        outcome: () => draft.get('outcome'),
        done: () => draft.get('outcome') === 'GO_ON' ? 'The meeting counts' : 'The meeting has a new date'
      }));
  }
});
