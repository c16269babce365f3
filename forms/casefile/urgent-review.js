import { h, fill, heading, p, tag, radios, summaryList, showErrors, clearFields } from '../elements.js';
import { get, maybe, post } from '../service.js';
import { moment } from '../words.js';
import { section, back, once } from './frame.js';

const OUTCOMES = [{ value: 'RIGHT', text: 'It was right' }, { value: 'BETTER_BY_DUTY', text: 'Better done by the duty worker' }, { value: 'NOT_JUSTIFIED', text: 'It was not justified' }];
const IN_WORDS = { RIGHT: 'It was right', BETTER_BY_DUTY: 'Better done by the duty worker', NOT_JUSTIFIED: 'It was not justified' };

/** Every urgent access to this file; the worker's supervisor looks back at each, which ends it. */
export async function show(root, reference) {
  const path = '/api/casefiles/' + encodeURIComponent(reference);
  const taken = await get(path + '/urgent-access');
  const again = () => show(root, reference);
  if (await maybe(path)) {
    return section(root, reference, 'urgent', async (about, body) => {
      fill(body, heading(2, 'Urgent access', 'm'), taken.length ? taken.map(one => look(one, path, again)) : p('Nobody has taken urgent access to this file.'));
    });
  }
  document.title = 'Urgent access - Throughline';
  return fill(root, back('/', 'Back to your work'), h('h1', { class: 'govuk-heading-l', id: 'title', tabindex: '-1' }, `Urgent access to ${reference}`),
    p('The family is not one of yours; what your worker did there is yours to look back at.'), taken.map(one => look(one, path, again)));
}

function look(one, path, again) {
  const sent = { outcome: '' };
  const errors = h('div', {});
  const id = 'outcome-' + one.id;
  const box = h('section', { class: 'tl-source', 'aria-label': `${one.worker}, ${moment(one.grantedAt)}` });
  const keep = async () => {
    clearFields(box);
    if (!sent.outcome) return showErrors(errors, 'Say what you think of it', [{ text: 'Choose one of the three.', target: id }], box);
    try {
      await post(`${path}/urgent-access/${one.id}/review`, sent);
      await again();
    } catch (problem) {
      showErrors(errors, problem.message, problem.missing, box);
    }
  };
  return fill(box, errors, heading(3, `${one.worker}, ${moment(one.grantedAt)}`, 's'), h('p', { class: 'govuk-body' }, one.holds ? tag('Holds now', 'orange') : tag('Ended', 'grey'), ' ', one.outcome ? tag(IN_WORDS[one.outcome] || one.outcome, 'green') : tag('Not looked back at', 'red')),
    summaryList([['What could not wait', one.reason], ['Until', moment(one.expiresAt)]]),
    one.mayReview ? [p('Talk with the worker first. What was right runs to its end; the other two answers end the access at once.'), radios(id, 'Looking back', OUTCOMES, { small: true, change: value => { sent.outcome = value; } }), once('Keep this answer', keep)]
      : one.outcome ? null : p('The worker\'s line supervisor looks back at it.'));
}
