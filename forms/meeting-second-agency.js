import { fill, heading, radios, textarea, inset, p } from './elements.js';
import { meetingForm, causes, missingText } from './meeting-step.js';

/** A professional of a second agency decides whether no meeting is needed, with what called for it before them. */
export default meetingForm({
  title: 'Decide whether no meeting is needed',
  draft: 'second-agency',

  async render(step, body) {
    const { draft, meeting } = step;
    draft.names = { outcome: 'Your decision', words: 'Why' };
    fill(body, causes(meeting, step.level + 1),
      heading(step.level + 1, `What ${meeting.convenor?.name || 'the convenor'} proposes`, 'm'), p('No meeting is held. The reason:'), inset(meeting.proposal?.why), p('What happens instead, and what keeps the child safe:'), inset(meeting.proposal?.instead),
      radios('outcome', 'Your decision', [{ value: 'AGREED', text: 'I agree: no meeting is needed', hint: 'It ends here, with both names' }, { value: 'NOT_AGREED', text: 'I do not agree: it is needed', hint: 'It is convened' }],
        { value: draft.get('outcome'), change: value => draft.set('outcome', value) }),
      textarea('words', 'Why? In your own words', { rows: 4, value: draft.get('words'), change: value => draft.set('words', value) }),
      step.actions('Keep this decision', {
        checks: () => [...(draft.get('outcome') ? [] : [{ text: 'Choose whether you agree.', target: 'outcome' }]), ...missingText(draft, 'words', 'Write why.')],
        outcome: () => draft.get('outcome'),
        done: () => draft.get('outcome') === 'AGREED' ? 'No meeting is held' : 'The meeting is needed'
      }));
  }
});
