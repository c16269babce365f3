import { h, fill, heading, p, link, tag, list } from '../elements.js';
import { get } from '../service.js';
import { day } from '../words.js';
import { section } from './frame.js';

const TIES = { PARENT: 'parent', STEP_PARENT: 'step-parent', CARER: 'carer', SIBLING: 'brother or sister', HALF_SIBLING: 'half-brother or half-sister', PARTNER: 'partner', GRANDPARENT: 'grandparent', OTHER_RELATIVE: 'relative', OTHER: 'otherwise linked' };
const span = one => one.until ? `from ${day(one.since)} to ${day(one.until)}` : `since ${day(one.since)}`;

/** Who belongs to this family and why they are here, how they stand to each other, where they live. */
export function show(root, reference) {
  return section(root, reference, 'people', async (about, body) => {
    const found = await get(about.path + '/people');
    const keep = (text, address) => about.may('KEEP_PEOPLE') ? h('p', { class: 'govuk-body' }, link(text, `${about.page}/${address}`)) : null;
    const cell = (...content) => h('td', { class: 'govuk-table__cell' }, ...content);
    fill(body, heading(2, 'Who belongs to this family', 'm'), about.may('KEEP_PEOPLE') ? h('p', { class: 'govuk-body' }, link('Add a person', about.page + '/people/new')) : null, found.people.length ? h('div', { class: 'tl-scroll', tabindex: '0', role: 'region', 'aria-label': 'Who belongs to this family' }, h('table', { class: 'govuk-table' },
      h('thead', { class: 'govuk-table__head' }, h('tr', { class: 'govuk-table__row' }, ['Name', 'Born', 'Why they are here', 'Also known as'].map(name => h('th', { class: 'govuk-table__header', scope: 'col' }, name)))),
      h('tbody', { class: 'govuk-table__body' }, found.people.map(one => h('tr', { class: 'govuk-table__row' }, h('th', { class: 'govuk-table__header', scope: 'row' }, about.may('KEEP_PEOPLE') ? link(one.name, `${about.page}/people/${one.id}`) : one.name),
        cell([one.born ? day(one.born) : one.expected ? `expected ${day(one.expected)}` : 'Not known', one.died && `died ${day(one.died)}`].filter(Boolean).join(', ')), cell(`${one.why[0].toUpperCase()}${one.why.slice(1)}${one.until ? `, until ${day(one.until)}` : ''}`), cell(one.otherNames.join(', '))))))) : p('Nobody is named yet.'),
    heading(2, 'How they stand to each other', 'm'), keep('Change how they stand to each other', 'relationships'), found.relationships.length ? list(found.relationships.map(one => `${one.fromName} is ${TIES[one.type]}${one.until ? ' (ended)' : ''} of ${one.toName}, ${span(one)}`)) : p('No relationship is recorded yet.'),
    heading(2, 'Where they live', 'm'), keep('Change where they live', 'households'), found.households.length ? found.households.map(household => h('section', { class: 'tl-source' }, heading(3, household.address || 'A protected address', 's'),
      household.protectedAddress ? h('p', { class: 'govuk-body' }, tag('Protected', 'red'), household.address ? ' Tell it to nobody, and write it nowhere else.' : ' It is not shown to you. Ask the responsible worker, and say why.') : null,
      list(household.stays.map(one => `${one.name}, ${span(one)}`)))) : p('No household is recorded yet.'));
  });
}
