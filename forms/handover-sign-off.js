import { h, fill, heading, p, inset, radios, dateInput, textarea, input, list, link, isDay, warning } from './elements.js';
import { maybe, post } from './service.js';
import { count, capital } from './words.js';
import { QUESTIONS, children } from './questions.js';
import { act } from './acts.js';
import { noteText } from './handover-account.js';

export default {
  title: 'Talk about the account and sign off',
  draft: 'sign-off',

  async render(step, body) {
    const { draft, handover } = step;
    const [marked, beside, own] = await Promise.all([
      handover.readingId ? maybe(`/api/readings/${handover.readingId}/notes`) : null,
      maybe(`/api/handovers/${step.id}/beside-the-account`),
      post('/api/readings', { casefile: handover.casefile.reference }).catch(() => null)
    ]);
    this.reading = own;
    const account = act(handover, 'WRITE_ACCOUNT')?.content || {};
    const kids = children(handover);
    draft.names = { talkedOn: 'When you talked', talkedHow: 'How you talked', question: 'Your question', answer: 'The answer', reasons: 'Reasons' };
    const areas = {
      question: textarea('question', 'A question you asked', { rows: 3, value: draft.get('question'), change: value => draft.set('question', value), hint: 'At least one, about the child or about what is not known.' }),
      answer: textarea('answer', 'What was answered', { rows: 4, value: draft.get('answer'), change: value => draft.set('answer', value) }),
      reasons: textarea('reasons', 'What should be talked over or read again, and why?', { rows: 4, value: draft.get('reasons'), change: value => draft.set('reasons', value),
        hint: `${handover.incoming.name} reads this. Needed for the second and the third answer.` })
    };
    draft.refreshed = () => Object.entries(areas).forEach(([id, area]) => { area.querySelector('textarea').value = draft.get(id) || ''; });
    const label = () => {
      body.querySelector('.tl-actions .govuk-button').textContent = ['TALK_AGAIN', 'READ_AGAIN'].includes(draft.get('outcome')) ? 'Give it back with your reasons' : 'Sign';
    };
    fill(body,
      this.own(step, own),
      h('div', { class: 'tl-columns' }, this.account(step, account, kids), this.beside(step, beside, marked?.items || [])),
      heading(step.level + 1, 'The talk', 'm'),
      p(`Sign only after you have talked with ${handover.incoming.name}.`),
      dateInput('talkedOn', 'When did you talk?', { value: draft.get('talkedOn'), change: value => draft.set('talkedOn', value) }),
      input('talkedHow', 'How?', { hint: 'For example: in my office, by video', value: draft.get('talkedHow'), change: value => draft.set('talkedHow', value) }),
      areas.question, areas.answer,
      radios('outcome', 'What do you decide?', [
        { value: 'AGREED', text: 'Agreed, can start', hint: `${handover.incoming.name} becomes the responsible worker at once and may act.` },
        { value: 'TALK_AGAIN', text: 'Talk again', hint: 'The account goes back with your reasons.' },
        { value: 'READ_AGAIN', text: 'Read again', hint: 'The reading goes back with your reasons. What was read stays read.' }
      ], { value: draft.get('outcome'), change: value => { draft.set('outcome', value); label(); } }),
      areas.reasons,
      step.actions('Sign', {
        checks: () => {
          const missing = [];
          if (!isDay(draft.get('talkedOn'))) missing.push({ text: 'Give the day on which you talked.', target: 'talkedOn' });
          if (!draft.get('talkedHow')?.trim()) missing.push({ text: 'Write how you talked.', target: 'talkedHow' });
          if (!draft.get('question')?.trim()) missing.push({ text: 'Write a question you asked.', target: 'question' });
          if (!draft.get('answer')?.trim()) missing.push({ text: 'Write what was answered.', target: 'answer' });
          if (!draft.get('outcome')) missing.push({ text: 'Choose what you decide.', target: 'outcome' });
          if (['TALK_AGAIN', 'READ_AGAIN'].includes(draft.get('outcome')) && !draft.get('reasons')?.trim()) missing.push({ text: 'Write what should be talked over or read again, and why.', target: 'reasons' });
          return missing;
        },
        outcome: () => draft.get('outcome'),
        done: () => draft.get('outcome') === 'AGREED' ? `Signed. ${handover.incoming.name} is now responsible` : 'It has gone back with your reasons'
      }));
    label();
  },

  /** The signer has read every key entry too, or cannot sign. */
  own(step, reading) {
    if (!reading) return inset(p('Your own reading of the key entries cannot be shown. You can sign once you have read every key entry.'));
    if (!reading.keyLeft) return p(`You have read all ${count(reading.keyTotal, 'key entry', 'key entries')} of this family yourself.`);
    return h('div', {}, warning(`You have not read ${reading.keyLeft} of ${count(reading.keyTotal, 'key entry', 'key entries')} yourself. You can sign once you have.`),
      h('p', { class: 'govuk-body' }, link('Read the key entries', `/readings/${reading.id}?keyOnly=true`, { target: step.embedded ? '_blank' : null })));
  },

  account(step, account, kids) {
    const known = new Set(kids.map(kid => kid.id));
    const others = Object.keys(account.q1 || {}).filter(id => !known.has(id)).map(id => ({ id, name: 'A child' }));
    return h('section', {}, heading(step.level + 1, `What ${step.handover.incoming.name} wrote`, 'm'),
      heading(step.level + 2, `1. ${QUESTIONS[0][1]}`, 's'),
      [...kids, ...others].map(kid => h('div', { class: 'govuk-body' }, h('strong', {}, kid.name), h('div', { class: 'tl-text' }, account.q1?.[kid.id] || 'Nothing is written about this child.'))),
      QUESTIONS.slice(1).map(([id, text]) => [heading(step.level + 2, `${id.slice(1)}. ${text}`, 's'), h('div', { class: 'tl-text govuk-body' }, account[id] || 'Nothing is written.')]));
  },

  beside(step, facts, marked) {
    if (!facts) return null;
    const entries = facts.keyEntriesNotMentioned || [];
    const sentences = facts.sentencesAlsoElsewhere || [];
    return h('aside', { class: 'tl-beside', 'aria-label': 'Beside the account' }, heading(step.level + 1, 'Beside the account', 'm'),
      p('Facts, not a judgement. Use them for your questions.'),
      heading(step.level + 2, 'Key entries it does not mention', 's'),
      entries.length ? list(entries.map(entry => `${capital(entry.dateInWords)}: ${entry.typeLabel} (${entry.ref})`)) : p('It mentions every key entry.'),
      heading(step.level + 2, 'Sentences that also stand elsewhere', 's'),
      sentences.length ? h('ul', { class: 'govuk-list govuk-list--bullet' }, sentences.map(item => h('li', {}, `“${item.sentence}”`, h('br'), `also in ${where(item.where)}`))) : p('None.'),
      heading(step.level + 2, 'Of the history', 's'),
      list([`${count(amount(facts.opened), 'entry', 'entries')} opened`, `${count(amount(facts.notOpened), 'entry', 'entries')} not opened`, `${amount(facts.tooBrief)} opened too briefly to have been read`]),
      marked.length ? [heading(step.level + 2, 'Marked while reading', 's'),
        list(marked.flatMap(entry => entry.notes.map(note => `${note.kind === 'UNCLEAR' ? 'Not understood' : 'Will use'}: ${noteText(entry, note)}`)))] : null);
  },

  missing(item, step) {
    const own = /^#(own-reading|source)-/.test(item.href || '');
    return own && this.reading ? { text: item.text, href: `/readings/${this.reading.id}?keyOnly=true`, outside: step.embedded } : null;
  }
};

const amount = value => Array.isArray(value) ? value.length : value || 0;
const where = value => Array.isArray(value) ? value.join(', ') : value;
