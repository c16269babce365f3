import { h, fill, p } from './elements.js';
import { post } from './service.js';
import { givenBack } from './acts.js';
import { ReadingList } from './reading.js';

export default {
  title: 'Read the family\'s history',

  async render(step, body) {
    const handover = step.handover;
    const id = handover.readingId || (await post('/api/readings', { casefile: handover.casefile.reference })).id;
    const place = h('div', {});
    fill(body, givenBack(handover, step.level + 1),
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
