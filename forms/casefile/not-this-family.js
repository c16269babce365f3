import { h, p, link, list, inset, heading, input, textarea, radios, summaryList, warning, showErrors, clearFields } from '../elements.js';
import { get, post } from '../service.js';
import { moment, capital } from '../words.js';
import { open, act, done, once, entryPage } from './frame.js';

/** That an entry is not about this family: one person says so here, and here a second decides. */
export async function show(root, reference, file, seq) {
  const about = await open(reference);
  const { entry } = await get(`${about.path}/entries/${file}/${seq}`);
  if (entry.kind === 'NOT_THIS_FAMILY') return act(root, about, 'This entry was taken out', inset(entry.summary), again());
  const path = `${about.path}/entries/${file}/${seq}/not-this-family`;
  const state = await get(path);
  const seen = inset(`${capital(entry.dateInWords)}: ${entry.typeLabel}. ${entry.summary || ''}`);
  if (state.mayDecide) return decide(root, about, entry, seen, path, state.last);
  if (state.last?.open) {
    return act(root, about, 'Somebody says that this is not about this family', seen, said(state.last), p('A second person of the line decides. Until then the entry counts as it stands.'),
      h('p', { class: 'govuk-body' }, link('See the entry', entryPage(about, entry))));
  }
  if (!state.mayAsk) return act(root, about, 'Is this about this family?', seen, p('Only who may add to this record, or recorded the entry, can say here that it is not about this family. Tell the responsible worker what you know.'));
  ask(root, about, entry, seen, path, state.last);
}

const again = () => p('If it is about this family after all, record what happened again as an entry of its own. What was taken out stays out.');

function said(last) {
  return summaryList([['Said by', `${last.askedBy}, ${moment(last.askedAt)}`], ['Why', last.reason],
    ['Belongs to', last.belongsTo ? link(last.belongsTo, '/casefiles/' + encodeURIComponent(last.belongsTo)) : null],
    ['Not agreed by', last.answeredBy ? `${last.answeredBy}, ${moment(last.answeredAt)}` : null], ['Because', last.answer]]);
}

function consequences() {
  return list(['Nobody reads its words any more, nor whom it was about. “An entry was taken out” stays in its place, with the day and two names.',
    'It counts for nothing: not for what must be read, not for what the rules call for.', 'Whatever corrects or disputes it goes with it.',
    'It goes out of the history of every family in which it stands.', 'Whoever has read it is told by name. A person is asked about what it had called for; nothing ends by itself.']);
}

/** The button that sends, and what follows. */
function sending(root, errors, about, entry, { missing, path, body, text, after }) {
  return async () => {
    clearFields(root);
    const lacking = missing();
    if (lacking.length) return showErrors(errors, lacking.length === 1 ? 'One thing is still missing' : `${lacking.length} things are still missing`, lacking, root);
    try {
      await post(path, body());
      done(root, text(), after?.(), link('See the entry', entryPage(about, entry)), link('Go to the case file', about.page));
    } catch (problem) {
      showErrors(errors, problem.message, [...problem.missing, ...problem.faults.map(fault => ({ text: fault.reason, target: root.querySelector('#' + CSS.escape(fault.field)) ? fault.field : null }))], root);
    }
  };
}

function ask(root, about, entry, seen, path, last) {
  const errors = h('div', {});
  const sent = { reason: '', belongsTo: '' };
  const send = sending(root, errors, about, entry, { path, text: () => 'A second person decides', after: () => 'The entry counts until then. It waits with the line supervisor.',
    missing: () => sent.reason.trim() ? [] : [{ text: 'Write how you know it.', target: 'reason' }], body: () => ({ reason: sent.reason, belongsTo: sent.belongsTo.trim() || null }) });
  act(root, about, 'This is not about this family', errors, seen,
    last ? [heading(2, 'It was said before, and not agreed', 's'), said(last)] : null,
    p('Say so where the entry is about other people altogether. Where only a part is wrong, correct it instead; where somebody sees it differently, put their account beside it.'),
    p('A second person decides. If they agree:'), consequences(),
    textarea('reason', 'How do you know?', { rows: 4, most: 2000, hint: 'Until it is decided, whoever may read this entry may read this. Afterwards nobody does.', change: value => { sent.reason = value; } }),
    input('belongsTo', 'To which case file does it belong? (optional)', { width: 20, hint: 'The reference, if you know it and may see that file. Nothing is copied there: whoever recorded it records it again.', change: value => { sent.belongsTo = value; } }),
    once('Ask that it is taken out', send, 'warning'));
}

function decide(root, about, entry, seen, path, last) {
  const errors = h('div', {});
  const sent = { agreed: null, reason: '' };
  const send = sending(root, errors, about, entry, { path: path + '/decision', text: () => sent.agreed ? 'The entry is taken out' : 'The entry stays', after: () => sent.agreed ? 'Whoever had read it is told.' : null,
    missing: () => [sent.agreed === null ? { text: 'Choose whether you agree.', target: 'agreed' } : null, sent.reason.trim() ? null : { text: 'Write why.', target: 'reason' }].filter(Boolean), body: () => sent });
  act(root, about, 'Is this about this family?', errors, seen, said(last),
    p('Look at the source before you answer, and see whether somebody was linked to this family because of it. If you agree:'), consequences(),
    warning('What is taken out stays out. If it was this family’s after all, it is recorded again.'),
    radios('agreed', 'Do you agree that it is not about this family?', [{ value: 'yes', text: 'Yes, take it out' }, { value: 'no', text: 'No, it stays' }], { change: value => { sent.agreed = value === 'yes'; } }),
    textarea('reason', 'Why?', { rows: 3, most: 2000, change: value => { sent.reason = value; } }), once('Record this decision', send));
}
