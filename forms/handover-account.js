import { h, fill, heading, p, textarea, link, list } from './elements.js';
import { maybe } from './service.js';
import { capital } from './words.js';
import { QUESTIONS, children } from './questions.js';
import { givenBack } from './acts.js';

export default {
  title: 'Write your account',
  draft: 'account',

  async render(step, body) {
    const { draft, handover } = step;
    const marked = handover.readingId ? await maybe(`/api/readings/${handover.readingId}/notes`) : null;
    const kids = children(handover);
    const fields = new Map();
    draft.names = Object.fromEntries(QUESTIONS.map(([id, text]) => [id, text]));
    kids.forEach(kid => { draft.names[`q1.${kid.id}`] = `A day and a night: ${kid.name}`; });
    const area = (path, label, hint, rows) => {
      const element = textarea(path.replaceAll('.', '-'), label, { hint, rows, value: draft.get(path), change: value => draft.set(path, value) });
      fields.set(path, element);
      return element;
    };
    draft.refreshed = () => fields.forEach((element, path) => { element.querySelector('textarea').value = draft.get(path) || ''; });
    const [first, ...others] = QUESTIONS;
    fill(body, givenBack(handover, step.level + 1),
      p(`Seven questions, in your own words. ${handover.supervisor.name} reads this, talks it over with you and asks you about it. It is saved as you type.`),
      h('div', { class: 'tl-columns' },
        h('div', {},
          heading(step.level + 1, `1. ${first[1]}`, 'm'), h('p', { class: 'govuk-hint' }, first[2]),
          kids.map(kid => area(`q1.${kid.id}`, kid.name + (kid.age ? `, ${kid.age}` : ''), null, 6)),
          others.map(([id, text, hint], index) => area(id, `${index + 2}. ${text}`, hint, 6))),
        this.beside(step, marked?.items || [])),
      step.actions('Give this account to ' + handover.supervisor.name, {
        checks: () => [
          ...kids.filter(kid => !draft.get(`q1.${kid.id}`)?.trim()).map(kid => ({ text: `Question 1: write about ${kid.name}'s day and night.`, target: `q1-${kid.id}` })),
          ...others.filter(([id]) => !draft.get(id)?.trim()).map(([id, text]) => ({ text: `Question ${id.slice(1)} is not answered: ${text}`, target: id }))
        ],
        done: () => 'Your account is with ' + handover.supervisor.name
      }));
  },

  beside(step, marked) {
    const some = kind => marked.flatMap(entry => entry.notes.filter(note => note.kind === kind).map(note => noteText(entry, note)));
    const reading = step.handover.readingId ? h('p', { class: 'govuk-body' }, link('Open the history', `/readings/${step.handover.readingId}`, { target: '_blank' })) : null;
    const part = (title, items) => items.length ? [heading(step.level + 2, title, 's'), list(items)] : null;
    return h('aside', { class: 'tl-beside', 'aria-label': 'What you marked while reading' },
      heading(step.level + 1, 'What you marked while reading', 'm'),
      part('You will use this', some('USE')), part('You did not understand this', some('UNCLEAR')),
      marked.length ? null : p('You marked nothing. You can still do so in the history.'), reading);
  }
};

/** One marked entry in a line. */
export function noteText(entry, note) {
  return [`${capital(entry.dateInWords)}, ${entry.typeLabel}: ${entry.summary || ''}`, note.text && `Note: ${note.text}`].filter(Boolean).join(' ');
}
