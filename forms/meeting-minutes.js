import { h, fill, heading, p, textarea, input, checkbox, details, fieldset } from './elements.js';
import { meetingForm, placeName, missingText } from './meeting-step.js';
import { rows } from './rows.js';

/** The minutes: a part for all, and parts that only those named may read. */
export default meetingForm({
  title: 'Write the minutes',
  draft: 'minutes',

  async render(step, body) {
    const { draft, meeting } = step;
    const places = meeting.places.filter(place => place.invited);
    const { record } = meeting;
    draft.names = { all: 'The part for all' };
    fill(body, record ? details('What was recorded', ['life', 'parentsView', 'decisions', 'plan', 'dissent'].filter(name => record[name]).map(name => h('div', { class: 'tl-text' }, record[name]))) : null,
      textarea('all', 'The part for all', { rows: 10, value: draft.get('all'), change: value => draft.set('all', value), hint: 'Everybody who was asked may read it, the family too. No address, school, surgery or telephone number.' }),
      heading(step.level + 1, 'Parts for some alone', 'm'), p('What only some may know. Nobody else sees that such a part exists.'),
      rows(draft, 'parts', { add: 'Add a part', empty: { heading: '', text: '', readers: [] }, row: (value, index, change) => {
        const readers = new Set(value.readers || []);
        return [h('span', { 'data-row': index, tabindex: '-1' }), input('part-' + index, 'Heading', { value: value.heading, change: heading => change({ heading }) }),
          textarea(`part-${index}-text`, 'Text', { rows: 5, value: value.text, change: text => change({ text }) }),
          h('div', { id: `part-${index}-readers`, tabindex: '-1' }, fieldset(`part-${index}-reading`, 'Who may read it?', {}, places.map((place, at) => checkbox(`part-${index}-reader-${at}`, placeName(place), { value: readers.has(place.id),
            change: on => { readers[on ? 'add' : 'delete'](place.id); change({ readers: [...readers] }); } }))))];
      } }),
      step.actions('Send the minutes round', { checks: () => missingText(draft, 'all', 'Write the part for all.'), done: () => 'Every agency is asked to read the minutes' }));
  }
});
