import { h, fill, p, heading } from './elements.js';
import { get, post } from './service.js';
import { arrangements } from './arrangements.js';
import { givenBack } from './acts.js';
import { ReadingList } from './reading.js';

export default {
  title: 'Read the family\'s history',

  async render(step, body) {
    const handover = step.handover;
    const id = handover.readingId || (await post('/api/readings', { casefile: handover.casefile.reference })).id;
    const place = h('div', {});
    const agreed = arrangements((await get('/api/casefiles/' + encodeURIComponent(handover.casefile.reference)).catch(() => ({}))).agreements, { target: '_blank' });
    fill(body, givenBack(handover, step.level + 1),
      agreed ? h('section', {}, heading(step.level + 1, 'Agreed with the family now', 'm'), agreed, p('What was agreed stands in the history too, as an entry of its own that you read.')) : null,
      p('Everything that is recorded about this family, in the order in which it happened. What you have read is kept at once; you can stop at any time and go on at the same entry.'),
      place,
      step.actions('I have read the history', { done: () => 'The history is read' }));
    this.list = await ReadingList.begin(place, id, { level: step.level + 1, complete: true, me: step.me, people: [handover.incoming, handover.outgoing, handover.supervisor] });
  },

  missing(item) {
    const place = /^#entry-(.{36})-(\d+)$/.exec(item.href || '');
    if (place) return { text: item.text, act: () => this.list.choose({ casefileId: place[1], seq: Number(place[2]) }, { focus: true }) };
    return null;
  }
};
