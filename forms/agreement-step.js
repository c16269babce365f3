import { h, heading, p, link, list, tag, summaryList, warning, textarea, settleSummary } from './elements.js';
import { get, post } from './service.js';
import { day, moment } from './words.js';
import { Draft } from './draft.js';

/** What every form of an agreement has: which one, about whom, by when. */
export function agreementForm(form) {
  return {
    ...form,
    async load(step) {
      step.id = step.task.businessKey;
      step.agreement = await get('/api/agreements/' + encodeURIComponent(step.id));
      step.draft = await Draft.load(`/api/agreements/${step.id}/${form.draft}`, step.me);
    },
    who(step) {
      const { agreement } = step;
      return h('div', { class: 'tl-who' },
        h('p', {}, h('strong', {}, agreement.casefile.childName), ` (${agreement.casefile.reference}): voluntary agreement${agreement.edition > 1 ? `, version ${agreement.edition}` : ''}, `, state(agreement)),
        step.task.due ? h('p', {}, `Please do this step by ${moment(step.task.due)}${step.task.overdue ? '. It is overdue.' : '.'}`) : null,
        h('p', {}, link('The page of this agreement', '/agreements/' + agreement.id, { target: step.embedded ? '_blank' : null })));
    }
  };
}

const COLOURS = { DRAFT: 'grey', TO_APPROVE: 'blue', TO_AGREE: 'blue', IN_FORCE: 'green', LAPSED: 'red', ENDED: 'grey' };

/** What it is worth now, in words. A lapsed one is said to be lapsed wherever it stands. */
export const state = one => tag(one.state === 'LAPSED' ? 'Lapsed: it no longer holds' : one.stateInWords[0].toUpperCase() + one.stateInWords.slice(1), COLOURS[one.state]);

/** Whether nobody of the family may hear or read what another agrees to; the service asks the same of the text. */
export const isApart = text => !!text.abuseSuspected || (text.parties || []).some(party => party.abuse && party.abuse !== 'NONE');

const COMMON = [['purpose', 'What is to be better for the child'], ['monitoring', 'How it is watched'], ['ifNotKept', 'If it is not kept'], ['contingency', 'What is done for the child then']];

/** The words that stand on every copy, whoever reads it. */
export const common = text => Object.fromEntries(COMMON.map(([field]) => [field, (text[field] || '').trim()]));
export const commonWords = text => summaryList(COMMON.map(([field, name]) => [name, text[field]?.trim() || 'Not written yet']));

/** The paper of each party, one by one. */
export const copyOfEach = agreement => list(agreement.parties.map(party => link(`Copy for ${party.name} (PDF)`, `/api/agreements/${agreement.id}/document.pdf?party=${encodeURIComponent(party.id)}`, { download: 'agreement.pdf' })), 'spaced');

/** On whose copy a duty of an agency stands, where each reads only their own. */
function standsOn(agreement, term, name) {
  if (!agreement.apart || agreement.parties.find(party => party.id === term.owner)?.kind !== 'AGENCY') return '';
  return h('div', { class: 'govuk-hint' }, term.about === 'EVERYBODY' ? 'On everybody\'s copy' : name.has(term.about) ? `On the copy of ${name.get(term.about)} alone` : 'On no copy of the family');
}

/** The text with the duties of both sides, as it was put to the manager. */
export function text(agreement, level) {
  const { text: written } = agreement;
  const name = new Map(agreement.parties.map(party => [party.id, party.signsFor ? `${party.name} (${party.signsFor})` : party.name]));
  const risk = written.risk || {};
  return h('section', {}, heading(level, 'The agreement', 'm'),
    summaryList([['The worry', risk.words], ['What is to be better for the child', written.purpose], ['Judged to be a high risk', risk.high ? 'Yes' : null], ['Control or abuse suspected', agreement.apart ? 'Yes: each is spoken with alone' : null]]),
    agreement.parties.map(party => {
      const terms = (written.terms || []).filter(term => term.owner === party.id);
      return [heading(level + 1, `What ${name.get(party.id)} will do`, 's'), terms.length ? list(terms.map(term => [h('span', { class: 'tl-text' }, term.text || ''), term.by ? ` (by or until ${day(term.by)})` : '', standsOn(agreement, term, name)])) : p('Nothing stands here for them.')];
    }),
    summaryList([['How it is watched', written.monitoring], ['If it is not kept', written.ifNotKept], ['What is done for the child then', written.contingency], ['What else keeps the child safe', written.otherMeasures], ['Review on', day(written.reviewOn)]]));
}

/** What the rules say of it, for who does not write in it. */
export function checks(agreement, level) {
  if (!agreement.checks?.length) return null;
  return h('section', {}, heading(level, 'What the rules say', 'm'), list(agreement.checks.map(check => [check.result === 'BLOCK' ? tag('Must be put right', 'red') : tag('Warning', 'yellow'), ' ',
    check.about ? `${check.about}: ` : '', `${check.what} ${check.why} (rule ${check.ruleId})`, check.answer ? h('div', { class: 'tl-text' }, `Answered: ${check.answer}`) : null]), 'spaced'));
}

export const nothingBinding = () => warning('An agreement is not legally binding and is not a safety measure by itself.');

/** A field of this draft. */
export const field = (draft, make, id, label, options = {}) => make(id, label, { value: draft.get(id), change: value => draft.set(id, value), ...options });

/** The rules that speak of a field stand beside it, and are asked again while somebody writes. Nothing is kept by asking. */
export class LiveChecks {

  constructor(step) {
    this.step = step;
    this.slots = new Map();
    this.said = new Set();
    this.summary = h('p', { class: 'govuk-body', role: 'status' });
    const touched = step.draft.touched.bind(step.draft);
    step.draft.touched = () => { touched(); this.soon(); };
  }

  /** The place beside a field. */
  beside(id) {
    const slot = h('div', { class: 'tl-checks', 'data-checks': id });
    this.slots.set(id, slot);
    return slot;
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask().catch(() => {}), 700);
  }

  async ask() {
    const asked = this.asked = (this.asked || 0) + 1;
    const { checks } = await post(`/api/agreements/${this.step.id}/check`, { content: this.step.draft.content });
    if (asked === this.asked) this.show(checks);
  }

  show(checks) {
    const blocks = checks.filter(check => check.result === 'BLOCK').length;
    const open = checks.filter(check => check.result === 'WARN' && !check.answer).length;
    this.summary.textContent = blocks || open ? [blocks && `${blocks} ${blocks === 1 ? 'thing stops' : 'things stop'} this agreement`, open && `${open} ${open === 1 ? 'warning waits' : 'warnings wait'} for an answer`].filter(Boolean).join(', ') + '. Each stands beside its field.'
      : 'The rules find nothing that stops this agreement.';
    for (const [id, slot] of this.slots) if (slot.isConnected) this.fill(slot, checks.filter(check => check.href === '#' + id));
    const orphans = checks.filter(check => ![...this.slots].some(([id, slot]) => slot.isConnected && check.href === '#' + id));
    const rest = this.slots.get('');
    if (rest) this.fill(rest, orphans);
    this.settle(checks);
  }

  /** What was refused and has been put right since is no longer said above the form. */
  settle(checks) {
    const holds = new Set(checks.map(check => check.what));
    settleSummary(this.step.place, line => [...this.said].some(what => !holds.has(what) && line.includes(what)));
    holds.forEach(what => this.said.add(what));
  }

  /** What still holds keeps its place, so that nobody who is answering loses the field. */
  fill(slot, checks) {
    const key = check => `${check.key} ${check.about || ''} ${check.what}`;
    const here = new Map([...slot.children].map(item => [item.dataset.key, item]));
    const wanted = new Set(checks.map(key));
    for (const [known, item] of here) if (!wanted.has(known)) item.remove();
    for (const check of checks) if (!here.has(key(check))) slot.append(this.line(check, key(check)));
  }

  line(check, key) {
    const { draft } = this.step;
    const path = 'answers.' + check.key;
    return h('div', { class: 'tl-check', 'data-key': key }, h('p', { class: 'govuk-body' }, check.result === 'BLOCK' ? tag('Must be put right', 'red') : tag('Warning', 'yellow'), ' ', check.what, ' ',
      h('span', { class: 'tl-why' }, `${check.why} (rule ${check.ruleId})`)),
    check.result === 'WARN' ? textarea('answer-' + check.key, 'What do you answer?', { rows: 2, strong: false, value: draft.get(path), change: value => draft.set(path, value) }) : null);
  }
}

/** What was explained to a party, in one line. */
export function explained(party) {
  const told = party.explained;
  if (!told?.on) return null;
  const how = { IN_PERSON: 'in person', VIDEO: 'by video', PHONE: 'by telephone' };
  return [`Explained on ${day(told.on)}, ${how[told.how] || ''}`, told.alone ? 'alone' : null, told.interpreter ? `with ${told.interpreter} as interpreter` : null, told.advocate ? `with ${told.advocate}` : null].filter(Boolean).join(', ');
}
