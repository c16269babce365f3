import { h, fill, heading, p, radios, textarea, input, dateInput, checkbox, select } from './elements.js';
import { agreementForm, text, nothingBinding, field, copyOfEach } from './agreement-step.js';

const HOW = [['', 'Choose'], ['IN_PERSON', 'In person'], ['VIDEO', 'By video'], ['PHONE', 'By telephone']];
const CAPACITY = [['', 'Choose'], ['SURE', 'Yes'], ['DOUBTED', 'In doubt'], ['INTOXICATED', 'No: not sober']];

/** To each party, alone where abuse is suspected, with whoever helps them to understand it. */
export default agreementForm({
  title: 'Explain it to each party',
  draft: 'explanation',

  async render(step, body) {
    const { draft, agreement } = step;
    const level = step.level + 1;
    draft.names = { words: 'What has to change' };
    const family = agreement.parties.filter(party => party.kind !== 'AGENCY');
    fill(body, nothingBinding(), p('Print the copy of each party and read it with them. Nobody has to agree, everybody may take advice first and may withdraw later: say so.'),
      copyOfEach(agreement),
      agreement.apart ? p('Abuse is suspected: speak with each alone, hand each only their own copy, and ask how they can keep it safely.') : null,
      family.map(party => told(draft, agreement, party)),
      radios('outcome', 'Is it explained?', [{ value: 'EXPLAINED', text: 'Yes, to everybody named here' }, { value: 'CHANGE', text: 'It goes back to be changed', more: field(draft, textarea, 'words', 'What has to change, and who asked?', { rows: 3 }) }],
        { value: draft.get('outcome'), change: value => draft.set('outcome', value) }),
      text(agreement, level),
      step.actions('Record this', {
        checks: () => draft.get('outcome') ? [] : [{ text: 'Say whether it was explained to everybody, or goes back to be changed.', target: 'outcome' }],
        outcome: () => draft.get('outcome'),
        done: () => draft.get('outcome') === 'EXPLAINED' ? 'It is explained; each may now answer' : 'The agreement goes back to be changed'
      }));
  }
});

function told(draft, agreement, party) {
  const id = 'party-' + party.id;
  const path = name => `parties.${party.id}.${name}`;
  const mine = (make, name, label, options = {}) => make(`${id}-${name}`, label, { strong: false, value: draft.get(path(name)), change: value => draft.set(path(name), value), ...options });
  const written = (agreement.text.parties || []).find(one => one.id === party.id) || {};
  const foreign = written.language && written.language.trim().toLowerCase() !== 'english';
  return h('section', { class: 'tl-row', id: id + '-part' }, heading(3, party.name, 's'),
    dateInput(id, `When was it explained to ${party.name}?`, { strong: false, value: draft.get(path('on')), change: value => draft.set(path('on'), value) }),
    choose(draft, `${id}-how`, path('how'), 'How?', HOW),
    mine(checkbox, 'alone', 'Alone, with nobody of the family there', {}),
    foreign ? mine(input, 'interpreter', `Interpreter who was there (${written.language})`, { width: 20 }) : null,
    written.needs?.length ? mine(input, 'advocate', 'Advocate who was there, if one was', { width: 20 }) : null,
    mine(textarea, 'toldBack', 'What they said it means, in their own words', { rows: 2, hint: written.needs?.length ? 'Must be filled in: ask them to tell it back' : 'Ask them to tell it back' }),
    choose(draft, `${id}-capacity`, path('capacity'), 'Could they decide it then?', CAPACITY));
}

const choose = (draft, id, path, label, choices) => select(id, label, choices, { strong: false, value: draft.get(path), change: value => draft.set(path, value) });
