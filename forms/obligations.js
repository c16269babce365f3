import { h, fill, heading, p, link, tag, select, checkbox, button } from './elements.js';
import { get, page } from './service.js';
import { moment } from './words.js';
import { wayTo } from './casefile/frame.js';

const LEVELS = [['', 'Any level'], ['0', '0: who owes it'], ['1', '1: supervisor'], ['2', '2: service manager'], ['3', '3: head of service'], ['4', '4: director']];

/** What must happen by when, of everybody in my line: what is late first. */
export async function show(root) {
  document.title = 'Must happen by - Throughline';
  const people = await get('/api/obligations/people');
  const teams = [...new Map(people.filter(one => one.teamId).map(one => [one.teamId, one.team])).entries()];
  const asked = { person: '', team: '', level: '', overdue: false };
  const status = h('p', { class: 'govuk-body', role: 'status' });
  const list = h('div', {});
  const more = h('div', {});
  let shown = 0;
  const add = async (address, fresh) => {
    status.textContent = 'Fetching';
    const found = await page(address);
    if (fresh) {
      shown = 0;
      fill(list, found.items.length ? table() : null);
    }
    list.querySelector('tbody')?.append(...found.items.map(row));
    shown += found.items.length;
    status.textContent = shown ? `${shown} shown, what is due soonest first${found.next ? '; there is more' : ''}` : 'Nothing of this kind is open.';
    fill(more, found.next ? button('Show more', () => add(found.next, false), 'secondary') : null);
  };
  const ask = () => add('/api/obligations?' + new URLSearchParams({ whose: 'line', ...Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== '' && value !== false)) }), true);
  const change = name => value => { asked[name] = value; ask(); };
  fill(root, heading(1, 'Must happen by', 'l', 'title'), p('What you, and those for whom you answer, owe. What is late climbs by itself; each level it was told to is named.'),
    h('div', { class: 'tl-filters' },
      select('person', 'Who owes it', [['', 'Everybody'], ...people.map(one => [one.username, one.name])], { change: change('person') }),
      teams.length ? select('team', 'Team', [['', 'Every team'], ...teams], { change: change('team') }) : null,
      select('level', 'Told so far', LEVELS, { change: change('level') }),
      checkbox('overdue', 'Only what is late', { change: change('overdue') })),
    status, list, more);
  await ask();
}

function table() {
  const head = text => h('th', { scope: 'col', class: 'govuk-table__header' }, text);
  return h('div', { class: 'tl-scroll', tabindex: '0', role: 'region', 'aria-label': 'What must happen, a table' }, h('table', { class: 'govuk-table' },
    h('caption', { class: 'govuk-table__caption govuk-visually-hidden' }, 'What must happen, what is due soonest first'),
    h('thead', { class: 'govuk-table__head' }, h('tr', { class: 'govuk-table__row' }, head('What'), head('Who'), head('By'), head('Where it is'))),
    h('tbody', { class: 'govuk-table__body' })));
}

function row(line) {
  const last = line.told.filter(one => one.who).at(-1);
  const page = line.casefile ? '/casefiles/' + encodeURIComponent(line.casefile) : null;
  const href = wayTo(line, page);
  const cell = (...content) => h('td', { class: 'govuk-table__cell' }, ...content);
  return h('tr', { class: 'govuk-table__row' },
    h('th', { scope: 'row', class: 'govuk-table__header' }, href ? link(line.what, href) : line.what, page ? [h('br', {}), link(line.casefile, page)] : null),
    cell(line.owner || 'Nobody by name', line.team ? [h('br', {}), line.team] : null), cell(moment(line.dueAt)),
    cell(line.overdue ? tag('Overdue', 'red') : tag('Open', 'blue'), line.urgent ? [' ', tag('Urgent', 'orange')] : null,
      last ? [h('br', {}), `Now with ${last.who}${last.office ? ` (${last.office})` : ''}, told ${moment(last.at)}`] : null));
}
