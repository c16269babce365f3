import { h, fill, heading, p, radios, textarea, input, dateInput, checkbox, details, isDay } from './elements.js';
import { meetingForm, causes, plan, placeName, personSelect, time } from './meeting-step.js';
import { agreedWithFamily } from './arrangements.js';
import { patterns } from './patterns.js';
import { rows } from './rows.js';

const ATTENDED = [{ value: 'PRESENT', text: 'There' }, { value: 'SUBSTITUTE', text: 'Sent somebody' }, { value: 'REPORT_ONLY', text: 'Report only' }, { value: 'APOLOGIES', text: 'Apologies' }, { value: 'ABSENT', text: 'Absent' }];
const GOES_ON = [{ value: 'NO_CONTACT_YET', text: 'The child has not had contact with three agencies, for example before birth' }, { value: 'ENOUGH_KNOWN', text: 'Enough is known to decide safely' },
  { value: 'DELAY_HARMS', text: 'Waiting would harm the child' }, { value: 'LOOKED_AFTER', text: 'The child is now looked after' }];

/** The record of the meeting: who was there, what life is like for the child, decisions, actions, dissent, the next date. */
export default meetingForm({
  title: 'Hold the meeting and record it',
  draft: 'hold',

  async render(step, body) {
    const { draft, meeting } = step;
    const level = step.level + 1;
    const set = name => value => draft.set(name, value);
    const text = (id, label, hint, rows = 4) => textarea(id, label, { rows, hint, value: draft.get(id), change: set(id) });
    draft.names = { life: 'What life is like for the child', parentsView: 'The parents\' view', decisions: 'Decisions', plan: 'Plan', dissent: 'Who did not agree', interim: 'Interim plan' };
    if (!draft.get('heldOn') && meeting.heldOn) draft.content.heldOn = meeting.heldOn;
    const reports = meeting.places.filter(place => place.reported);
    const conference = meeting.kind === 'CONFERENCE';
    const asked = meeting.casefile.page ? await patterns(meeting.casefile.reference, level, step.embedded) : null;
    fill(body, plan(meeting), causes(meeting, level), asked, agreedWithFamily(meeting, step),
      reports.length ? [heading(level, 'Reports', 'm'), reports.map(place => details(`Report of ${placeName(place)}`, h('div', { class: 'tl-text' }, place.report)))] : null,
      dateInput('heldOn', 'On which day was the meeting?', { value: draft.get('heldOn'), change: set('heldOn') }),
      heading(level, 'Who was there, and what they brought', 'm'),
      meeting.places.filter(place => place.invited).map(place => attendance(draft, place)),
      meeting.places.some(place => !place.invited) ? p(`Not asked: ${meeting.places.filter(place => !place.invited).map(place => `${place.who} (${place.reason})`).join('; ')}.`) : null,
      rows(draft, 'others', { add: 'Somebody else was there', empty: { username: '', contribution: '' }, row: (value, index, change) => [
        personSelect('other-' + index, 'Who else?', meeting, { value: value.username, change: username => change({ username }) }),
        textarea(`other-${index}-contribution`, 'What did they contribute?', { rows: 2, value: value.contribution, change: contribution => change({ contribution }) })] }),
      heading(level, 'The child', 'm'),
      text('life', `What is life like for ${meeting.casefile.childGivenName || 'the child'}?`, 'A day and a night: who cares, where and with whom the child sleeps, who saw them last. "n/a" is not taken.', 6),
      text('parentsView', 'What do the parents say and want?', 'Where they were not there: how you tried to hear it.'),
      heading(level, 'What was decided', 'm'),
      text('decisions', 'Decisions', 'They stand in the chronology.'), text('plan', 'Plan', 'What is to be better for the child by when, and what happens if it is not.'),
      heading(level + 1, 'Actions', 's'),
      rows(draft, 'actions', { add: 'Add an action', empty: { what: '', owner: '', due: '' }, row: (value, index, change) => [
        h('span', { 'data-row': index, tabindex: '-1' }),
        input('action-' + index, 'What is to be done?', { value: value.what, change: what => change({ what }) }),
        personSelect(`action-${index}-owner`, 'Who does it?', meeting, { value: value.owner, change: owner => change({ owner }) }),
        dateInput(`action-${index}-due`, 'By when?', { value: value.due, change: due => change({ due }) })] }),
      text('dissent', 'Who did not agree, and with what?', null, 3),
      h('div', { class: 'govuk-form-group' }, checkbox('noDissent', 'Nobody disagreed', { value: draft.get('noDissent'), change: on => draft.set('noDissent', on || '') })),
      dateInput('nextOn', 'Day of the next meeting', { value: draft.get('nextOn'), change: set('nextOn') }), text('noNext', 'Or: why is there none?', null, 2),
      details('The meeting is not quorate', p('The rules say who is needed; you hear it when you record the meeting. Then it has an interim plan and a new date; a second time a senior decides.'),
        conference ? [checkbox('goesOn', 'As chair I go on without a quorum (rule Q4)', { value: draft.get('goesOn'), change: on => draft.set('goesOn', on || '') }),
          radios('goesOnBecause', 'Why may it go on?', GOES_ON, { value: draft.get('goesOnBecause'), change: set('goesOnBecause') }), text('goesOnWhy', 'In your words', null, 2)] : null,
        text('interim', 'Interim plan: what keeps the child safe until the new date?', null, 3),
        meeting.form.timesInquorate ? p('It was not quorate before: a senior decides how it goes on.') : [
          dateInput('newDate', `New date, within ${meeting.form.newDateDays} working days`, { value: draft.get('newDate'), change: set('newDate') }), time('newTime', 'Begins at', { value: draft.get('newTime'), change: set('newTime') })]),
      step.actions('Record this meeting', {
        checks: () => isDay(draft.get('heldOn')) ? [] : [{ text: 'Give the day of the meeting.', target: 'heldOn' }],
        done: () => 'The meeting is recorded'
      }));
  },

  /** What is missing lies in a closed part of the form sometimes: it opens. */
  missing(item, step) {
    const inside = item.href?.startsWith('#') ? step.place.querySelector('#' + CSS.escape(item.href.slice(1))) : null;
    inside?.closest('details')?.setAttribute('open', '');
    return null;
  }
});

function attendance(draft, place) {
  const path = `attendance.${place.id}.`;
  return h('section', { class: 'tl-row' },
    radios('attended-' + place.id, placeName(place), ATTENDED, { value: draft.get(path + 'attended'), inline: true, small: true, change: value => draft.set(path + 'attended', value) }),
    textarea('contribution-' + place.id, `What did ${place.who} contribute?`, { rows: 2, strong: false, value: draft.get(path + 'contribution'), change: value => draft.set(path + 'contribution', value) }));
}
