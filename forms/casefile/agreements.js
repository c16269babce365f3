import { h, fill, heading, p, link, tag } from '../elements.js';
import { get, post } from '../service.js';
import { day, moment } from '../words.js';
import { state, nothingBinding } from '../agreement-step.js';
import { refused } from '../send.js';
import { section, once } from './frame.js';

/** The voluntary agreements about this child: what holds, what has lapsed, what ended; and a way to draft one. */
export function show(root, reference) {
  return section(root, reference, 'agreements', async (about, body) => {
    const lines = await get(about.path + '/agreements');
    const groups = [['Open', lines.filter(line => !line.endedAt)], ['Ended', lines.filter(line => line.endedAt)]].filter(([, found]) => found.length);
    fill(body, heading(2, 'Agreements', 'm'), nothingBinding(),
      groups.length ? groups.map(([name, found]) => [heading(3, name, 's'), h('ul', { class: 'govuk-task-list' }, found.map(item))]) : p('No agreement was made about this child.'),
      about.file.open && about.may('APPEND_INTERVENTION') ? draft(about) : null);
  });
}

function item(line) {
  return h('li', { class: 'govuk-task-list__item govuk-task-list__item--with-link' },
    h('div', { class: 'govuk-task-list__name-and-hint' }, link(`About ${line.about}${line.edition > 1 ? `, version ${line.edition}` : ''}`, '/agreements/' + line.id, { class: 'govuk-link govuk-task-list__link' }),
      h('div', { class: 'govuk-task-list__hint' }, line.endedAt ? `${line.endInWords}, ${moment(line.endedAt)}` : [`${line.stepInWords}, ${line.waitingFor ? 'with ' + line.waitingFor.name : 'with nobody yet'}`,
        line.reviewOn ? ` · review ${line.state === 'LAPSED' ? 'was due' : 'due'} ${day(line.reviewOn)}` : '', line.due ? ` · step due ${moment(line.due)}` : ''])),
    h('div', { class: 'govuk-task-list__status' }, state(line), line.overdue && line.state !== 'LAPSED' ? [' ', tag('Overdue', 'red')] : null));
}

function draft(about) {
  const errors = h('div', {});
  const box = h('div', {});
  return fill(box, errors, once('Draft an agreement', async () => {
    try {
      const made = await post(about.path + '/agreements', {});
      location.assign('/agreements/' + made.id);
    } catch (problem) {
      refused(problem, errors, box);
    }
  }));
}
