import { h, heading, link, tag, summaryList, warning } from './elements.js';
import { get } from './service.js';
import { moment, day } from './words.js';
import { Draft } from './draft.js';

/** What the pages and the forms of a disagreement have in common: what was written, and what was said to it since. */

export const SUBJECTS = [['THRESHOLD', 'Whether the threshold is met'], ['ROLES', 'Who does what'], ['NEED_FOR_ACTION', 'Whether something must be done'],
  ['COMMUNICATION', 'How we speak with each other'], ['INFORMATION_SHARING', 'What is shared'], ['PLAN_PROGRESS', 'How the plan goes']];

export const subject = code => (SUBJECTS.find(([one]) => one === code) || [code, code])[1];

const ENDS = { AGREED: ['Agreed', 'green'], DISSENT_STANDS: ['Not agreed; the dissent stands', 'orange'], WITHDRAWN: ['Taken back', 'grey'] };

export const state = line => line.endKind ? tag(...ENDS[line.endKind]) : Date.parse(line.dueAt) < Date.now() ? tag('Overdue', 'red') : tag('Open', 'blue');

const WHAT = {
  RAISED: () => 'does not agree',
  ACKNOWLEDGED: () => 'has read it',
  SAFE_NOW: act => ['made sure that the child is safe', act.content?.done],
  DATE_SET: act => [`named ${day(act.content?.day)} for the answer`, act.content?.reason],
  ANSWERED: act => ['answered', act.content?.plan, act.content?.safety && `What keeps the child safe: ${act.content.safety}`, act.content?.attendees && `Who talked: ${act.content.attendees}`],
  AGREED: act => ['agrees now', act.content?.words],
  NOT_AGREED: act => ['does not agree with the answer', act.content?.words, act.content?.safety && `What keeps the child safe meanwhile: ${act.content.safety}`],
  SILENT: act => [act.said],
  PASSED: act => [act.said],
  WITHDRAWN: act => ['took it back', act.said]
};

/** What was written first. */
export function written(whole) {
  return [whole.childInDanger ? warning('Who wrote this says that a child is in danger now.') : null,
    summaryList([['About', subject(whole.line.subject)], ['What', whole.line.what], ['Why', whole.why], ['What could happen to the child', whole.couldHappen],
      ['What keeps them safe meanwhile', whole.safeMeanwhile],
      ['Written by', `${whole.line.raisedBy}, ${moment(whole.line.raisedAt)}${whole.byLink ? ', over a signed link' : ''}`], ['Not agreed with', whole.line.with]])];
}

/** What was said to it, the first first. */
export function said(whole) {
  return h('ol', { class: 'govuk-list govuk-list--spaced' }, whole.acts.map(act => {
    const [what, ...words] = [WHAT[act.outcome](act)].flat().filter(Boolean);
    return h('li', {}, h('strong', {}, act.by ? `${act.by} ` : ''), `${what}. `, `(${act.level}, ${moment(act.at)})`,
      words.map(one => h('div', { class: 'tl-text' }, one)));
  }));
}

/** What the four forms share. */
export const form = {
  draft: 'draft',

  async load(step) {
    step.id = step.task.businessKey;
    const path = '/api/disagreements/' + encodeURIComponent(step.id);
    step.about = await get(path);
    step.draft = await Draft.load(path + '/draft', step.me);
  },

  who(step) {
    const { line, casefile } = step.about;
    return h('div', { class: 'tl-who' }, h('p', {}, h('strong', {}, `${line.raisedBy} does not agree with ${line.with}`), ' (', link(casefile, '/casefiles/' + encodeURIComponent(casefile),
      { target: step.embedded ? '_blank' : null }), ')'), h('p', {}, `${line.level}: ${line.levelInWords}. Please do this by ${moment(step.task.due)}${step.task.overdue ? '. It is overdue.' : '.'}`));
  },

  story(step) {
    return [written(step.about), step.about.acts.length > 1 ? [heading(step.level + 1, 'What was said to it', 'm'), said(step.about)] : null];
  }
};

export const needs = (draft, fields) => fields.filter(([name]) => !draft.get(name)?.trim()).map(([name, text]) => ({ text, target: name }));
