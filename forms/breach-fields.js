import { textarea, input, dateInput, select } from './elements.js';
import { PROVENANCE, VERIFICATION } from './casefile/entry-fields.js';

/** What was not kept, when, from whom, how it is known. get and set work on whatever is being written. */
export function breachFields(get, set) {
  const field = (make, id, label, options = {}) => make(id, label, { value: get(id), change: value => set(id, value), ...options });
  return [field(textarea, 'what', 'Which part was not kept, and what happened?', { rows: 3, hint: 'Up to 400 characters; the rest belongs into an entry of its own' }),
    field(dateInput, 'on', 'On which day?'), field(input, 'from', 'From whom do you know it?', { width: 20 }),
    select('provenance', 'How is it known?', PROVENANCE, { value: get('provenance'), change: value => set('provenance', value) }),
    select('verification', 'Was it checked?', VERIFICATION, { value: get('verification'), change: value => set('verification', value) }),
    field(textarea, 'forTheChild', 'What does it mean for the child?', { rows: 3 })];
}
