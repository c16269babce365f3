import { h, fill, heading, p, textarea, tag, inset } from './elements.js';
import { meetingForm, placeName } from './meeting-step.js';

/** The meeting ends when every agency has read its minutes; one that has not is named, with the reason. */
export default meetingForm({
  title: 'See that every agency has read the minutes',
  draft: 'minutes-read',

  async render(step, body) {
    const { draft, meeting } = step;
    const unread = new Set(meeting.form.unread);
    draft.set('closing', true);
    const agencies = [...new Map(meeting.places.filter(place => place.invited && place.agencyCode).map(place => [place.agencyCode, place])).values()];
    fill(body, h('ul', { class: 'govuk-task-list' }, agencies.map(place => h('li', { class: 'govuk-task-list__item' }, h('div', { class: 'govuk-task-list__name-and-hint' }, place.agency),
      h('div', { class: 'govuk-task-list__status' }, unread.has(place.agencyCode) ? tag('Not read yet', 'yellow') : tag('Read', 'green'))))),
      meeting.places.filter(place => place.corrections).map(place => inset(h('strong', {}, `${placeName(place)} says: `), place.corrections)),
      unread.size ? [heading(step.level + 1, 'If you end it before all have read', 'm'), p('Ring them first. Where an agency does not read the minutes, say why; it stands in the record.'),
        agencies.filter(place => unread.has(place.agencyCode)).map(place => textarea('unread-' + place.agencyCode, `Why has ${place.agency} not read them?`, { rows: 2, value: draft.get('unread.' + place.agencyCode), change: value => draft.set('unread.' + place.agencyCode, value) }))]
        : p('Every agency has read them.'),
      step.actions('End this meeting', { done: () => 'The meeting has ended' }));
  }
});
