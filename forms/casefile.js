import { h, fill, heading, p, link, list, summaryList, tag, details, textarea, button, showErrors, inset } from './elements.js';
import { get, post, maybe } from './service.js';
import { day, moment, count, capital, and } from './words.js';
import { timeline } from './timeline.js';

/** A case file: what to know first, who belongs to it, who may act, what must happen, its history. */
export async function show(root, reference) {
  const path = '/api/casefiles/' + encodeURIComponent(reference);
  const file = await get(path);
  document.title = `${file.reference} - Throughline`;
  const may = new Set(file.may);
  const sees = may.has('SEE_HISTORY');
  const [glance, years, obligations] = await Promise.all([
    sees ? maybe(path + '/glance') : null, sees ? maybe(path + '/timeline') : null,
    may.has('SEE_OBLIGATIONS') ? maybe('/api/obligations?casefile=' + encodeURIComponent(reference)) : null
  ]);
  const page = '/casefiles/' + encodeURIComponent(reference);
  const duties = (obligations || []).filter(line => !line.endedAt);
  fill(root, heading(1, `${file.title} (${file.reference})`, 'l', 'title'),
    h('p', { class: 'govuk-body' }, [
      may.has('APPEND_INFORMATION') ? link('Record an entry', `${page}/entries/new`) : null,
      may.has('REQUEST_HANDOVER') ? link('Ask for a handover', '/handovers/new?casefile=' + encodeURIComponent(reference)) : null,
      may.has('URGENT_ACCESS') ? link('Urgent access', `${page}/urgent-access`) : null
    ].filter(Boolean).flatMap((one, index) => index ? [' · ', one] : [one])),
    summaryList([
      ['Child', file.person && [file.person.name, file.person.born ? `born ${day(file.person.born)}` : file.person.expected ? `expected ${day(file.person.expected)}` : ''].filter(Boolean).join(', ')],
      ['Responsible now', and(file.allocation.filter(one => !one.until).map(one => `${one.worker.name} since ${moment(one.since)}`)) || 'Nobody'],
      ['Who may act', file.mayAct.length ? list(file.mayAct.map(one => `${one.worker.name}: ${({ RESPONSIBLE: 'responsible worker', URGENT: 'urgent access' })[one.kind] || one.kind.toLowerCase()}${one.until ? `, until ${moment(one.until)}` : ''}`)) : 'Nobody may act on this file yet'],
      ['Still open', [file.undecidedMatches && count(file.undecidedMatches, 'likely match', 'likely matches') + ' to decide', file.sourcesNotSeen && count(file.sourcesNotSeen, 'record') + ' known and not seen'].filter(Boolean).join('; ')]
    ]),
    duties.length ? [heading(2, 'Must happen by', 'm'), h('ul', { class: 'govuk-list' }, duties.map(line => h('li', {}, line.overdue ? [tag('Overdue', 'red'), ' '] : null, `${line.what}, by ${moment(line.dueAt)}, ${line.owner}`)))] : null,
    heading(2, 'Who belongs to this family', 'm'), list(file.people.map(one => `${one.name}: ${one.why}${one.until ? `, until ${day(one.until)}` : ''}`)),
    heading(2, 'Agencies', 'm'), list(file.agencies.map(one => `${one.agency.name}${one.practitioner ? `, ${one.practitioner}` : ''}, about ${one.personName}, ${one.until ? `from ${day(one.since)} to ${day(one.until)}` : `since ${day(one.since)}`}`)),
    glance ? atAGlance(glance) : null,
    years ? await picture(years, root) : null,
    sees ? await history(path) : inset('The history of this family is not open to you.'));
}

function atAGlance(glance) {
  const lines = [
    `${count(glance.entries, 'entry', 'entries')} from ${day(glance.first)} to ${day(glance.last)}, ${count(glance.key.count, 'key entry', 'key entries')}, ${count(glance.moves.count, 'move')}`,
    ...glance.quietPeriods.map(quiet => `Nothing is recorded from ${day(quiet.from)} to ${day(quiet.to)} (${count(quiet.months, 'month')})`),
    glance.agenciesSilent.length ? `Known to the family and silent here: ${and(glance.agenciesSilent.map(agency => agency.name))}` : null,
    `${glance.reassurance.selfReport.count} of ${count(glance.reassurance.total, 'reassuring entry', 'reassuring entries')} rest on the family's own account alone`,
    glance.contradicted.count ? `${count(glance.contradicted.count, 'entry', 'entries')} contradicted from another side` : null
  ];
  return h('section', {}, heading(2, 'At a glance', 'm'), list(lines.filter(Boolean)));
}

async function picture(years, root) {
  const drawn = await timeline(years, ref => {
    const entry = root.querySelector(`[data-entry="${ref.casefileId}/${ref.seq}"]`);
    if (!entry) return;
    entry.open = true;
    entry.scrollIntoView({ block: 'center' });
    entry.querySelector('summary').focus();
  });
  return h('section', {}, heading(2, 'The family\'s years', 'm'), drawn.element);
}

async function history(path) {
  const box = h('div', {});
  const entries = h('div', {});
  let cursor = null;
  const more = async () => {
    const page = await get(`${path}/history?limit=50${cursor ? '&cursor=' + encodeURIComponent(cursor) : ''}`);
    entries.append(...page.items.map(entry));
    cursor = page.next;
    fill(box, cursor ? button('Show more of the history', more, 'secondary') : null);
  };
  await more();
  return h('section', {}, heading(2, 'History', 'm'), entries, box);
}

function entry(item) {
  if (item.withheld) {
    return h('p', { class: 'govuk-body', 'data-entry': `${item.casefileId}/${item.seq}` }, `${capital(item.dateInWords)}: `, tag('Withheld', 'grey'), ` held by ${item.withheld.holder || 'its agency'}`);
  }
  const standing = { MARKED: 'made without authority', URGENT: 'made under urgent access' }[item.standing];
  const element = details(`${capital(item.dateInWords)}: ${item.typeLabel}${item.key ? ' (key entry)' : ''}${standing ? ` (${standing})` : ''}`,
    h('p', { class: 'tl-text govuk-body' }, item.summary || item.reason || ''),
    summaryList([['About', and(item.persons.map(person => person.name))], ['From', [item.agency?.name, item.sourcePerson].filter(Boolean).join(', ')], ['How it is known', capital(item.provenanceInWords)],
      ['Checked', capital(item.verificationInWords)], ['Why it matters', item.significance], ['For the child', [capital(item.impactInWords), item.impact].filter(Boolean).join('. ')],
      ['What was done', item.actionTaken], ['What came of it', item.outcome], ['Why without authority', item.markReason], ['Recorded', [item.recordedAt && moment(item.recordedAt), item.recordedBy && `by ${item.recordedBy}`].filter(Boolean).join(' ')]]));
  element.setAttribute('data-entry', `${item.casefileId}/${item.seq}`);
  return element;
}

/** Break-glass: the reason first, then access, for a short time, told to others at once. */
export async function urgent(root, reference) {
  const path = `/api/casefiles/${encodeURIComponent(reference)}/urgent-access`;
  document.title = 'Urgent access - Throughline';
  const wanted = { reason: '' };
  const errors = h('div', {});
  fill(root, errors, heading(1, `Urgent access to ${reference}`, 'l', 'title'),
    p('If a child is in danger now, ring 999 first.'),
    p('Urgent access lets you act on this family for a short time although you have not read its history. Your supervisor is told at once and looks back at it. What you do under it is marked as such. The history is still to be read.'),
    textarea('reason', 'What cannot wait?', { rows: 3, change: value => { wanted.reason = value; } }),
    button('Take urgent access', async () => {
      if (!wanted.reason.trim()) return showErrors(errors, 'A reason is needed', [{ text: 'Write what cannot wait. One sentence is enough.', target: 'reason' }], root);
      try {
        const given = await post(path, wanted, { key: crypto.randomUUID?.() });
        fill(root, h('div', { class: 'govuk-panel govuk-panel--confirmation', tabindex: '-1' }, h('h1', { class: 'govuk-panel__title' }, 'You have urgent access')),
          p(`It ends ${moment(given.expiresAt)}. Record what you do as soon as you can.`), h('p', { class: 'govuk-body' }, link('Go to the case file', '/casefiles/' + encodeURIComponent(reference))));
        root.querySelector('.govuk-panel').focus();
      } catch (problem) {
        showErrors(errors, problem.message, [...problem.missing, ...problem.faults.map(fault => ({ text: fault.reason, target: fault.field }))], root);
      }
    }, 'warning'));
}
