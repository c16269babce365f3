import { h, fill, heading, p, radios, textarea, select, dateInput, summaryList, link, inset, isDay } from './elements.js';
import { get } from './service.js';
import { day, moment } from './words.js';
import { Draft } from './draft.js';

/** What was said and done before, level by level. */
export function told(line) {
  return h('ol', { class: 'govuk-list govuk-list--spaced' }, line.told.map(one => h('li', {},
    h('strong', {}, one.who ? `${one.who}${one.office ? ` (${one.office})` : ''}` : one.office || 'Nobody'), `, ${moment(one.at)}. ${one.said}`,
    one.mailNotDelivered ? ` The mail has not arrived: ${one.mailNotDelivered}` : '')));
}

const OUTCOMES = {
  SEEN_TO: answer => `saw to it, expects it by ${day(answer.expectedBy)}`,
  PASSED_ON: answer => `passed it on to ${answer.to}`,
  NOT_NEEDED: answer => `says it is not needed and asked ${answer.to} to agree`,
  AGREED: () => 'agreed that it is not needed',
  NOT_AGREED: () => 'did not agree: it is needed'
};

export const answers = list => h('ul', { class: 'govuk-list govuk-list--bullet' }, list.map(answer =>
  h('li', {}, `${answer.by} ${OUTCOMES[answer.outcome](answer)} (${moment(answer.at)})`, answer.words ? `: ${answer.words}` : '')));

/** A level of the ladder is asked: does it happen? */
export default {
  title: 'See that it happens',
  draft: 'answer',

  async load(step) {
    step.id = step.task.businessKey;
    const path = '/api/obligations/' + encodeURIComponent(step.id);
    step.owed = await get(path);
    step.draft = await Draft.load(path + '/answer', step.me);
  },

  who(step) {
    const { line } = step.owed;
    return h('div', { class: 'tl-who' },
      h('p', {}, h('strong', {}, line.what), line.casefile ? ` (${line.casefile})` : ''),
      h('p', {}, `Owed by ${line.owner || 'nobody by name'}. It was due ${moment(line.dueAt)}.`),
      h('p', {}, `The next level is told ${moment(step.task.due)}, whatever is answered here, unless it has happened by then.`));
  },

  async render(step, body) {
    const { line, question, people } = step.owed;
    const draft = step.draft;
    draft.names = { outcome: 'What you did', words: 'In your words', expectedBy: 'Expected by', to: 'Who' };
    const set = name => value => draft.set(name, value);
    const others = [['', 'Choose somebody'], ...people.filter(one => one.username !== step.me.username).map(one => [one.username, `${one.name}${one.team ? `, ${one.team}` : ''}`])];
    const seen = dateInput('expectedBy', 'By when do you expect it?', { value: draft.get('expectedBy'), change: set('expectedBy') });
    const pass = select('to', 'Who is asked instead?', others, { value: draft.get('to') || '', change: set('to') });
    const second = select('second', 'Who is to agree?', others, { value: draft.get('to') || '', change: set('to'), hint: 'It ends only when this person agrees.' });
    fill(body,
      question.proposedBy ? inset(`${question.proposedBy} says that this is not needed: ${question.proposedWhy}`) : null,
      summaryList([['Asked as', question.level ? `level ${question.level} above who owes it` : 'the one who owes it'], ['Rule', line.ruleId],
        ['Case file', line.casefile ? link(line.casefile, '/casefiles/' + encodeURIComponent(line.casefile), { target: step.embedded ? '_blank' : null }) : null]]),
      heading(step.level + 1, 'Who was told', 'm'), told(line),
      step.owed.answers.length ? [heading(step.level + 1, 'What was answered', 'm'), answers(step.owed.answers)] : null,
      step.owed.moves.length ? [heading(step.level + 1, 'How it was moved', 'm'), h('ul', { class: 'govuk-list govuk-list--bullet' },
        step.owed.moves.map(one => h('li', {}, `To ${moment(one.to)} by ${one.by}: ${one.reason}`)))] : null,
      radios('outcome', 'What did you do?', [
        question.proposedBy ? { value: 'AGREED', text: 'I agree: it is not needed', hint: 'It ends, with both names.' } : null,
        question.proposedBy ? { value: 'NOT_AGREED', text: 'I do not agree: it is needed' } : null,
        { value: 'SEEN_TO', text: 'I saw to it', more: seen },
        { value: 'PASSED_ON', text: 'I pass it on', more: pass },
        question.stepWaits || question.proposedBy ? null : { value: 'NOT_NEEDED', text: 'It is not needed', hint: 'A second person must agree.', more: second }
      ].filter(Boolean), { value: draft.get('outcome'), change: set('outcome') }),
      textarea('words', 'In your words', { rows: 4, most: 4000, value: draft.get('words'), change: set('words'), hint: 'What you did, or why. The levels above read it.' }),
      question.stepWaits ? p('A step waits for this. It can be done, or what it belongs to withdrawn; it cannot be called not needed here.') : null,
      step.actions('Record this', {
        checks: () => this.lacks(draft),
        outcome: () => draft.get('outcome'),
        done: () => draft.get('outcome') === 'AGREED' ? 'It has ended: not needed' : 'Your answer is recorded'
      }));
  },

  lacks(draft) {
    const outcome = draft.get('outcome');
    if (!outcome) return [{ text: 'Choose what you did.', target: 'outcome' }];
    const found = [];
    if (outcome === 'SEEN_TO' && !isDay(draft.get('expectedBy'))) found.push({ text: 'Give the day by which you expect it.', target: 'expectedBy' });
    if (outcome === 'PASSED_ON' && !draft.get('to')) found.push({ text: 'Choose who is asked instead.', target: 'to' });
    if (outcome === 'NOT_NEEDED' && !draft.get('to')) found.push({ text: 'Choose who is to agree.', target: 'second' });
    if (outcome !== 'AGREED' && !draft.get('words')?.trim()) found.push({ text: outcome === 'SEEN_TO' ? 'Write what you did.' : 'Write why.', target: 'words' });
    return found;
  }
};
