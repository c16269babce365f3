import { h, fill, heading, p } from '../elements.js';
import { get, post } from '../service.js';
import { moment } from '../words.js';
import { section } from './frame.js';
import { receipt } from '../receipt.js';

/** What workers on duty left about this family; the responsible worker marks each as read. */
export function show(root, reference) {
  return section(root, reference, 'duty/notes', async (about, body) => {
    const notes = await get(about.path + '/duty/notes');
    fill(body, heading(2, 'Hand-back notes', 'm'), notes.length ? notes.map(note => one(about, note)) : p('Nobody has acted on duty with this family and left a note.'));
  });
}

function one(about, note) {
  const what = `${note.by}, ${moment(note.writtenAt)}`;
  return h('article', { class: 'tl-line' }, heading(3, what, 's'), h('p', { class: 'govuk-body tl-text' }, note.text),
    note.mayAcknowledgeAt ? receipt({ what, at: note.mayAcknowledgeAt, read: !!note.readAt, act: () => post(`${about.path}/duty/${note.authorityId}/note/receipt`, {}) }) : p('You wrote it.'));
}
