import { h, fill, heading, p, link, tag, summaryList, inset } from '../elements.js';
import { get, maybe } from '../service.js';
import { answered } from './answer-for.js';
import { moment, capital, and } from '../words.js';
import { open, back, title } from './frame.js';
import { marks } from './history.js';

const WORD_OF_BESIDE = { CORRECTION: 'a correction', DISPUTE: 'another account' };

/** One entry: what happened, how it is known, and beside it, as large as itself, what corrects or disputes it. */
export async function show(root, reference, file, seq) {
  const about = await open(reference);
  const shown = await get(`${about.path}/entries/${file}/${seq}`);
  const entry = shown.entry;
  const what = `${capital(entry.dateInWords)}: ${entry.typeLabel}`;
  if (entry.kind === 'NOT_THIS_FAMILY') return tombstone(root, about, entry);
  const asked = entry.kind === 'ENTRY' && !entry.withheld ? await maybe(`${about.path}/entries/${file}/${seq}/not-this-family`) : null;
  const marked = entry.standing === 'MARKED' ? await maybe(`${about.path}/entries/${file}/${seq}/answer`) : null;
  document.title = `Entry ${entry.ref} - Throughline`;
  fill(root, back(about.may('SEE_HISTORY') ? about.page + '/history' : about.page, about.may('SEE_HISTORY') ? 'Back to the history' : 'Back to the case file'),
    title(about, what), ways(about, shown, `${about.page}/entries/${file}/${seq}`, asked),
    asked?.last?.open ? inset(`${asked.last.askedBy} says that this is not about this family. `, link(asked.mayDecide ? 'Decide whether it is' : 'See why', `${about.page}/entries/${file}/${seq}/not-this-family`), '.') : null,
    shown.about ? inset(`This is ${WORD_OF_BESIDE[entry.kind]} of `, link(`${shown.about.dateInWords}: ${shown.about.typeLabel}`, `${about.page}/entries/${shown.about.casefileId}/${shown.about.seq}`), '.') : null,
    marked ? h('section', { 'aria-labelledby': 'answered-title' }, heading(2, 'Who answers for it', 'm', 'answered-title'), answered(marked),
      marked.mayAnswer ? h('p', { class: 'govuk-body' }, link('Answer for this act', `${about.page}/entries/${file}/${seq}/answer`)) : null) : null,
    h('div', { class: 'tl-beside-each-other' }, words('The entry', entry), shown.corrections.map(one => words('A correction', one)), shown.disputes.map(one => words('Another account', one))));
}

/** What is left of an entry that was taken out, whichever of the two places was asked for. */
function tombstone(root, about, entry) {
  fill(root, back(about.may('SEE_HISTORY') ? about.page + '/history' : about.page, about.may('SEE_HISTORY') ? 'Back to the history' : 'Back to the case file'),
    title(about, 'An entry that was taken out'), inset(entry.summary),
    p('Its words are kept under the record’s seal and are nobody’s to read. If it is about this family after all, record what happened again as an entry of its own.'));
}

/** What can be done with this entry. */
function ways(about, { entry, notKnownYet }, here, asked) {
  if (entry.withheld) return null;
  const links = [
    entry.kind === 'ENTRY' && about.may('APPEND_INFORMATION') && notKnownYet.length ? link('Complete what was not known yet', here + '/complete') : null,
    entry.kind === 'ENTRY' && about.may('APPEND_INFORMATION') ? link('Correct this entry', here + '/correct') : null,
    about.may('APPEND_INFORMATION') ? link('Put another account beside it', here + '/dispute') : null,
    about.may('UNMARK_KEY') ? link(entry.key ? 'Say that it is not key' : 'Mark it as key', here + '/key') : null,
    about.may('PLACE_RESTRICTION') ? link('Keep it from others', here + '/restrict') : null,
    asked?.mayAsk ? link('This is not about this family', here + '/not-this-family') : null
  ].filter(Boolean);
  return links.length ? h('ul', { class: 'tl-ways', 'aria-label': 'What can be done with this entry' }, links.map(one => h('li', {}, one))) : null;
}

function words(name, item) {
  return h('article', { class: 'tl-entry' + (item.key ? ' tl-entry-key' : '') }, heading(2, name, 's'), marks(item),
    item.withheld ? p(`Its words are kept back (${item.withheld.kind}). ${item.withheld.holder || 'Its agency'} answers for it; ask them.`) : [
      item.kind === 'CORRECTION' ? p(`Why: ${item.reason}`) : item.kind === 'DISPUTE' ? p(`Whose account: ${item.reason}`) : null,
      h('p', { class: 'tl-text tl-summary' }, item.summary || tag('The words were destroyed by a recorded decision', 'grey')),
      item.kind === 'DISPUTE' ? summaryList([['Given', capital(item.dateInWords)], ['Through', item.agency?.name], ['Recorded', recorded(item)], ['Reference', item.ref]])
        : summaryList([['When', capital(item.dateInWords)], ['What', item.typeLabel], ['About', and(item.persons.map(person => person.name))], ['From', [item.agency?.name, item.sourcePerson].filter(Boolean).join(', ')],
        ['How it is known', capital(item.provenanceInWords)], ['Checked', capital(item.verificationInWords)], ['Why it matters', item.significance],
        ['For the child', [item.impact, capital(item.impactInWords)].filter(Boolean).join('\n')], ['What was done', item.actionTaken || 'Not known yet'], ['What came of it', item.outcome || 'Not known yet'],
        ['Why without authority', item.markReason], ['Recorded', recorded(item)],
        ['Reference', item.ref], ['Came by', item.origin === 'IMPORT' ? 'Brought in from another system' : null]])]);
}

const recorded = item => [item.recordedAt && moment(item.recordedAt), item.recordedBy && `by ${item.recordedBy}`].filter(Boolean).join(' ');
