import { h, fill, heading, p, radios, dateInput, input, inset, details, tag } from './elements.js';
import { meetingForm, plan, placeName } from './meeting-step.js';
import { agreedWithFamily } from './arrangements.js';

const ANSWERS = { COMING: 'is coming', NOT_COMING: 'is not coming', SUBSTITUTE: 'sends somebody' };

/** Who is coming, and of every report that is asked: it is here, or it was chased. */
export default meetingForm({
  title: 'Prepare the meeting',
  draft: 'prepare',

  async render(step, body) {
    const { draft, meeting } = step;
    const places = meeting.places.filter(place => place.invited && place.kind !== 'FAMILY' && place.who !== meeting.convenor?.name);
    draft.set('begun', true);
    fill(body, plan(meeting), agreedWithFamily(meeting, step),
      meeting.places.some(place => place.notReached) ? inset(h('strong', {}, 'Not reached: '), meeting.places.filter(place => place.notReached).map(place => h('div', {}, `${placeName(place)}. ${place.notReached}`))) : null,
      heading(step.level + 1, 'Who is asked', 'm'), places.map(place => one(draft, place)),
      step.actions('The meeting is prepared', { done: () => 'The meeting is prepared' }));
  }
});

function one(draft, place) {
  const path = `places.${place.id}.`;
  const set = name => value => draft.set(path + name, value);
  return h('section', { class: 'tl-row' },
    h('p', { class: 'govuk-body' }, h('strong', {}, placeName(place)), ' ', place.answer ? tag(ANSWERS[place.answer], 'green') : tag('No answer yet', 'yellow'), place.note ? ` ${place.note}` : ''),
    place.answer ? null : radios('place-' + place.id, `Is ${place.who} coming?`, [{ value: 'COMING', text: 'Yes' }, { value: 'NOT_COMING', text: 'No' }, { value: 'SUBSTITUTE', text: 'Somebody else comes' }, { value: 'NO_ANSWER', text: 'No answer, though asked again' }],
      { value: draft.get(path + 'answer'), inline: true, small: true, strong: false, change: set('answer') }),
    !place.reportAsked ? null : place.reported ? details('Read the report', h('div', { class: 'tl-text' }, place.report)) : [p('The report is not here.'), place.chased ? p(`Chased before: ${place.chased}.`) : null,
      dateInput('chased-' + place.id, 'When did you chase it?', { strong: false, value: draft.get(path + 'chasedOn'), change: set('chasedOn') }), input(`chased-how-${place.id}`, 'How?', { strong: false, value: draft.get(path + 'chasedHow'), change: set('chasedHow') })]);
}
