import { h, fill, heading, p, inset, warning, details, summaryList, list, showErrors } from './elements.js';
import { get, post } from './service.js';
import { moment, count } from './words.js';
import { once } from './casefile/frame.js';

/** The signed roots over the record: the last one, its copies, and what the last verification found. Numbers alone, nothing about a family. */
export async function show(root, said, found) {
  document.title = 'Roots - Throughline';
  const { standing, roots } = await get('/api/roots');
  const errors = h('div', {});
  const done = h('div', { role: 'status', tabindex: '-1' }, said ? inset(said) : null);
  fill(root, heading(1, 'Roots', 'l', 'title'), errors, done, found ? verdict(found) : null,
    p('Once a day the end of every history is signed with a key that is not in the database, and the root is copied out by file and by mail. Whoever changes or cuts what is under a root is found by it.'),
    standing.signs ? null : warning('No key is set, so nothing is signed. Set throughline.roots.keys.'),
    heading(2, 'The last root', 'm'), standing.no ? last(standing) : p('None has been signed yet.'),
    standing.newer ? p(`${count(standing.newer, 'entry', 'entries')} ${standing.newer === 1 ? 'is' : 'are'} newer: for them only the chain itself speaks. Whoever can change the database could write them anew until the next root is signed.`)
      : p('Nothing has been filed since.'),
    standing.signs && standing.newer ? act('Sign a root now', errors, async () => {
      const { no } = await post('/api/roots', {});
      await show(root, `Root ${no} is signed, and goes out by file and by mail.`);
    }) : null,
    heading(2, 'The last verification', 'm'), standing.checked ? checked(standing.checked) : p('Nobody has had the record verified yet.'),
    p('Verifying reads every entry: minutes for a large record.'),
    act('Verify the whole record', errors, async () => {
      const answer = await post('/api/roots/verification', {});
      await show(root, answer.intact ? 'Everything stands as it was filed.' : 'The record is not as it was filed.', answer);
    }),
    roots.length ? [heading(2, 'To compare with a mail', 'm'), details('The last roots as they were mailed', list(roots.map(line => h('code', { class: 'tl-hash' }, line))))] : null);
  if (said) done.focus();
}

function last(standing) {
  return summaryList([
    ['Root', `${standing.no}, signed on ${moment(standing.madeAt)} with the key "${standing.key}"`],
    ['Over', `${count(standing.entries, 'entry', 'entries')} in ${count(standing.chains, 'history', 'histories')}`],
    ['Copy in the file', standing.fileFault || 'As it should be'],
    ['Copy by mail', standing.mailedAt ? `The newest that has gone out is of ${moment(standing.mailedAt)}` : 'None has gone out yet']]);
}

function checked(result) {
  return p(`${result.by} had it verified on ${moment(result.at)}: ${result.intact ? 'everything stood as it was filed' : `${count(result.faults, 'fault')} found`}, ${count(result.entries, 'entry', 'entries')} read, ${result.notYetUnder} of them newer than root ${result.lastRoot}.`);
}

function verdict(found) {
  return found.intact ? null : [warning('Touch nothing. Call whoever answers for the data, and go back to the last backup that verifies.'),
    list(found.faults.map(fault => (fault.casefile ? `File ${fault.casefile}: ` : '') + fault.why))];
}

function act(words, errors, send) {
  return once(words, async () => {
    try {
      await send();
    } catch (problem) {
      showErrors(errors, problem.message, [], errors);
    }
  }, 'secondary');
}
