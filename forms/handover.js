import { h, fill, heading, p, link, tag, summaryList, list, inset, textarea, input, dateInput, isDay, button, details, showErrors } from './elements.js';
import { get, post, maybe } from './service.js';
import { moment, day, capital } from './words.js';
import { actsList } from './acts.js';
import { colleagues, personInput } from './person.js';

/** Where one handover stands, what is missing, and what is no step: withdraw it, or name another new worker. */
export async function show(root, id) {
  const [me, handover, people] = await Promise.all([get('/api/me'), get('/api/handovers/' + encodeURIComponent(id)), colleagues()]);
  document.title = 'Handover - Throughline';
  const file = handover.casefile;
  const acts = handover.acts || [];
  const tells = me.username === handover.incoming?.username && acts.some(done => done.outcome === 'AGREED');
  const told = acts.some(done => done.outcome === 'AGENCIES_TOLD');
  const toTell = tells && !told ? await agenciesToTell(acts, file.reference, me.agency?.code) : [];
  fill(root, heading(1, `Handover: ${file.childName || file.title || file.reference}`, 'l', 'title'),
    handover.endedAt ? inset(`Ended ${moment(handover.endedAt)}: ${({ COMPLETED: 'completed', DECLINED: 'declined', WITHDRAWN: 'withdrawn' })[handover.endKind]}${handover.endReason ? '. ' + handover.endReason : '.'}`)
      : h('p', { class: 'govuk-body' }, tag(handover.stepInWords, 'blue'), ` since ${moment(handover.stepSince)}${handover.due ? `, to be done by ${moment(handover.due)}` : ''}`),
    ['DECLINED', 'WITHDRAWN'].includes(handover.endKind) ? h('p', { class: 'govuk-body' }, `${handover.outgoing ? handover.outgoing.name + ' stays responsible. ' : ''}Nothing that was read is lost. `,
      link('Ask for a handover again', '/handovers/new?casefile=' + encodeURIComponent(file.reference)), ' when it can go ahead.') : null,
    handover.taskId ? h('p', { class: 'govuk-body' }, link('Open this step', '/work/' + handover.taskId, { class: 'govuk-button' })) : null,
    summaryList([
      ['Case file', file.title ? `${file.title} (${file.reference})` : file.reference], ['Child', [file.childName, file.ageInWords].filter(Boolean).join(', ')], ['Kind', capital(handover.typeInWords)], ['Reason', capital(handover.reasonInWords)],
      ['From', handover.outgoing?.name], ['To', handover.incoming?.name], ['Supervisor', handover.supervisor?.name], ['Waits for', handover.waitingFor?.name],
      ['Asked for', [handover.requestedBy?.name, moment(handover.requestedAt)].filter(Boolean).join(', ')], ['Planned for', day(handover.plannedFor)]
    ]),
    handover.missing.length ? stillMissing(handover, me) : null,
    heading(2, 'What was done', 'm'), actsList(handover),
    handover.mayTakeOver && handover.waitingFor?.username !== me.username ? takeOver(root, id, handover) : null,
    tells ? told ? details('Record another agency that was told', agencies(root, id, [])) : agencies(root, id, toTell) : null,
    acts.some(done => done.step === 'WRITE_ACCOUNT' && done.outcome === 'WRITTEN') ? h('p', { class: 'govuk-body' }, link('Before you knock: the page to print', `/handovers/${id}/before-you-knock`)) : null,
    handover.mayManage ? [heading(2, 'Other ways on', 'm'), withdraw(root, id), reassign(root, id, people)] : null);
}

/** Each missing thing leads to where it is mended; who does not do the step reads with whom it waits. */
function stillMissing(handover, me) {
  const mine = handover.waitingFor?.username === me.username;
  const way = item => {
    if (!item.href) return item.text;
    if (!item.href.startsWith('#')) return link(item.text, item.href);
    return mine && handover.taskId ? link(item.text, `/work/${handover.taskId}${item.href}`) : item.text;
  };
  const lines = handover.missing.map(item => h('li', {}, way(item)));
  return [heading(2, `Still missing in this step: ${lines.length}`, 'm'), mine || !handover.waitingFor ? null : p(`${handover.waitingFor.name} mends these.`),
    lines.length > 6 ? details('Show each one', h('ul', { class: 'govuk-list govuk-list--bullet' }, lines)) : h('ul', { class: 'govuk-list govuk-list--bullet' }, lines)];
}

function takeOver(root, id, handover) {
  const errors = h('div', {});
  const box = h('section', {}, heading(2, `Do this step for ${handover.waitingFor.name}`, 'm'), errors,
    p('You then say on what it rests: on what they told you, or why it is impossible. It stands in the record beside your name.'),
    button('Take this step over', () => act(root, id, 'take-over', {}, errors, box, []), 'secondary'));
  return box;
}

/** The agencies that worked with the family when it was signed, but for one's own. */
async function agenciesToTell(acts, reference, own) {
  const codes = new Set(acts.filter(done => done.outcome === 'AGENCIES_TO_TELL').flatMap(done => done.content?.agencies || []));
  const known = (await maybe('/api/casefiles/' + encodeURIComponent(reference)))?.agencies || [];
  return [...new Set(known.filter(one => codes.has(one.agency.code) && one.agency.code !== own).map(one => one.agency.name))];
}

/** The new worker's duty after the sign-off: the agencies are told who is responsible now. */
function agencies(root, id, names) {
  const told = names.length ? names.map(agency => ({ agency })) : [{}];
  const errors = h('div', {});
  const rows = h('div', {});
  const draw = () => fill(rows, told.map((row, index) => h('div', { class: 'tl-source' },
    input(`agency-${index}`, 'Which agency did you tell?', { value: row.agency, change: value => { row.agency = value; } }),
    input(`agency-${index}-how`, 'How?', { value: row.how, change: value => { row.how = value; } }),
    dateInput(`agency-${index}-on`, 'When?', { value: row.on, change: value => { row.on = value; } }))));
  draw();
  const box = h('section', {}, heading(2, 'Tell the agencies', 'm'), p('Tell every agency that works with this family who is responsible now, then record it here, all at once.'), errors, rows,
    button('Add an agency', () => { told.push({}); draw(); rows.lastChild.querySelector('input').focus(); }, 'secondary'), ' ',
    button('Record that these agencies were told', () => act(root, id, 'agencies-told', { told }, errors, box, told.flatMap((row, index) => [
      [row.agency || '', 'Write which agency you told.', `agency-${index}`], [row.how || '', `Write how you told ${row.agency || 'it'}.`, `agency-${index}-how`],
      [isDay(row.on) ? row.on : '', `Give the day on which you told ${row.agency || 'it'}.`, `agency-${index}-on`]]))));
  return box;
}

function withdraw(root, id) {
  const sent = { reason: '' };
  const errors = h('div', {});
  const box = h('div', {}, errors, textarea('withdraw-reason', 'Why is it withdrawn?', { rows: 2, change: value => { sent.reason = value; }, hint: 'Nothing that was read is lost. The present worker stays responsible.' }),
    button('Withdraw this handover', () => act(root, id, 'withdrawal', sent, errors, box, [[sent.reason, 'Write why it is withdrawn.', 'withdraw-reason']]), 'warning'));
  return details('Withdraw this handover', box);
}

function reassign(root, id, people) {
  const sent = { incoming: '', reason: '' };
  const errors = h('div', {});
  const box = h('div', {}, errors, personInput('reassign-incoming', 'Who takes over instead?', { people, change: value => { sent.incoming = value; } }),
    textarea('reassign-reason', 'Why?', { rows: 2, change: value => { sent.reason = value; } }),
    button('Name this worker instead', () => act(root, id, 'reassignment', sent, errors, box, [[sent.incoming, 'Name the other worker: choose one from the list.', 'reassign-incoming'], [sent.reason, 'Write why.', 'reassign-reason']])));
  return details('Name another new worker', box);
}

async function act(root, id, what, sent, errors, box, needed) {
  const missing = needed.filter(([value]) => !value.trim()).map(([, text, target]) => ({ text, target }));
  if (missing.length) return showErrors(errors, 'Something is still missing', missing, box);
  try {
    await post(`/api/handovers/${id}/${what}`, sent);
    await show(root, id);
    root.querySelector('#title')?.focus();
  } catch (problem) {
    showErrors(errors, problem.message, [...problem.missing, ...problem.faults.map(fault => ({ text: fault.reason }))], box);
  }
}
