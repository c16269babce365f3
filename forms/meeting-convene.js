import { h, fill, heading, p, radios, textarea, input, dateInput, checkbox, inset, link, isDay, fieldset } from './elements.js';
import { meetingForm, causes, personSelect, time } from './meeting-step.js';
import { rows } from './rows.js';

/** Convenes the meeting, proposes not to, or says that it has been held already. */
export default meetingForm({
  title: 'Convene the meeting',
  draft: 'convene',

  async render(step, body) {
    const { draft, meeting } = step;
    const set = name => value => draft.set(name, value);
    const field = (make, id, label, options = {}) => make(id, label, { value: draft.get(id), change: set(id), ...options });
    draft.names = { agenda: 'Agenda', room: 'Room', link: 'Link', why: 'Why no meeting is needed', instead: 'What happens instead', lateReason: 'Why it is later' };
    prefill(step);

    const who = h('div', {});
    const when = h('div', {},
      field(dateInput, 'date', 'Day of the meeting', { hint: meeting.dutyDue ? 'Within the deadline; a later day needs a reason' : undefined }), field(time, 'time', 'Begins at'),
      input('minutes', 'How many minutes?', { width: 3, inputmode: 'numeric', value: draft.get('minutes') ?? '', change: value => draft.set('minutes', /^\d+$/.test(value.trim()) ? Number(value.trim()) : '') }),
      field(input, 'room', 'Room', { hint: 'A neutral place. It goes out with the invitation, so never an address of the family' }), field(input, 'link', 'Or a link', { hint: 'Beginning with https://' }),
      field(textarea, 'agenda', 'What the meeting is to talk about and decide', { rows: 5 }),
      field(textarea, 'lateReason', 'Why is it later than the deadline?', { rows: 2, hint: 'Leave empty where it is in time' }));
    const was = h('div', {}, field(dateInput, 'heldOn', 'On which day was it held?'),
      h('div', { id: 'confirmers', tabindex: '-1' }, [0, 1].map(i => personSelect(`confirmer-${i}`, i ? 'And who else?' : 'Who was there and confirms it?', meeting, { value: (draft.get('confirmers') || [])[i], without: step.me.agency?.code,
        hint: i ? 'Of another agency again' : 'Of another agency than yours, and named among those who were there', change: value => { const both = [...(draft.get('confirmers') || ['', ''])]; both[i] = value; draft.set('confirmers', both); } }))));
    const not = h('div', {},
      field(textarea, 'why', 'Why is no meeting needed?', { rows: 4 }), field(textarea, 'instead', 'What happens instead, and what keeps the child safe?', { rows: 4 }),
      personSelect('decider', 'Who decides, for a second agency?', meeting, { value: draft.get('decider'), change: set('decider'), deciding: true, without: step.me.agency?.code, hint: 'They see what called for the meeting. It is not needed only if they agree' }));

    const show = outcome => {
      fill(who, ...(outcome === 'NOT_CONVENE' || !outcome ? [] : people(step, outcome)));
      when.hidden = outcome !== 'CONVENE';
      was.hidden = outcome !== 'ALREADY_HELD';
      not.hidden = outcome !== 'NOT_CONVENE';
    };
    fill(body, causes(meeting, step.level + 1),
      meeting.form.saidHeld.length ? inset('An entry tells of a meeting since. If it was this one, choose "It has been held already". ', meeting.form.saidHeld.map(one =>
        link('See the entry', `/casefiles/${encodeURIComponent(meeting.casefile.reference)}/entries/${one.casefileId}/${one.seq}`, { target: '_blank' }))) : null,
      radios('outcome', 'What do you propose?', [{ value: 'CONVENE', text: 'Convene the meeting' },
        { value: 'NOT_CONVENE', text: 'Propose not to convene it', hint: 'A professional of a second agency decides' },
        { value: 'ALREADY_HELD', text: 'It has been held already', hint: 'Two who were there, of two other agencies, confirm it' }],
      { value: draft.get('outcome'), change: value => { draft.set('outcome', value); show(value); } }),
      not, was, when, who,
      step.actions('Continue', {
        checks: () => checks(draft),
        outcome: () => draft.get('outcome'),
        done: () => ({ CONVENE: 'The meeting is convened', NOT_CONVENE: 'The second agency is asked', ALREADY_HELD: 'Those who were there are asked' })[draft.get('outcome')]
      }));
    show(draft.get('outcome'));
  }
});

/** The people whom the rules demand stand in the form before anybody types. */
function prefill(step) {
  const { draft, meeting } = step;
  if (draft.get('invitees') || draft.version) return;
  const wanted = [];
  for (const demand of meeting.form.demanded) {
    const agency = meeting.form.register.find(one => one.kind === demand.office && one.working) || (demand.must && meeting.form.register.find(one => one.kind === demand.office));
    if (agency?.people.length && agency.code !== step.me.agency?.code) wanted.push({ username: agency.people[0].username, ...(demand.report ? { report: true } : {}) });
  }
  if (wanted.length) draft.content.invitees = wanted;
  draft.content.chair ??= step.me.supervisor?.username;
  draft.content.minutes ??= 90;
  if (!draft.content.chair) delete draft.content.chair;
}

function people(step, outcome) {
  const { draft, meeting } = step;
  const missing = meeting.form.demanded.filter(demand => !['PARENTS', 'CHILD'].includes(demand.office));
  const kinds = new Map(meeting.form.register.flatMap(agency => agency.people.map(one => [one.username, agency.kind])));
  const own = meeting.form.register.find(agency => agency.code === step.me.agency?.code)?.kind;
  const named = () => new Set([own, kinds.get(draft.get('chair')), ...(draft.get('invitees') || []).map(one => kinds.get(one.username) || meeting.found?.[one.username] || meeting.form.register.find(agency => agency.code === one.agency)?.kind)]);
  const demanded = h('div', {});
  const look = () => fill(demanded, missing.filter(demand => demand.must && !named().has(demand.office)).map(demand =>
    textarea('left-out-' + demand.office, `${demand.inWords} must be asked (rule ${demand.ruleId}). If not: why?`, { rows: 2, value: draft.get('leftOut.' + demand.office), change: value => draft.set('leftOut.' + demand.office, value) })));
  const asked = rows(draft, 'invitees', { add: outcome === 'CONVENE' ? 'Ask somebody else' : 'Somebody else was there', empty: { username: '' }, row: (value, index, set) => invitee(meeting, value, index, (change, again) => { set(change, again); look(); }, outcome) });
  asked.addEventListener('click', () => setTimeout(look));
  look();
  return [heading(step.level + 1, outcome === 'CONVENE' ? 'Who is asked' : 'Who was there', 'm'),
    p(outcome === 'CONVENE' ? 'Filled in as the rules demand. You and who chairs have a place already.' : 'You and who chaired have a place already.'),
    personSelect('chair', outcome === 'CONVENE' ? 'Who chairs it?' : 'Who chaired it?', meeting, { value: draft.get('chair'), change: value => { draft.set('chair', value); look(); } }),
    asked, demanded, heading(step.level + 1, 'The family', 'm'),
    p('Each parent, and whoever else holds parental responsibility, is asked or left out with a reason. They are told by a safe contact or a letter of their own, never two of them in one.'),
    meeting.form.parents.length ? meeting.form.parents.map(parent => family(draft, parent)) : p('No parent is entered on this file.')];
}

function invitee(meeting, value, index, set, outcome) {
  const box = value.mailbox !== undefined;
  return fieldset('invitee-row-' + index, `${outcome === 'CONVENE' ? 'Asked' : 'There'}: ${index + 1}`, { strong: false },
    h('span', { 'data-row': index, tabindex: '-1' }),
    box ? [input('invitee-' + index, 'Role mailbox of the agency', { value: value.mailbox, hint: 'Of an office, such as a ward; never of a person', change: mailbox => set({ mailbox }) }), agencies(meeting, value, index, set)]
      : personSelect('invitee-' + index, 'Who', meeting, { value: value.username, change: username => set({ username }) }),
    outcome === 'CONVENE' ? checkbox(`invitee-${index}-report`, 'A written report is asked', { value: value.report, change: report => set({ report }) }) : null,
    box || outcome !== 'CONVENE' ? null : checkbox(`invitee-${index}-box`, 'Nobody of this agency has an account: use its role mailbox', { value: false, change: on => on && set({ username: '', mailbox: '' }, true) }));
}

function agencies(meeting, value, index, set) {
  const id = `invitee-${index}-agency`;
  return h('div', { class: 'govuk-form-group' }, h('label', { class: 'govuk-label', for: id }, 'Agency'),
    h('select', { class: 'govuk-select', id, onchange: event => set({ agency: event.target.value }) }, [['', 'Choose the agency'], ...meeting.form.register.map(one => [one.code, one.name])].map(([code, name]) =>
      h('option', { value: code, selected: value.agency === code }, name))));
}

function family(draft, parent) {
  const path = 'family.' + parent.id;
  const said = draft.get(path);
  const id = 'family-' + parent.id;
  const keep = change => draft.set(path, { ...(draft.get(path) || {}), ...change });
  return radios(id, `${parent.givenName}, ${parent.whyInWords}`, [{ value: 'yes', text: 'Asked' },
    { value: 'no', text: 'Not asked', more: textarea(id + '-reason', 'Why not?', { rows: 2, value: said?.reason, change: reason => keep({ reason }) }) }],
  { value: said?.invited === true ? 'yes' : said?.invited === false ? 'no' : '', change: value => keep({ invited: value === 'yes' }) });
}

function checks(draft) {
  const outcome = draft.get('outcome');
  if (!outcome) return [{ text: 'Choose what you propose.', target: 'outcome' }];
  const need = (path, text) => draft.get(path)?.trim?.() ? [] : [{ text, target: path }];
  if (outcome === 'NOT_CONVENE') return [...need('why', 'Write why no meeting is needed.'), ...need('instead', 'Write what happens instead.'), ...need('decider', 'Choose who decides for a second agency.')];
  if (outcome === 'ALREADY_HELD') return isDay(draft.get('heldOn')) ? [] : [{ text: 'Give the day on which it was held.', target: 'heldOn' }];
  return [...(isDay(draft.get('date')) ? [] : [{ text: 'Give the day of the meeting.', target: 'date' }]), ...need('time', 'Give the time at which it begins.'), ...need('agenda', 'Write what it is to talk about.')];
}
