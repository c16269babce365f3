import { h, fill, heading, radios, textarea, inset, link, list } from './elements.js';
import { agreementForm, text, nothingBinding, field } from './agreement-step.js';
import { missingText } from './meeting-step.js';
import { get } from './service.js';
import { moment } from './words.js';

/** The manager decides what follows where an agreement was not kept (A16); nothing is decided by the machine. */
export default agreementForm({
  title: 'Decide what follows from the breach',
  draft: 'breach',

  async render(step, body) {
    const { draft, agreement } = step;
    const level = step.level + 1;
    const choose = id => value => draft.set(id, value);
    draft.names = { words: 'Your decision', safe: 'What keeps the child safe', strategyWhy: 'Strategy discussion' };
    const told = list(await Promise.all((agreement.breaches || []).filter(one => !one.decidedAt).map(one => notKept(agreement.casefile.reference, one))), 'spaced');
    fill(body, nothingBinding(), heading(level, 'What was not kept', 'm'),
      told,
      text(agreement, level), heading(level, 'Your decision', 'm'),
      radios('outcome', 'Does the agreement go on?', [{ value: 'GOES_ON', text: 'It goes on as it is' }, { value: 'CHANGE', text: 'It is changed', hint: 'A new version is begun, approved and agreed anew' }, { value: 'END', text: 'It ends' }], { value: draft.get('outcome'), change: choose('outcome') }),
      field(draft, textarea, 'words', 'What do you decide for the child, and why?', { rows: 4 }), field(draft, textarea, 'safe', 'What keeps the child safe from today?', { rows: 3 }),
      agreement.form.strategy ? [inset('The rules ask you to consider a strategy discussion: a baby, a child on a plan, or violence (rule A16). You decide.'),
        radios('strategy', 'Is a strategy discussion needed?', [{ value: 'YES', text: 'Yes' }, { value: 'NO', text: 'No' }], { value: draft.get('strategy'), inline: true, change: choose('strategy') }), field(draft, textarea, 'strategyWhy', 'Why, or why not?', { rows: 3 })] : null,
      step.actions('Record this decision', {
        checks: () => [...(draft.get('outcome') ? [] : [{ text: 'Choose whether the agreement goes on, is changed, or ends.', target: 'outcome' }]),
          ...missingText(draft, 'words', 'Write what you decide for the child, and why.'), ...missingText(draft, 'safe', 'Write what keeps the child safe from today.'),
          ...(agreement.form.strategy ? [...missingText(draft, 'strategy', 'Say whether a strategy discussion is needed.'), ...missingText(draft, 'strategyWhy', 'Write why a strategy discussion is needed, or why not.')] : [])],
        outcome: () => draft.get('outcome'),
        done: () => 'Your decision is recorded'
      }));
  }
});

/** What happened, as it is recorded, and from whom it is known; where it is withheld the entry says by whom. */
async function notKept(reference, { entry, by, at }) {
  const place = `casefiles/${encodeURIComponent(reference)}/entries/${entry.casefileId}/${entry.seq}`;
  const { entry: written } = await get('/api/' + place).catch(() => ({ entry: null }));
  return [written?.summary ? h('div', { class: 'tl-text' }, `${written.dateInWords}: ${written.summary}`) : null,
    written?.sourcePerson ? `From ${written.sourcePerson}: ${written.provenanceInWords}, ${written.verificationInWords}. ` : null, link('See the entry', '/' + place, { target: '_blank' }), `, recorded by ${by.name}, ${moment(at)}`];
}
