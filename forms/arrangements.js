import { h, heading, link, list, p, tag } from './elements.js';
import { day } from './words.js';

/** What is agreed with a family now, in words. A lapsed agreement is said to be lapsed wherever it stands; one that was not kept waits for a decision. */

/** One agreement in a sentence. */
export const arrangementWords = one => [
  `Voluntary agreement about ${one.about}`,
  one.lapsed ? `: lapsed, it no longer holds${one.reviewOn ? `; its review was due ${day(one.reviewOn)}` : ''}` : `: ${one.stateInWords}${one.reviewOn ? `, review due ${day(one.reviewOn)}` : ''}`,
  one.notKept ? '. It was not kept, and nobody has decided yet what follows' : ''
].join('');

/** All of them, each a link to its own page; null where there is none. */
export function arrangements(of, options = {}) {
  return of?.length ? list(of.map(one => [one.lapsed ? [tag('Lapsed', 'red'), ' '] : null, link(arrangementWords(one), '/agreements/' + one.id, options)]), 'spaced') : null;
}

/** For the form of a meeting that may take them into its plan; null where there is none. */
export function agreedWithFamily(meeting, step) {
  const lines = arrangements(meeting.form?.agreements, { target: step.embedded ? '_blank' : null });
  return lines && h('section', {}, heading(step.level + 1, 'What is agreed with the family', 'm'), lines,
    p('An agreement is voluntary and keeps nobody safe by itself. Say in the plan what is to hold from now on.'));
}
