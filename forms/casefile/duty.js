import { h, fill, heading, p, link, textarea, warning, inset, showErrors, clearFields } from '../elements.js';
import { get, maybe, post } from '../service.js';
import { moment, capital, count } from '../words.js';
import { myShift, reached, dutyPage } from '../duty.js';
import { Pace, receipt } from '../receipt.js';
import * as knock from '../knock.js';
import { back, once, done } from './frame.js';

/** In the order in which a worker at a door needs them; the key entries stand after the account. */
const PARTS = [['PEOPLE', knock.people], ['ACCOUNT', of => knock.account(of, 3)], ['KEY'], ['OBLIGATIONS', knock.obligations], ['AGENCIES', knock.agencies], ['GLANCE', knock.glance], ['SOURCES', knock.sources]];
const NOTHING = { ACCOUNT: 'Nobody has written an account of this family yet: nobody here has told its history back.', SOURCES: 'Nothing is known to exist that was not seen.', OBLIGATIONS: 'Nothing is owed.',
  AGENCIES: 'No other agency is named.', GLANCE: 'Nothing is recorded yet.', PEOPLE: 'Nobody is recorded.' };

/** On duty: the reason, then the page "Before you knock" read to its end, then authority for the shift. */
export async function show(root, reference) {
  document.title = 'Before you knock, on duty - Throughline';
  const me = await get('/api/me');
  const [shift, file] = await Promise.all([myShift(me), maybe('/api/casefiles/' + encodeURIComponent(reference))]);
  const head = [back('/casefiles/known', 'Back to "Is this child known?"'),
    h('h1', { class: 'govuk-heading-l', id: 'title', tabindex: '-1' }, h('span', { class: 'govuk-caption-l' }, reference), ' Before you knock')];
  if (!shift) return fill(root, head, await notOnDuty(reference));
  const held = file?.mayAct.find(one => one.worker.username === me.username && one.kind === 'DUTY');
  if (held) return fill(root, head, inset(`You have this family for the shift, until ${moment(held.until)}.`), ways(reference).map(way => h('p', { class: 'govuk-body' }, way)));
  reason(root, head, reference, shift);
}

async function notOnDuty(reference) {
  const managers = await reached();
  return [warning('If a child is in danger now, ring 999 first.'), p('You are not on the duty rota now, so this page is not yours to take.'),
    managers.length ? p(`On duty and reached now: ${managers.map(one => one.name).join(', ')}.`) : p('The rota names no manager for this hour.'),
    h('p', { class: 'govuk-body' }, link('See who is on duty', '/duty-rota'), ', or take ', link('urgent access', `/casefiles/${encodeURIComponent(reference)}/urgent-access`), ' if it cannot wait.')];
}

function reason(root, head, reference, shift) {
  const wanted = { reason: '' };
  const errors = h('div', {});
  const give = async () => {
    clearFields(root);
    if (!wanted.reason.trim()) return showErrors(errors, 'A reason is needed', [{ text: 'Write why you go to this family now. One sentence is enough.', target: 'reason' }], root);
    try {
      const page = await post(`/api${dutyPage(reference)}`, wanted);
      new Knocking(root, reference, page).draw(head);
      root.querySelector('#title').focus();
    } catch (problem) {
      refused(errors, problem, root);
    }
  };
  fill(root, head[0], errors, head[1], warning('If a child is in danger now, ring 999 first.'),
    p(`You are on duty until ${moment(shift.to)}. You are given one page about this family. When you have marked all of it as read, you may visit and be in contact until your shift ends.`),
    p('That you looked, and why, is kept. A hand-back note is owed afterwards.'),
    textarea('reason', 'Why do you go to this family now?', { rows: 2, change: value => { wanted.reason = value; } }), once('Show me the page', give),
    h('p', { class: 'govuk-body' }, 'No time to read even this? ', link('Urgent access', `/casefiles/${encodeURIComponent(reference)}/urgent-access`), ' needs a reason and nothing else.'));
}

function refused(errors, problem, root) {
  showErrors(errors, problem.message, [...problem.missing, ...problem.offers, ...problem.faults.map(fault => ({ text: fault.reason, target: fault.field }))], root);
}

class Knocking {

  constructor(root, reference, page) {
    Object.assign(this, { root, reference, page, pace: new Pace(), left: page.left });
    this.path = `/api${dutyPage(reference)}`;
    this.progress = h('div', { class: 'tl-progress', role: 'status' });
    this.errors = h('div', {});
  }

  draw(head) {
    fill(this.root, head, p(`Read it all, then take the family for the shift at the end. It ends ${moment(this.page.shiftEnds)}.`), this.progress, this.errors,
      h('div', { class: 'tl-knock' }, PARTS.map(([part, show]) => part === 'KEY' ? this.keyEntries() : this.part(part, show))),
      inset(knock.limits()), once('Take this family for the shift', () => this.take()),
      p('You may then visit, try to visit and be in contact. Assessments, agreements and decisions wait for the responsible worker: write them in the hand-back note.'));
    this.say();
  }

  part(name, show) {
    const part = this.page.parts.find(one => one.part === name);
    return h('section', { 'aria-labelledby': 'part-' + name }, heading(2, part.heading, 'm', 'part-' + name), show(part.content) || p(NOTHING[name]),
      receipt({ what: part.heading, at: part.mayAcknowledgeAt, read: !this.left.parts.includes(name), act: () => this.send({ part: name }) }));
  }

  keyEntries() {
    const open = entry => this.left.keyEntries.some(one => one.casefileId === entry.casefileId && one.seq === entry.seq);
    return h('section', { 'aria-labelledby': 'part-KEY' }, heading(2, 'Key entries', 'm', 'part-KEY'), this.page.keyEntries.length ? this.page.keyEntries.map(entry => {
      const what = `${capital(entry.dateInWords)}: ${entry.typeLabel}`;
      return h('article', { class: 'tl-line tl-entry-key' }, heading(3, what, 's'),
        entry.withheld ? p('Its words are kept back from you.') : [h('p', { class: 'govuk-body tl-text' }, entry.summary),
          receipt({ what, at: entry.mayAcknowledgeAt, takes: entry.takesMillis, pace: this.pace, read: !open(entry), act: () => this.send({ entry: { casefileId: entry.casefileId, seq: entry.seq } }) })]);
    }) : p('No entry of this family is key.'));
  }

  async send(what) {
    this.left = await post(`${this.path}/receipts`, { page: this.page.id, ...what });
    this.say();
  }

  say() {
    const parts = this.page.parts.length;
    const key = this.page.keyEntries.length;
    const left = this.left.parts.length + this.left.keyEntries.length;
    fill(this.progress, h('p', {}, left ? `${parts - this.left.parts.length} of ${parts} parts read, ${key - this.left.keyEntries.length} of ${count(key, 'key entry', 'key entries')}` : 'All of it is read. Take the family for the shift below.'),
      h('progress', { max: parts + key, value: parts + key - left, 'aria-label': 'Read of this page' }));
  }

  async take() {
    clearFields(this.root);
    try {
      const taken = await post(`${this.path}/authority`, { page: this.page.id });
      done(this.root, 'You have this family for the shift', `Until ${moment(taken.expiresAt)}. Record what you do as soon as you can.`, ...ways(this.reference));
    } catch (problem) {
      refused(this.errors, problem, this.root);
    }
  }
}

const ways = reference => {
  const page = '/casefiles/' + encodeURIComponent(reference);
  return [link('Record what you did', page + '/entries/new'), link('Go to the case file', page), ['The hand-back note waits for you under ', link('My work', '/'), '. Write it before you go home.']];
};
