import { h, fill, details, radios, linkButton, p, list } from './elements.js';
import { day, count, MONTHS } from './words.js';

/**
 * The picture of a family's years: one row for each person or each agency, one mark for each event. Key entries and moves
 * differ by shape, by colour and by the letter in them; the same events stand below as a list that a keyboard reaches.
 */
const D3 = '/webjars/d3/7.9.0/dist/d3.min.js';
const ROW = 30;
/** In a box narrower than this the name of a row stands above its marks, and stays in sight when the picture is scrolled. */
const NARROW = 560;
const NAME = 18;
const MARK = 15;
const SVG = 'http://www.w3.org/2000/svg';

async function drawing() {
  if (globalThis.d3) return globalThis.d3;
  const define = globalThis.define;
  globalThis.define = undefined;
  try {
    await import(D3);
  } finally {
    globalThis.define = define;
  }
  return globalThis.d3;
}

function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A mark round (0, 0). */
function shape(event) {
  const parts = [];
  if (event.withheld) return [svg('circle', { r: 6, class: 'tl-shape tl-shape-withheld' }), letter('?', 'tl-letter tl-letter-dark')];
  if (event.move) parts.push(svg('rect', { x: -8, y: -8, width: 16, height: 16, class: 'tl-shape tl-shape-move' }));
  if (event.key) parts.push(svg('path', { d: 'M0,-9L9,0L0,9L-9,0Z', class: 'tl-shape tl-shape-key' }));
  if (!event.move && !event.key) parts.push(svg('circle', { r: 4.5, class: 'tl-shape tl-shape-plain' }));
  if (event.key || event.move) parts.push(letter(event.key ? 'K' : 'M'));
  return parts;
}

function letter(text, kind = 'tl-letter') {
  return svg('text', { class: kind, y: 3.5 }, text);
}

const LEGEND = [
  [{ key: true }, 'K in a red diamond: key entry'],
  [{ move: true }, 'M in a blue square: move'],
  [{ key: true, move: true }, 'Red diamond in a blue square: both'],
  [{}, 'Grey dot: other entry'],
  [{ withheld: true }, 'Question mark: withheld']
];

const what = event => [event.typeLabel, event.key && 'key entry', event.move && 'move', event.withheld && 'withheld'].filter(Boolean).join(', ');

/** @param choose called with {casefileId, seq} when an event is chosen; null where there is nothing to open */
export async function timeline(data, choose) {
  if (!data.events.length) return { element: p('There are no entries to draw yet.'), mark() {} };
  const d3 = await drawing();
  const box = h('div', { class: 'tl-picture', tabindex: '0', role: 'region', 'aria-label': 'Picture of the family\'s years. It scrolls sideways; the same events stand in the list below.' });
  let by = 'person';
  let years = 'all';
  let current = null;
  let seen = 0;
  const follow = () => box.querySelector('.tl-names-above')?.setAttribute('transform', `translate(${box.scrollLeft},0)`);
  box.addEventListener('scroll', follow);
  const draw = () => {
    fill(box, picture(d3, data, by, years, choose, current, box.clientWidth));
    follow();
    // the newest first: what happened last is what a visit begins with
    if (box.clientWidth && box.clientWidth !== seen) {
      seen = box.clientWidth;
      box.scrollLeft = box.scrollWidth;
    }
  };
  const element = h('div', { class: 'tl-timeline' },
    h('div', { class: 'tl-filters' },
      radios('rows', 'One row for each', [{ value: 'person', text: 'person' }, { value: 'agency', text: 'agency' }],
        { value: by, inline: true, small: true, change: value => { by = value; draw(); } }),
      radios('years', 'Show', [{ value: 'all', text: 'all years' }, { value: 'last', text: 'the last two years' }],
        { value: years, inline: true, small: true, change: value => { years = value; draw(); } })),
    data.all === false ? p('This history is large: the picture shows its key entries and moves.') : null,
    box,
    h('ul', { class: 'tl-legend' }, LEGEND.map(([event, text]) => h('li', {}, svg('svg', { width: 20, height: 20, viewBox: '-10 -10 20 20', 'aria-hidden': 'true' }, ...shape(event)), text))),
    details('The same events as a list', words(data, choose)));
  new ResizeObserver(() => draw()).observe(box);
  return {
    element,
    mark(ref) {
      current = ref;
      box.querySelectorAll('.tl-current').forEach(mark => mark.classList.remove('tl-current'));
      box.querySelectorAll(`[data-ref="${ref.casefileId}/${ref.seq}"]`).forEach(mark => mark.classList.add('tl-current'));
    }
  };
}

function words(data, choose) {
  const byYear = new Map();
  for (const event of data.events) {
    const year = event.date.slice(0, 4);
    byYear.set(year, [...(byYear.get(year) || []), event]);
  }
  const names = new Map(data.persons.map(person => [person.personId || person.id, person.name]));
  return h('div', {}, data.persons.length ? h('div', {}, h('p', { class: 'govuk-body' }, 'People: ' ), list(data.persons.map(person => `${person.name}: ${person.whyInWords || person.why || 'of this family'}`))) : null,
    [...byYear].map(([year, events]) => h('div', { class: 'tl-year' }, h('h4', { class: 'govuk-heading-s' }, `${year}: ${count(events.length, 'entry', 'entries')}`),
      h('ul', { class: 'govuk-list' }, events.map(event => {
        const text = `${event.dateInWords || day(event.date)}: ${what(event)}${event.persons?.length ? ' (' + event.persons.map(id => names.get(id)).filter(Boolean).join(', ') + ')' : ''}`;
        return h('li', {}, choose ? linkButton(text, () => choose({ casefileId: event.casefileId, seq: event.seq })) : text);
      })))));
}

function picture(d3, data, by, years, choose, current, available) {
  const last = new Date(data.to || data.events.at(-1).date);
  const wholeFrom = new Date(data.from || data.events[0].date);
  const twoYears = new Date(Date.UTC(last.getUTCFullYear() - 2, last.getUTCMonth(), last.getUTCDate()));
  const from = years === 'last' && twoYears > wholeFrom ? twoYears : wholeFrom;
  const events = data.events.filter(event => new Date(event.date) >= from);
  const rows = by === 'person'
    ? data.persons.map(person => ({ id: person.personId || person.id, name: person.name, has: event => event.persons?.includes(person.personId || person.id) }))
    : data.agencies.map(agency => ({ id: agency.code, name: agency.name, has: event => event.agency === agency.code }));
  if (events.some(event => event.withheld)) rows.push({ id: 'withheld', name: 'Withheld', has: event => event.withheld });
  const width = Math.max(620, available - 18);
  const narrow = available > 0 && available < NARROW;
  const left = narrow ? 0 : Math.min(190, 24 + 7 * Math.max(...rows.map(row => row.name.length)));
  const scale = d3.scaleUtc([d3.utcDay.offset(from, -20), d3.utcDay.offset(last, 20)], [left + 10, width - 14]);
  let y = 6;
  const drawn = [];
  for (const row of rows) {
    const placed = [];
    for (const event of events.filter(row.has)) {
      const x = scale(new Date(event.date));
      let level = 0;
      while (placed.some(other => other.level === level && Math.abs(other.x - x) < MARK)) level++;
      placed.push({ event, x, level });
    }
    const levels = Math.max(1, ...placed.map(mark => mark.level + 1));
    const height = Math.max(ROW, levels * MARK + 12) + (narrow ? NAME : 0);
    drawn.push({ row, placed, y, height });
    y += height;
  }
  const root = svg('svg', { width, height: y + 26, viewBox: `0 0 ${width} ${y + 26}`, role: 'img',
    'aria-label': `${count(events.length, 'event')} from ${day(from.toISOString())} to ${day(last.toISOString())}, by ${by}` });
  const axis = svg('g', { transform: `translate(0,${y})` });
  d3.select(axis).call(d3.axisBottom(scale).ticks(Math.max(3, Math.floor((width - left) / 80))).tickSize(-y).tickFormat(date =>
    date.getUTCMonth() === 0 && date.getUTCDate() === 1 ? String(date.getUTCFullYear()) : MONTHS[date.getUTCMonth()] + (from === wholeFrom && years === 'all' ? ' ' + date.getUTCFullYear() : '')));
  axis.querySelectorAll('line').forEach(line => line.setAttribute('class', 'tl-row-line'));
  axis.querySelector('.domain')?.remove();
  root.append(axis);
  const names = svg('g', narrow ? { class: 'tl-names-above' } : {});
  for (const { row, placed, y: top, height } of drawn) {
    root.append(svg('line', { x1: 0, x2: width, y1: top + height, y2: top + height, class: 'tl-row-line' }));
    const name = svg('text', { x: 2, y: narrow ? top + 15 : top + height / 2 + 4 }, row.name.length > 26 ? row.name.slice(0, 25) + '…' : row.name);
    name.append(svg('title', {}, row.name));
    names.append(name);
    for (const { event, x, level } of placed) {
      const mark = svg('g', { class: 'tl-mark', transform: `translate(${x},${top + (narrow ? NAME + 11 : 13) + level * MARK})`, 'data-ref': `${event.casefileId}/${event.seq}` }, ...shape(event),
        svg('title', {}, `${event.dateInWords || day(event.date)}: ${what(event)}`));
      if (current && current.casefileId === event.casefileId && current.seq === event.seq) mark.classList.add('tl-current');
      if (choose) mark.addEventListener('click', () => choose({ casefileId: event.casefileId, seq: event.seq }));
      root.append(mark);
    }
  }
  root.append(names);
  return root;
}
