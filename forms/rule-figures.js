import { h, fill, heading, p, link, tag } from './elements.js';
import { get } from './service.js';

const MODES = {
  OBSERVE: ['Only counted', 'grey'],
  ADVISE: ['Shown', 'blue'],
  ENFORCE: ['Makes a duty', 'green']
};

const COLUMNS = ['Rule', 'What it calls for', 'What it does', 'Spoke', 'Children', 'Duties', 'Met late', 'Open'];

/** How often each row of the meeting tables spoke in the last days (MF3): what enforcing it would ask of people. Counts, and no family. */
export async function show(root) {
  document.title = 'How often each rule spoke - Throughline';
  const figures = await get('/api/rules/figures');
  const silent = figures.filter(row => row.matched === 0).length;
  fill(root, link('Back to the start', '/', { class: 'govuk-back-link' }), heading(1, 'How often each rule spoke', 'l', 'title'),
    p('Counted over the last 90 days, unless rule MF3 says otherwise; an imported history is left out. A row that is only counted shows here what it would ask of people before anybody makes it a duty. Whoever changes a row sets its mode in the table itself, in the Modeler.'),
    p(silent ? `${silent} of ${figures.length} rows did not speak.` : 'Every row spoke.'),
    h('div', { class: 'tl-scroll', tabindex: '0', role: 'region', 'aria-label': 'How often each rule spoke' }, h('table', { class: 'govuk-table' },
      h('thead', { class: 'govuk-table__head' }, h('tr', { class: 'govuk-table__row' }, COLUMNS.map((name, i) => h('th', { class: 'govuk-table__header' + numeric(i), scope: 'col' }, name)))),
      h('tbody', { class: 'govuk-table__body' }, figures.map(line)))));
}

const numeric = column => column > 2 ? ' govuk-table__header--numeric' : '';

function line(row) {
  const [words, colour] = MODES[row.mode];
  return h('tr', { class: 'govuk-table__row' }, h('th', { class: 'govuk-table__header', scope: 'row' }, row.ruleId), h('td', { class: 'govuk-table__cell' }, row.what), h('td', { class: 'govuk-table__cell' }, tag(words, colour)),
    [row.matched, row.families, row.duties, row.metLate, row.open].map(number => h('td', { class: 'govuk-table__cell govuk-table__cell--numeric' }, String(number))));
}
