import { h, fill, heading, p, button, tag } from '../elements.js';
import { get } from '../service.js';
import { moment, time, capital } from '../words.js';
import { section } from './frame.js';

/** One visit: what the same person did for the same reason within so many minutes stands in one row. */
const ONE_VISIT = 20 * 60000;
const ROWS = 15;

/** Who looked at this file, at what and why, the newest first. */
export function show(root, reference) {
  return section(root, reference, 'access-log', async (about, body) => {
    const rows = h('tbody', { class: 'govuk-table__body' });
    const more = h('div', {});
    const visits = [];
    const page = async before => {
      const enough = visits.length + ROWS;
      let next = before;
      do {
        const found = await get(`${about.path}/access-log${next ? '?before=' + encodeURIComponent(next) : ''}`);
        found.looks.forEach(look => add(visits, look));
        next = found.next;
      } while (next && visits.length < enough);
      fill(rows, visits.map(line));
      fill(more, next ? button('Show earlier looks', () => page(next), 'secondary') : null);
    };
    await page();
    fill(body, heading(2, 'Who looked', 'm'), p('Every look at this file stands here, refused ones too. Nobody can take a line out.'),
      h('div', { class: 'tl-scroll', tabindex: '0', role: 'region', 'aria-label': 'Who looked' }, h('table', { class: 'govuk-table' },
        h('thead', { class: 'govuk-table__head' }, h('tr', { class: 'govuk-table__row' }, ['When', 'Who', 'What', 'Why'].map(name => h('th', { class: 'govuk-table__header', scope: 'col' }, name)))), rows)), more);
  });
}

function add(visits, look) {
  const last = visits.at(-1);
  const same = last && last.username === look.username && last.why === look.why && last.allowed === look.allowed && Date.parse(last.from) - Date.parse(look.at) < ONE_VISIT;
  const visit = same ? last : { ...look, from: look.at, to: look.at, did: [] };
  visit.from = look.at;
  if (!visit.did.includes(capital(look.what))) visit.did.unshift(capital(look.what));
  if (!same) visits.push(visit);
}

function line(visit) {
  const cell = (...content) => h('td', { class: 'govuk-table__cell' }, ...content);
  const when = time(visit.from) === time(visit.to) ? moment(visit.to) : `${moment(visit.from)} to ${time(visit.to)}`;
  return h('tr', { class: 'govuk-table__row' }, cell(when), cell(`${visit.name}${visit.agency ? `, ${visit.agency}` : ''}`),
    cell(visit.allowed ? null : [tag('Refused', 'red'), ' '], visit.did.join('. ')), cell(visit.why || 'No reason was asked'));
}
