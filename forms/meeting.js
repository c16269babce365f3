import { h, fill, heading, p, link, list, tag, summaryList, inset, textarea, input, dateInput, radios, select, button, details } from './elements.js';
import { get } from './service.js';
import { send } from './send.js';
import { moment, day, capital, today } from './words.js';
import { rule, causes, placeName, time } from './meeting-step.js';
import { colleagues, personInput } from './person.js';
import { patterns } from './patterns.js';

const ENDED = { COMPLETED: 'Held, and its minutes read', NOT_NEEDED: 'Not needed: two agencies agree', OVERTAKEN: 'No longer to be held' };
const ANSWERS = { COMING: 'coming', NOT_COMING: 'not coming', SUBSTITUTE: 'somebody comes instead' };
const ATTENDED = { PRESENT: 'was there', SUBSTITUTE: 'sent somebody', REPORT_ONLY: 'report only', APOLOGIES: 'apologies', ABSENT: 'absent' };
const OUTCOMES = { CONVENED: 'convened', NOT_CONVENE: 'proposed not to convene', SAID_TO_BE_HELD: 'said that it was held', AGREED: 'agreed that it is not needed', NOT_AGREED: 'did not agree: it is needed', WAS_HELD: 'confirmed that it was held',
  NOT_HELD: 'said that it was not held', PREPARED: 'prepared', QUORATE: 'held, quorate', WENT_ON: 'held, the chair went on without a quorum', NOT_QUORATE: 'not quorate', GO_ON: 'decided that it counts', NEW_DATE: 'decided on a new date',
  WRITTEN: 'minutes written', READ: 'ended', TAKEN_OVER: 'took the step over', MOVED: 'moved', OVERTAKEN: 'said that it is overtaken', ACTION_DONE: 'did an action', REOPENED: 'took it back to be convened', STANDS: 'said that it must still be held' };

/** Where one meeting stands, what is asked of the reader, and what is no step. */
export async function show(root, id) {
  const [me, meeting, people] = await Promise.all([get('/api/me'), get('/api/meetings/' + encodeURIComponent(id)), colleagues()]);
  const again = async () => { await show(root, id); root.querySelector('#title')?.focus(); };
  document.title = `${capital(meeting.kindInWords)} - Throughline`;
  const file = meeting.casefile;
  const page = '/casefiles/' + encodeURIComponent(file.reference);
  const parts = meeting.minutesParts || [];
  const asked = file.page ? await patterns(file.reference, 2) : null;
  const paper = `/api/meetings/${meeting.id}/minutes.pdf`;
  fill(root, file.page ? link('Back to the meetings of this family', page + '/meetings', { class: 'govuk-back-link' }) : null,
    h('h1', { class: 'govuk-heading-l', id: 'title', tabindex: '-1' }, h('span', { class: 'govuk-caption-l' }, `${file.childName} (${file.reference})`), capital(meeting.kindInWords)),
    meeting.endedAt ? inset(`${ENDED[meeting.endKind]}, ${moment(meeting.endedAt)}.${meeting.endReason ? ' ' + meeting.endReason : ''}`)
      : h('p', { class: 'govuk-body' }, tag(meeting.stepInWords, 'blue'), ' ', meeting.overdue ? tag('Overdue', 'red') : null, meeting.due ? ` to be done by ${moment(meeting.due)}` : ''),
    meeting.taskId ? h('p', { class: 'govuk-body' }, link('Open this step', '/work/' + meeting.taskId, { class: 'govuk-button' })) : null,
    meeting.mayTakeOver ? act('take-over', 'Take this step over', {}, () => [], again, id) : null,
    meeting.mine ? mine(meeting, id, again) : null,
    meeting.mine?.mayConfirm ? minutes(parts, paper) : null,
    summaryList([['Why', capital(rule(meeting))], ['Must be held by', meeting.dutyDue ? moment(meeting.dutyDue) : null],
      ['Before the birth', meeting.milestones?.length ? list(meeting.milestones.map(one => `By ${day(one.day)}: ${one.what} (rule ${one.ruleId})`)) : null], ['Waits for', meeting.waitingFor?.name || (meeting.endedAt ? null : 'nobody yet')], ['Convened by', meeting.convenor?.name], ['Chaired by', meeting.chair?.name],
      ['When', meeting.startsAt ? moment(meeting.startsAt) : null], ['Where', [meeting.room, meeting.link].filter(Boolean).join(', ')], ['Agenda', meeting.agenda], ['Held on', day(meeting.heldOn)],
      ['In the history', meeting.entry ? link('See the entry', `${page}/entries/${meeting.entry.casefileId}/${meeting.entry.seq}`) : null]]),
    causes(meeting, 2), asked, places(meeting, id, again), record(meeting), actions(meeting, again),
    meeting.mine?.mayConfirm ? null : minutes(parts, paper),
    meeting.acts?.length ? [heading(2, 'What was done', 'm'), h('ol', { class: 'govuk-list govuk-list--number' }, meeting.acts.map(done => h('li', {}, `${capital(OUTCOMES[done.outcome] || done.stepInWords)}: ${done.by}, ${moment(done.at)}${done.reason ? `. ${done.reason}` : ''}`)))] : null,
    meeting.mayMove ? details('Move the meeting', move(meeting, id, again)) : null,
    meeting.mayStand ? details('An entry behind it was corrected or disputed. It must be held all the same', stands(id, again)) : null,
    meeting.mayReopen ? details('Convene it again: ask other people, or take back what was proposed', reopen(id, again)) : null,
    meeting.mayName ? details('Name who convenes it', name(id, again, people)) : null,
    meeting.mayOvertake ? details('It no longer has to be held', overtake(id, again)) : null);
}

const minutes = (parts, paper) => parts.length ? h('section', {}, heading(2, 'Minutes', 'm'), p(link('Save the minutes as PDF', paper, { download: 'minutes.pdf' })), parts.map(part => [part.heading ? heading(3, part.heading, 's') : null, h('div', { class: 'govuk-body tl-text' }, part.text)])) : null;

function places(meeting, id, again) {
  if (!meeting.places.length) return null;
  return h('section', {}, heading(2, meeting.heldOn ? 'Who was asked' : 'Who is asked', 'm'), h('ul', { class: 'govuk-task-list' }, meeting.places.map(place => h('li', { class: 'govuk-task-list__item' },
    h('div', { class: 'govuk-task-list__name-and-hint' }, placeName(place), h('div', { class: 'govuk-task-list__hint' }, [!place.invited && `Not asked: ${place.reason}`, place.reportAsked && (place.reported ? 'Report is here' : 'Report is asked'),
      place.chased && `chased: ${place.chased}`, place.attended && ATTENDED[place.attended], place.contribution, place.told && `told ${place.told}`, place.notReached].filter(Boolean).join(' · ')), place.kind === 'FAMILY' && place.invited && meeting.mayMove ? told(place, id, again) : null),
    h('div', { class: 'govuk-task-list__status' }, !place.invited ? tag('Not asked', 'grey') : place.minutesRead ? tag('Minutes read', 'green') : place.notReached ? tag(place.kind === 'FAMILY' ? 'Not told' : 'Not reached', 'yellow') : place.answer && !meeting.heldOn ? tag(capital(ANSWERS[place.answer]), 'green') : '')))));
}

/** The letter for one of the family, and that they were told. */
function told(place, id, again) {
  const sent = { on: '', how: '', note: '' };
  const box = h('div', {});
  const errors = h('div', {});
  const key = 'told-' + place.id;
  fill(box, errors, dateInput(key + '-on', 'On which day?', { change: value => { sent.on = value; } }),
    radios(key + '-how', 'How?', [{ value: 'LETTER', text: 'By the letter, given by hand' }, { value: 'IN_PERSON', text: 'In person' }, { value: 'SAFE_CONTACT', text: 'Through a safe contact' }], { value: '', change: value => { sent.how = value; } }),
    input(key + '-note', 'Which safe contact, or what they said', { strong: false, change: value => { sent.note = value; } }),
    button('They were told', () => send(`/api/meetings/${id}/letters/${place.id}/given`, sent, errors, box, [], again, { on: key + '-on', how: key + '-how', note: key + '-note' }), 'secondary'));
  return h('div', {}, link(`The letter for ${place.who}`, `/meetings/${id}/letters/${place.id}`), place.notReached ? details(`Say that ${place.who} was told`, box) : null);
}

function record(meeting) {
  const { record } = meeting;
  if (!record) return null;
  return h('section', {}, heading(2, 'What was recorded', 'm'), summaryList([['What life is like for the child', record.life], ['The parents\' view', record.parentsView], ['Decisions', record.decisions], ['Plan', record.plan],
    ['Who did not agree', record.dissent], ['Interim plan', record.interim], ['Next meeting', record.nextOn ? day(record.nextOn) : record.noNext]]));
}

function actions(meeting, again) {
  if (!meeting.actions?.length) return null;
  return h('section', {}, heading(2, 'Actions', 'm'), h('ul', { class: 'govuk-task-list' }, meeting.actions.map(one => h('li', { class: 'govuk-task-list__item' },
    h('div', { class: 'govuk-task-list__name-and-hint' }, one.what, h('div', { class: 'govuk-task-list__hint' }, `${one.owner.name}, by ${day(one.dueOn)}`), one.mine && !one.ended ? done(one, again) : null),
    h('div', { class: 'govuk-task-list__status' }, one.ended ? tag({ MET: 'Done', MET_LATE: 'Done late' }[one.ended] || 'Ended', 'green') : one.dueOn < today() ? tag('Overdue', 'red') : tag('Open', 'blue'))))));
}

function done(one, again) {
  const sent = { came: '' };
  const box = h('div', {});
  const errors = h('div', {});
  fill(box, errors, textarea('came-' + one.id, 'What came of it?', { rows: 2, change: value => { sent.came = value; } }), button('It is done', () => send(`/api/meeting-actions/${one.id}/done`, sent, errors, box,
    sent.came.trim() ? [] : [{ text: 'Write what came of it.', target: 'came-' + one.id }], again)));
  return details('Say that it is done', box);
}

/** What is asked of whoever was asked. */
function mine(meeting, id, again) {
  const { mine } = meeting;
  const parts = [];
  if (mine.mayAnswer) {
    const sent = { answer: mine.answer || '', note: '' };
    const box = h('div', {});
    const errors = h('div', {});
    fill(box, errors, radios('answer', mine.answer ? `You said: ${ANSWERS[mine.answer]}` : 'Are you coming?', [{ value: 'COMING', text: 'Yes' }, { value: 'NOT_COMING', text: 'No' }, { value: 'SUBSTITUTE', text: 'Somebody else comes' }], { value: sent.answer, inline: true, change: value => { sent.answer = value; } }),
      input('note', 'Who comes instead, or why not', { strong: false, change: value => { sent.note = value; } }),
      button('Answer', () => send(`/api/meetings/${id}/answer`, sent, errors, box, sent.answer ? [] : [{ text: 'Say whether you are coming.', target: 'answer' }], again), 'secondary'));
    parts.push(box);
  }
  if (mine.mayAnswer && mine.reportAsked) {
    const sent = { text: '' };
    const box = h('div', {});
    const errors = h('div', {});
    fill(box, errors, mine.reported ? p('Your report is here. A further one stands beside it.') : mine.reportDue ? p(`A written report is asked of you by ${moment(mine.reportDue)}.`) : null,
      textarea('report', 'Your report', { rows: 6, change: value => { sent.text = value; } }), button('Hand it in', () => send(`/api/meetings/${id}/report`, sent, errors, box, sent.text.trim() ? [] : [{ text: 'Write your report.', target: 'report' }], again), 'secondary'));
    parts.push(box);
  }
  if (mine.mayConfirm) {
    const sent = { corrections: '' };
    const box = h('div', {});
    const errors = h('div', {});
    fill(box, errors, p('Please read the minutes below and confirm them for your agency.'), textarea('corrections', 'What is wrong in them, if anything?', { rows: 3, change: value => { sent.corrections = value; } }),
      button('I have read the minutes', () => send(`/api/meetings/${id}/minutes-read`, { corrections: sent.corrections.trim() || null }, errors, box, [], again)));
    parts.push(box);
  }
  return parts.length ? h('section', { 'aria-labelledby': 'mine-title' }, heading(2, 'What is asked of you', 'm', 'mine-title'), parts) : null;
}

function move(meeting, id, again) {
  const sent = { date: meeting.startsAt.slice(0, 10), time: '', minutes: meeting.minutes, room: meeting.room || '', link: meeting.link || '', reason: '' };
  const box = h('div', {});
  const errors = h('div', {});
  const set = name => value => { sent[name] = value; };
  fill(box, errors, dateInput('date', 'New day', { value: sent.date, change: set('date') }), time('time', 'Begins at', { change: set('time') }), input('room', 'Room', { value: sent.room, change: set('room') }), input('link', 'Or a link', { value: sent.link, change: set('link') }),
    textarea('reason', 'Why does it move?', { rows: 2, change: set('reason') }), button('Move it and tell everybody who was asked', () => send(`/api/meetings/${id}/date`, { content: sent }, errors, box, [], again)));
  return box;
}

function reopen(id, again) {
  const sent = { reason: '' };
  const box = h('div', {});
  const errors = h('div', {});
  fill(box, errors, p('What was written stands in the form. Who keeps their place hears of the change.'), textarea('again-reason', 'Why is it convened again?', { rows: 2, change: value => { sent.reason = value; } }),
    button('Convene it again', () => send(`/api/meetings/${id}/convene-again`, sent, errors, box, sent.reason.trim() ? [] : [{ text: 'Write why.', target: 'again-reason' }], again)));
  return box;
}

function stands(id, again) {
  const sent = { reason: '' };
  const box = h('div', {});
  const errors = h('div', {});
  fill(box, errors, textarea('stands-reason', 'Why must it still be held?', { rows: 2, change: value => { sent.reason = value; } }),
    button('It must still be held', () => send(`/api/meetings/${id}/stands`, sent, errors, box, sent.reason.trim() ? [] : [{ text: 'Write why.', target: 'stands-reason' }], again)));
  return box;
}

function name(id, again, people) {
  const sent = { convenor: '', reason: '' };
  const box = h('div', {});
  const errors = h('div', {});
  fill(box, errors, personInput('convenor', 'Who convenes it?', { people, value: '', change: value => { sent.convenor = value; } }), textarea('reason', 'Why this person?', { rows: 2, change: value => { sent.reason = value; } }),
    button('Name this person', () => send(`/api/meetings/${id}/convenor`, sent, errors, box, [], again)));
  return box;
}

function overtake(id, again) {
  const sent = { because: '', reason: '' };
  const box = h('div', {});
  const errors = h('div', {});
  fill(box, errors, select('because', 'What overtook it?', [['', 'Choose'], ['CHILD_DIED', 'The child has died'], ['MOVED_AWAY', 'The family has left the area'], ['WIDER_MEETING', 'A wider meeting takes its place']], { change: value => { sent.because = value; } }),
    input('wider', 'Where a wider meeting takes its place: the last part of the address of its page', { strong: false, change: value => { sent.wider = value.trim() || null; } }),
    textarea('reason', 'What happened?', { rows: 2, change: value => { sent.reason = value; } }), button('End this meeting', () => send(`/api/meetings/${id}/overtaken`, sent, errors, box, [], again), 'warning'));
  return box;
}

function act(what, text, sent, checks, again, id) {
  const box = h('div', {});
  const errors = h('div', {});
  fill(box, errors, button(text, () => send(`/api/meetings/${id}/${what}`, sent, errors, box, checks(), again), 'secondary'));
  return box;
}
