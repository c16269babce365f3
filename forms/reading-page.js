import { h, fill, heading, p, link } from './elements.js';
import { get } from './service.js';
import { ReadingList } from './reading.js';

/** My own reading of a family's history, outside a step: a supervisor's before signing, or to look something up. */
export async function show(root, id) {
  const [me, state] = await Promise.all([get('/api/me'), get('/api/readings/' + encodeURIComponent(id))]);
  document.title = 'History - Throughline';
  const place = h('div', {});
  fill(root, heading(1, `The history of ${state.casefile.title}`, 'l', 'title'),
    state.mine === false ? p(`This is the reading of ${state.reader}.`) : p('What you have read is kept at once. You can stop at any time and go on at the same entry.'),
    place, h('p', { class: 'govuk-body' }, link('Go to your work', '/')));
  await ReadingList.begin(place, id, { level: 2, me, people: [me, me.supervisor].filter(Boolean), keyOnly: new URLSearchParams(location.search).get('keyOnly') === 'true' });
}
