import { h, fill, heading, p, radios, textarea, dateInput } from './elements.js';
import { agreementForm, text, nothingBinding, field, explained } from './agreement-step.js';

const ANSWERS = [{ value: 'AGREES', text: 'Agrees' }, { value: 'DOES_NOT_AGREE', text: 'Does not agree', hint: 'That is no concern and is not held against them' }, { value: 'ASKS_CHANGE', text: 'Asks for a change' }];

/** What each party answers, in their words. Not agreeing is recorded and is no concern. */
export default agreementForm({
  title: 'Record what each party answers',
  draft: 'answers',

  async render(step, body) {
    const { draft, agreement } = step;
    draft.names = { words: 'What keeps the child safe without it' };
    fill(body, nothingBinding(), p('It comes into force when a parent or carer agrees, and everybody who is to do something. The signed copies are handed in on the page of the agreement.'),
      agreement.parties.map(party => answer(draft, party)),
      h('div', {}, heading(step.level + 1, 'If not everybody agrees', 'm'), p('Leave this empty where everybody who is to do something agrees.'),
        radios('outcome', 'How does it go on?', [{ value: 'CHANGE', text: 'It is changed' }, { value: 'NOT_AGREED', text: 'There is no agreement' }], { value: draft.get('outcome'), change: value => draft.set('outcome', value) }),
        field(draft, textarea, 'words', 'What keeps the child safe without it?', { rows: 3 })),
      text(agreement, step.level + 1),
      step.actions('Record these answers', { outcome: () => draft.get('outcome'), done: () => 'The answers are recorded' }));
  }
});

function answer(draft, party) {
  const id = 'party-' + party.id;
  const path = name => `parties.${party.id}.${name}`;
  return h('section', { class: 'tl-row' }, radios(id, party.signsFor ? `${party.signsFor}, ${party.name}` : party.name, ANSWERS, { value: draft.get(path('answer')), hint: explained(party), change: value => draft.set(path('answer'), value) }),
    textarea(id + '-words', 'What they said', { rows: 2, strong: false, hint: 'In their words, where they do not agree or ask for a change', value: draft.get(path('words')), change: value => draft.set(path('words'), value) }),
    dateInput(id + '-on', 'On which day?', { strong: false, value: draft.get(path('on')), change: value => draft.set(path('on'), value) }));
}
