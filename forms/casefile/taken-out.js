import { h, fill, p, link, inset, summaryList, showErrors } from '../elements.js';
import { get, post } from '../service.js';
import { moment } from '../words.js';
import { back, once, done } from './frame.js';

const WHY = { SIGNED: 'You signed a handover of this family while it stood in the history. Your signature stands.', USED: 'You marked it for your account. Look whether your account rests on it.',
  SUPERVISED: 'Somebody whose work you sign marked it for their account. Look whether their account rests on it.', READ: 'It was opened for you.', RECORDED: 'You recorded it, or something beside it.',
  ASKED: 'You said that it is not about this family.' };

/** An entry that one knew was taken out: one says that one knows. */
export async function show(root, id) {
  document.title = 'An entry was taken out - Throughline';
  const path = '/api/taken-out/' + encodeURIComponent(id);
  const news = await get(path);
  const errors = h('div', {});
  const know = async () => {
    try {
      await post(path + '/acknowledgement', {});
      done(root, 'Thank you', link('Go to your work', '/'));
    } catch (problem) {
      showErrors(errors, problem.message, [], root);
    }
  };
  fill(root, back('/', 'Back to your work'), errors,
    h('h1', { class: 'govuk-heading-l', id: 'title', tabindex: '-1' }, h('span', { class: 'govuk-caption-l' }, news.casefile), ' An entry was taken out'),
    inset(news.sentence),
    summaryList([['Why you are told', WHY[news.why]], ['Told', moment(news.toldAt)], ['You said that you know', news.acknowledgedAt ? moment(news.acknowledgedAt) : null]]),
    p('Do not act on what it said, and do not pass it on: it is about other people. Take it out of your own notes.'),
    news.recorded ? h('p', { class: 'govuk-body' }, 'You recorded it. Record it where it belongs', news.belongsTo ? [': ', link(`record it on ${news.belongsTo}`, `/casefiles/${encodeURIComponent(news.belongsTo)}/entries/new`)] : '', '.') : null,
    news.acknowledgedAt ? null : once('I know', know));
}
