import { h, fill, heading, p, link, linkButton, summaryList } from '../elements.js';
import { get } from '../service.js';
import { moment, capital, and, count } from '../words.js';
import { section, mayActBySignature, entryPage } from './frame.js';
import { marks } from './history.js';
import { Pace, receipt, opened, acknowledged } from '../receipt.js';

/** What others filed since one may act here (X10): opened one at a time, and marked as read. It locks nobody out of the work. */
export function show(root, reference) {
  return section(root, reference, 'new-entries', async (about, body) => {
    if (!mayActBySignature(about)) {
      return fill(body, heading(2, 'New since the signature', 'm'), p('You hold no authority here that was signed, so nothing counts as new to you. The whole history is still to be read.'),
        h('p', { class: 'govuk-body' }, link('See the history', about.page + '/history')));
    }
    const found = await get(about.path + '/new-entries');
    const pace = new Pace();
    let left = found.entries.length;
    const status = h('p', { class: 'govuk-body', role: 'status' });
    const say = () => { status.textContent = left ? `${count(left, 'entry is', 'entries are')} new to you.` : 'You have read everything.'; };
    say();
    fill(body, heading(2, 'New since the signature', 'm'), p(`What others have recorded since you were given authority here, on ${moment(found.since)}, and you have not read yet. You may go on working; key entries have a day by which they are read.`),
      status, found.entries.map(head => one(about, found.reading, head, pace, () => { left--; say(); })));
  });
}

function one(about, reading, head, pace, read) {
  const ref = { casefileId: head.casefileId, seq: head.seq };
  const what = `${capital(head.dateInWords)}: ${head.typeLabel}`;
  const box = h('div', {});
  const look = async () => {
    try {
      words(await opened(reading, ref));
    } catch (problem) {
      fill(box, p(problem.message), opener());
    }
  };
  const opener = () => linkButton('Open this entry', look, { 'aria-label': `Open this entry: ${what}` });
  const words = item => {
    const text = h('p', { class: 'govuk-body tl-text', tabindex: '-1' }, item.summary || '');
    fill(box, item.withheld ? p(`Its words are kept back (${item.withheld.kind}). ${item.withheld.holder || 'Its agency'} answers for it.`) : [
      item.reason ? p(item.kind === 'DISPUTE' ? `Whose account: ${item.reason}` : `Why: ${item.reason}`) : null, text,
      summaryList([['About', and((item.persons || []).map(person => person.name))], ['From', [item.agency?.name, item.sourcePerson].filter(Boolean).join(', ')], ['How it is known', capital(item.provenanceInWords || '')],
        ['Why it matters', item.significance], ['For the child', [item.impact, capital(item.impactInWords || '')].filter(Boolean).join('\n')], ['What was done', item.actionTaken], ['What came of it', item.outcome]]),
      receipt({ what, at: item.mayAcknowledgeAt, pace, read: item.read, act: () => acknowledged(reading, ref), then: read })]);
    text.focus();
  };
  fill(box, opener());
  return h('article', { class: 'tl-line' + (head.key ? ' tl-entry-key' : '') }, h('h3', { class: 'govuk-heading-s' }, link(what, entryPage(about, head)), ' ', marks(head)),
    h('p', { class: 'govuk-hint' }, [head.agency?.name, head.recordedAt && `recorded ${moment(head.recordedAt)}`, head.recordedBy].filter(Boolean).join(' · ')), box);
}
