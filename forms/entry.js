import { h, fill, heading, p, link, select, input, textarea, radios, checkbox, dateInput, fieldset, button, showErrors, clearFields } from './elements.js';
import { get, post } from './service.js';
import { capital, today } from './words.js';

/** Event types, practice-rules 3.3. */
const TYPES = 'BIRTH DEATH PREGNANCY_BOOKED PREGNANCY_CONCEALED NEW_PARTNER SEPARATION HOUSEHOLD_CHANGE ADDRESS_MOVE NEW_TENANCY HOMELESS CARE_CHANGE MISSING CONTACT REFERRAL ASSESSMENT STRATEGY_DISCUSSION SECTION_47 CONFERENCE PLAN_START PLAN_END EARLY_HELP LEGAL_STEP WORKER_CHANGE CASE_CLOSURE AGREEMENT_MADE AGREEMENT_BREACHED AGREEMENT_ENDED INJURY DOMESTIC_INCIDENT NEGLECT_CONCERN DISCLOSURE CARER_SELF_HARM CARER_LEFT_BEFORE_SEEN MENTAL_HEALTH_CRISIS RELAPSE POSITIVE_DRUG_TEST MISSED_PRESCRIPTION INTOXICATED_IN_CHARGE ARREST OFFENCE RELEASE HOSPITAL_ADMISSION HOSPITAL_DISCHARGE ED_ATTENDANCE WAS_NOT_BROUGHT HEALTH_CHECK SCHOOL_ATTENDANCE EXCLUSION NO_ACCESS CANCELLED_BY_FAMILY REFUSED COMPLAINT POSITIVE_CHANGE SLEEPING_ARRANGEMENT HOME_CONDITIONS VISIT MEETING_HELD OTHER'.split(' ');
const PROVENANCE = [['', 'not known yet'], ['OBSERVED', 'I or another professional saw or heard it'], ['DOCUMENT', 'from a document'], ['THIRD_PARTY', 'somebody else told it'], ['SELF_REPORT', 'the person\'s own account'], ['CHILD_SAID', 'the child said it'], ['ANONYMOUS', 'told anonymously']];
const VERIFICATION = [['', 'not known yet'], ['UNVERIFIED', 'not checked with anyone else'], ['CORROBORATED', 'confirmed from another side'], ['CONTRADICTED', 'contradicted from another side'], ['NOT_VERIFIABLE', 'cannot be checked']];
const IMPACT = [['', 'not known yet'], ['NONE', 'none'], ['LOW', 'low'], ['MODERATE', 'moderate'], ['SERIOUS', 'serious'], ['UNKNOWN', 'unknown']];

/** Records one entry. When, who, what and from where are needed; the rest may be "not known yet". */
export async function show(root, reference) {
  const path = '/api/casefiles/' + encodeURIComponent(reference);
  const [me, file] = await Promise.all([get('/api/me'), get(path)]);
  document.title = 'Record an entry - Throughline';
  const sent = { eventDate: today(), precision: 'EXACT', type: 'VISIT', sourceAgency: me.agency.code, sourcePerson: '', persons: [], summary: '', provenance: '', verification: '', significance: '', impactOnChild: '', impactLevel: '', actionTaken: '', outcome: '', key: false, mine: 'yes' };
  const set = name => value => { sent[name] = value; };
  const errors = h('div', {});
  const refused = h('div', {});
  const agencies = new Map([[me.agency.code, me.agency.name], ...file.agencies.map(one => [one.agency.code, one.agency.name])]);
  let key = crypto.randomUUID?.();
  const send = async mark => {
    clearFields(root);
    const { mine, ...entry } = sent;
    for (const name of Object.keys(entry)) if (entry[name] === '') entry[name] = null;
    try {
      await post(path + '/entries', { ...entry, actedBy: mine === 'yes' ? me.username : null, madeWithoutAuthority: !!mark, markReason: mark || null }, { key });
      fill(root, h('div', { class: 'govuk-panel govuk-panel--confirmation', tabindex: '-1' }, h('h1', { class: 'govuk-panel__title' }, mark ? 'Recorded, and marked as made without authority' : 'The entry is recorded')),
        mark ? p('Your supervisor has been told. It gives no authority for anything further.') : null,
        h('p', { class: 'govuk-body' }, link('Go to the case file', '/casefiles/' + encodeURIComponent(reference))));
      root.querySelector('.govuk-panel').focus();
    } catch (problem) {
      key = crypto.randomUUID?.();
      showErrors(errors, problem.message, [
        ...problem.missing.map(item => ({ text: item.text, href: item.href?.replace(/^\/api(\/casefiles\/)/, '$1') })),
        ...problem.faults.map(fault => ({ text: fault.reason, target: root.querySelector('#' + CSS.escape(fault.field)) ? fault.field : null }))], root);
      if (problem.code === 'authority-required') fill(refused, happened(send));
    }
  };
  fill(root, errors, refused, heading(1, `Record an entry on ${reference}`, 'l', 'title'),
    dateInput('eventDate', 'When did it happen?', { value: sent.eventDate, change: set('eventDate') }),
    radios('precision', 'How exactly is the day known?', [{ value: 'EXACT', text: 'Exactly' }, { value: 'ESTIMATED', text: 'About' }, { value: 'MONTH', text: 'The month' }, { value: 'YEAR', text: 'The year' }],
      { value: sent.precision, inline: true, small: true, change: set('precision') }),
    select('type', 'What happened', TYPES.map(code => [code, capital(code.toLowerCase().replaceAll('_', ' '))]), { value: sent.type, change: set('type') }),
    radios('actedBy', 'Did you do this yourself?', [{ value: 'yes', text: 'Yes' }, { value: 'no', text: 'No, I record what I know' }], { value: 'yes', inline: true, small: true, change: set('mine') }),
    fieldset('persons', 'Whom does it concern?', {}, file.people.map((person, index) => checkbox(index ? `person-${index}` : 'persons', `${person.name}, ${person.why}`, {
      change: on => { sent.persons = on ? [...sent.persons, person.id] : sent.persons.filter(id => id !== person.id); } }))),
    select('sourceAgency', 'From which agency?', [...agencies], { value: sent.sourceAgency, change: set('sourceAgency') }),
    input('sourcePerson', 'From whom there?', { change: set('sourcePerson') }),
    textarea('summary', 'What happened: facts only', { hint: 'Up to 500 characters. Who did or said what.', rows: 4, most: 500, change: set('summary') }),
    select('provenance', 'How is it known?', PROVENANCE, { change: set('provenance') }),
    select('verification', 'Was it checked?', VERIFICATION, { change: set('verification') }),
    textarea('impactOnChild', 'What does it mean for the child?', { rows: 3, change: set('impactOnChild') }),
    select('impactLevel', 'How strong is that?', IMPACT, { change: set('impactLevel') }),
    textarea('actionTaken', 'What was done?', { rows: 2, hint: 'If nothing: "none: reason"', change: set('actionTaken') }),
    textarea('outcome', 'What came of it?', { rows: 2, hint: 'If nothing: "none: reason"', change: set('outcome') }),
    h('div', { class: 'govuk-form-group' }, checkbox('key', 'This is a key entry', { value: false, change: set('key') })),
    textarea('significance', 'Why it matters', { rows: 3, hint: 'Needed for a key entry.', change: set('significance') }),
    button('Record this entry', () => send(null)));
}

/** A fact is never refused: what has already happened is recorded, with its mark. */
function happened(send) {
  let reason = '';
  const errors = h('div', {});
  const box = h('section', { class: 'tl-conflict' }, heading(2, 'Has it already happened?', 'm'), errors,
    p('Then it is recorded, with the permanent mark "made without authority". Your supervisor is told at once.'),
    textarea('markReason', 'Why was it done without authority?', { rows: 2, change: value => { reason = value; } }),
    button('It has already happened: record it', () => reason.trim() ? send(reason) : showErrors(errors, 'A reason is needed', [{ text: 'Write why. One sentence is enough.', target: 'markReason' }], box), 'secondary'));
  return box;
}
