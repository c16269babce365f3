import { h, input, dateInput, details } from '../elements.js';
import { given } from './trying.js';

/** The fields that say who somebody is. */

export const nobody = child => ({ child, name: '', given: '', born: '', expected: '', scheme: '', number: '', former: '', alias: '' });

/** @param id begins the ids of the fields */
export function personFields(id, one, options = {}) {
  const set = name => value => { one[name] = value; };
  return [
    input(id + '-name', 'Name', { hint: options.unborn ? 'Of a child who is not born yet: Unborn and the family name.' : null, value: one.name, change: set('name') }),
    dateInput(id + '-born', 'Date of birth', { hint: 'Leave it empty where it is not known, or the child is not born.', value: one.born, change: set('born') }),
    one.child ? dateInput(id + '-expected', 'Expected date, where the child is not born', { value: one.expected, change: set('expected') }) : null,
    details('Other names and numbers', input(id + '-given', 'Called', { hint: 'The name they are called by. Empty means the first of the names.', value: one.given, change: set('given') }),
      input(id + '-former', 'Former name', { value: one.former, change: set('former') }), input(id + '-alias', 'Also known as', { value: one.alias, change: set('alias') }),
      h('div', {}, input(id + '-scheme', 'Kind of number', { hint: 'For example NHS', width: 10, value: one.scheme, change: set('scheme') }), input(id + '-number', 'Number', { width: 20, value: one.number, change: set('number') })))
  ];
}

/** As the server takes it. */
export function personSent(one) {
  const numbered = given(one.scheme) || given(one.number);
  return { child: one.child, name: given(one.name), given: given(one.given), born: given(one.born), expected: one.child ? given(one.expected) : null,
    identifiers: numbered ? [{ scheme: given(one.scheme), value: given(one.number) }] : [], formerNames: given(one.former) ? [one.former.trim()] : [], aliases: given(one.alias) ? [one.alias.trim()] : [] };
}

/** Where the server's names of these fields stand on the page. */
export const personTargets = (field, id) => ({ [field]: id + '-name', [field + '.name']: id + '-name', [field + '.born']: id + '-born', [field + '.expected']: id + '-expected', [field + '.identifiers[0]']: id + '-scheme' });
