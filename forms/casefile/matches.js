import { h, fill, heading, p, tag, radios, textarea, showErrors, clearFields, details } from '../elements.js';
import { get, post } from '../service.js';
import { day, moment, capital } from '../words.js';
import { section, once } from './frame.js';

const OUTCOMES = [{ value: 'SAME', text: 'The same person', hint: 'Their histories are one from now on.' }, { value: 'NOT_SAME', text: 'Not the same person' }, { value: 'CANNOT_TELL', text: 'I cannot tell', hint: 'Write what you looked at, and whom you will ask.' }];
const IN_WORDS = { SAME: 'the same person', NOT_SAME: 'not the same person', CANNOT_TELL: 'cannot be told' };

/** Records that may be about one person: somebody with a name decides, and may decide again. */
export function show(root, reference) {
  return section(root, reference, 'matches', async (about, body) => {
    const matches = await get(about.path + '/matches');
    const open = matches.filter(match => !match.outcome);
    const decided = matches.filter(match => match.outcome);
    const again = () => show(root, reference);
    fill(body, heading(2, 'Likely matches', 'm'),
      open.length ? p('These records may be about one person. Undecided, a history may be missing from this family, or a stranger\'s may stand in it.') : p('No likely match is undecided.'),
      open.map(match => pair(match, again, false)),
      decided.length ? [heading(2, 'Decided', 'm'), decided.map(match => details(`${match.a.name} and ${match.b.name}: ${IN_WORDS[match.outcome]}`, pair(match, again, true)))] : null);
  });
}

function pair(match, again, decided) {
  const sent = { outcome: '', reason: '' };
  const errors = h('div', {});
  const id = 'match-' + match.id;
  const box = h('section', { class: 'tl-match', 'aria-label': `${match.a.name} and ${match.b.name}` });
  const decide = async () => {
    clearFields(box);
    const missing = [sent.outcome ? null : { text: 'Say whether they are the same person.', target: id }, sent.reason.trim() ? null : { text: 'Write why.', target: id + '-reason' }].filter(Boolean);
    if (missing.length) return showErrors(errors, 'Something is still missing', missing, box);
    try {
      await post(`/api/matches/${match.id}/decision`, sent);
      await again();
    } catch (problem) {
      showErrors(errors, problem.message, problem.faults.map(fault => ({ text: fault.reason, target: fault.field === 'outcome' ? id : id + '-reason' })), box);
    }
  };
  return fill(box, errors, heading(3, `${person(match.a)} and ${person(match.b)}`, 's'), p(`${capital(match.basisInWords)}, noticed ${moment(match.proposedAt)}.`),
    decided ? h('p', { class: 'govuk-body' }, tag(capital(IN_WORDS[match.outcome]), 'green'), ` ${match.decidedBy ? match.decidedBy.name : 'By rule'}, ${moment(match.decidedAt)}: ${match.reason}`) : null,
    radios(id, decided ? 'Decide again' : 'Are they the same person?', OUTCOMES, { small: true, change: value => { sent.outcome = value; } }),
    textarea(id + '-reason', 'Why?', { rows: 2, change: value => { sent.reason = value; } }), once('Keep this decision', decide, 'secondary'));
}

const person = one => [one.name, one.born ? `born ${day(one.born)}` : one.expected ? `expected ${day(one.expected)}` : 'birth date not known'].join(', ');
