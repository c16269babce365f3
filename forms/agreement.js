import { h, fill, heading, p, link, tag, summaryList, inset, textarea, dateInput, select, button, details, list, warning, showErrors } from './elements.js';
import { get, upload } from './service.js';
import { moment, day, today } from './words.js';
import { state, text, checks, explained, copyOfEach } from './agreement-step.js';
import { smallForm, refused } from './send.js';
import { breachFields } from './breach-fields.js';

const ANSWERS = { AGREES: 'Agrees', DOES_NOT_AGREE: 'Does not agree; that is no concern', ASKS_CHANGE: 'Asks for a change' };
const TYPES = { 'application/pdf': 'PDF', 'image/jpeg': 'picture (JPEG)', 'image/png': 'picture (PNG)' };

/** Where one agreement stands, who has agreed, its papers, and what is no step. */
export async function show(root, id) {
  const path = '/api/agreements/' + encodeURIComponent(id);
  const [agreement, copies] = await Promise.all([get(path), get(path + '/signed-copies')]);
  const again = async () => { await show(root, id); root.querySelector('#title')?.focus(); };
  document.title = `Voluntary agreement: ${agreement.casefile.reference} - Throughline`;
  const page = '/casefiles/' + encodeURIComponent(agreement.casefile.reference);
  fill(root, link('Back to the agreements of this family', page + '/agreements', { class: 'govuk-back-link' }),
    h('h1', { class: 'govuk-heading-l', id: 'title', tabindex: '-1' }, h('span', { class: 'govuk-caption-l' }, `${agreement.casefile.childName} (${agreement.casefile.reference})`), ' Voluntary agreement'),
    h('p', { class: 'govuk-body' }, state(agreement), ' ', agreement.overdue ? tag('Overdue', 'red') : null),
    agreement.state === 'LAPSED' ? warning(`It lapsed at the end of ${day(agreement.reviewOn)}. Nothing that was agreed holds any more.`) : null,
    agreement.endedAt ? inset(`It ended: ${agreement.endInWords}, ${moment(agreement.endedAt)}. ${agreement.endReason || ''}`) : null,
    agreement.taskId ? h('p', { class: 'govuk-body' }, link(agreement.stepInWords, '/work/' + agreement.taskId, { class: 'govuk-button' })) : null,
    agreement.mayTakeOver ? smallForm(path + '/take-over', 'Take this step over', { fields: [], body: () => ({}), again }) : null,
    agreement.lapse ? summaryList([[agreement.lapse.question, agreement.lapse.answer ? `${agreement.lapse.answer} (${agreement.lapse.by.name}, ${moment(agreement.lapse.at)})` : 'Not answered yet']]) : null,
    summaryList([['Version', String(agreement.edition)], ['Waits for', agreement.endedAt ? null : `${agreement.waitingFor?.name || 'nobody'}: ${agreement.stepInWords}${agreement.whyNobody ? `. ${agreement.whyNobody}` : ''}`], ['To be done by', agreement.due ? moment(agreement.due) : null], ['Worker', agreement.worker?.name],
      ['Drafted by', agreement.draftedBy?.name], ['Approved', agreement.approval ? `${agreement.approval.outcome === 'APPROVED' ? 'Yes' : 'Sent back'}, ${agreement.approval.by.name}, ${moment(agreement.approval.at)}: ${agreement.approval.words}` : null],
      ['In force from', agreement.inForceFrom ? moment(agreement.inForceFrom) : null], ['Review', agreement.reviewOn ? agreement.state === 'IN_FORCE' ? `Due by ${day(agreement.reviewOn)}; on that day it ends by itself` : `Was due by ${day(agreement.reviewOn)}` : null],
      ['Renews', agreement.supersedes ? link('The version before', '/agreements/' + agreement.supersedes) : null], ['Renewed by', agreement.supersededBy ? link('The newer version', '/agreements/' + agreement.supersededBy) : null],
      ['In the history', agreement.entry ? link('See the entry', `${page}/entries/${agreement.entry.casefileId}/${agreement.entry.seq}`) : null]]),
    text(agreement, 2), checks(agreement, 2), parties(agreement), papers(agreement, copies, path, again),
    agreement.acts?.length ? [heading(2, 'What was done', 'm'), h('ol', { class: 'govuk-list govuk-list--number' }, agreement.acts.map(act => h('li', {}, `${act.stepInWords}: ${act.by}, ${moment(act.at)}${act.reason ? `. ${act.reason}` : ''}`)))] : null,
    agreement.mayBreach ? details('It was not kept', breach(path, again)) : null,
    agreement.mayWithdraw ? details('A parent withdraws', withdrawal(agreement, path, again)) : null,
    agreement.mayDrop ? details('It is not pursued', drop(path, again)) : null);
}

function parties(agreement) {
  return h('section', {}, heading(2, 'Who agrees', 'm'), h('ul', { class: 'govuk-task-list' }, agreement.parties.map(party => h('li', { class: 'govuk-task-list__item' },
    h('div', { class: 'govuk-task-list__name-and-hint' }, party.signsFor ? `${party.signsFor}, ${party.name}` : party.name, h('div', { class: 'govuk-task-list__hint' }, [explained(party), party.words].filter(Boolean).join(' · '))),
    h('div', { class: 'govuk-task-list__status' }, party.answer ? tag(ANSWERS[party.answer], party.answer === 'AGREES' ? 'green' : 'grey') : tag('No answer yet', 'grey'))))));
}

/** The copy of each party as PDF, and the signed copies that came back. */
function papers(agreement, copies, path, again) {
  if (!agreement.number) return null;
  return h('section', {}, heading(2, 'Papers', 'm'),
    agreement.apart ? p('Abuse is suspected: hand each person only their own copy, and ask how they can keep it safely.') : null,
    copyOfEach(agreement),
    heading(3, 'Signed copies', 's'),
    copies.length ? list(copies.map(copy => [link(`Signed by ${copy.partyName} on ${day(copy.signedOn)}`, `${path}/signed-copies/${copy.id}`, { download: '' }), ` ${TYPES[copy.type]}, ${copy.pages === 1 ? 'one page' : copy.pages + ' pages'}, handed in by ${copy.by}, ${moment(copy.at)}`,
      h('div', { class: 'govuk-hint tl-hash' }, `SHA-256 ${copy.sha256}`)]), 'spaced') : p('None has come back yet.'),
    agreement.approval?.outcome === 'APPROVED' && !agreement.endedAt ? details('Hand in a signed copy', handIn(agreement, path, again)) : null);
}

function handIn(agreement, path, again) {
  const sent = { party: '', signedOn: today() };
  const errors = h('div', {});
  const box = h('div', {});
  const file = h('input', { class: 'govuk-file-upload', id: 'document', type: 'file', accept: 'application/pdf,image/jpeg,image/png', 'aria-describedby': 'document-hint' });
  fill(box, errors, select('party', 'Who has signed it?', [['', 'Choose'], ...agreement.parties.map(party => [party.id, party.signsFor || party.name])], { change: value => { sent.party = value; } }),
    dateInput('signedOn', 'On which day was it signed?', { value: sent.signedOn, change: value => { sent.signedOn = value; } }),
    h('div', { class: 'govuk-form-group', 'data-field': 'document' }, h('label', { class: 'govuk-label govuk-label--s', for: 'document' }, 'The signed paper'), h('div', { class: 'govuk-hint', id: 'document-hint' }, 'A scan (PDF) or a picture (JPEG, PNG) of at most 10 MB. Take the picture where no address can be seen'), file),
    button('Hand it in', async () => {
      const missing = [...(sent.party ? [] : [{ text: 'Say who has signed it.', target: 'party' }]), ...(file.files.length ? [] : [{ text: 'Choose the file with the signed paper.', target: 'document' }])];
      if (missing.length) return showErrors(errors, 'Something is still missing', missing, box);
      try {
        await upload(`${path}/signed-copies?${new URLSearchParams(sent)}`, 'document', file.files[0]);
        await again();
      } catch (problem) {
        refused(problem, errors, box);
      }
    }, 'secondary'));
  return box;
}

function breach(path, again) {
  const sent = {};
  return smallForm(path + '/breaches', 'Record that it was not kept', { fields: [p('It is recorded as an entry, and the manager decides within one working day.'), breachFields(name => sent[name], (name, value) => { sent[name] = value; })], body: () => ({ content: sent }), again, kind: 'warning' });
}

function withdrawal(agreement, path, again) {
  const sent = {};
  const set = name => value => { sent[name] = value; };
  return smallForm(path + '/withdrawal', 'Record that they withdraw', { fields: [p('They may at any time. It is no breach and no concern.'),
    select('withdraws', 'Who withdraws?', [['', 'Choose'], ...agreement.parties.filter(party => party.kind !== 'AGENCY').map(party => [party.id, party.name])], { change: set('party') }), dateInput('withdrawsOn', 'On which day?', { change: set('on') }),
    textarea('said', 'What did they say, in their words?', { rows: 2, change: set('said') }), textarea('safe', 'What keeps the child safe from now on?', { rows: 3, change: set('safe') })], body: () => ({ content: sent }), again, ids: { party: 'withdraws', on: 'withdrawsOn' } });
}

function drop(path, again) {
  const sent = { reason: '' };
  return smallForm(path + '/not-pursued', 'Record that it is not pursued', { fields: [textarea('drop-reason', 'Why not?', { rows: 2, change: value => { sent.reason = value; } })], body: () => sent, checks: () => sent.reason.trim() ? [] : [{ text: 'Say why it is not pursued.', target: 'drop-reason' }], again, kind: 'warning' });
}
