import { h, fill, heading, p, button, link } from './elements.js';
import { get } from './service.js';
import { moment } from './words.js';

/** A letter to one of the family, to print and to give by hand: it bears no address and no name but theirs and that of whom to ring. */
export async function show(root, meeting, place) {
  const letter = await get(`/api/meetings/${encodeURIComponent(meeting)}/letters/${encodeURIComponent(place)}`);
  document.title = 'A letter - Throughline';
  fill(root, link('Back to the meeting', '/meetings/' + encodeURIComponent(meeting), { class: 'govuk-back-link tl-no-print' }),
    h('div', { class: 'tl-no-print' }, p('This letter is for one person alone. Give it by hand, where nobody else reads it. Then say on the page of the meeting when and how.'),
      letter.phone ? null : p('No telephone number of your team or agency is entered, so the letter leaves a line for it. Write it there by hand before you give the letter. An administrator enters it in the organisation\'s table, column team_phone or agency_phone.'), button('Print this letter', () => print(), 'secondary')),
    h('article', { class: 'tl-letter' }, heading(1, `Dear ${letter.to}`, 'l', 'title'), ...words(letter), p('Yours sincerely'), p(`${letter.convenor}, ${letter.agency}${letter.phone ? ', ' + letter.phone : ''}`)));
}

/** Somebody with a letter and nothing else must be able to ring: where no number is entered there is a line for one. */
const whom = letter => `${letter.convenor} on ${letter.phone || '______________________'}`;

function words(letter) {
  const when = [moment(letter.startsAt), `about ${letter.minutes} minutes`].join(', ');
  if (letter.calledOff) return [p('A meeting to which you were asked is not held. You do not have to come.'), p(`It was to be: ${when}.`), p(`If you have a question, ring ${whom(letter)}.`)];
  return [p(letter.changed ? 'A meeting to which you were asked has a new time or place.' : 'You are asked to a meeting about your family. People who work with you come together to agree what helps.'),
    p(`When: ${when}.`), letter.room ? p(`Where: ${letter.room}.`) : null, letter.link ? p(`By link: ${letter.link}`) : null,
    p('You can bring somebody who speaks for you or supports you. If you need an interpreter, or help to get there, say so.'),
    p('What you think counts. If you cannot come, or would rather not meet somebody there, you can say or write what you want the meeting to know.'),
    p(`For all of this ring ${whom(letter)}.`)].filter(Boolean);
}
