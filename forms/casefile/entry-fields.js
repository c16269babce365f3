import { h, fill, select, input, textarea, radios, checkbox, dateInput, fieldset, isDay } from '../elements.js';
import { capital, today } from '../words.js';

/** The fields of an entry: the four that file a fact first, then the rest, each of which may be "not known yet". */

/** Event types by what they are about, practice-rules 3.3. */
const GROUPS = [
  ['Work with the family', 'VISIT CONTACT NO_ACCESS ASSESSMENT REFERRAL STRATEGY_DISCUSSION SECTION_47 CONFERENCE MEETING_HELD PLAN_START PLAN_END EARLY_HELP LEGAL_STEP WORKER_CHANGE CASE_CLOSURE AGREEMENT_MADE AGREEMENT_BREACHED AGREEMENT_ENDED'],
  ['Harm', 'INJURY DOMESTIC_INCIDENT NEGLECT_CONCERN DISCLOSURE MISSING'],
  ['A carer', 'CARER_SELF_HARM CARER_LEFT_BEFORE_SEEN MENTAL_HEALTH_CRISIS RELAPSE POSITIVE_DRUG_TEST MISSED_PRESCRIPTION INTOXICATED_IN_CHARGE ARREST OFFENCE RELEASE'],
  ['Health', 'ED_ATTENDANCE HOSPITAL_ADMISSION HOSPITAL_DISCHARGE WAS_NOT_BROUGHT HEALTH_CHECK'],
  ['School', 'SCHOOL_ATTENDANCE EXCLUSION'],
  ['The family and the home', 'BIRTH DEATH PREGNANCY_BOOKED PREGNANCY_CONCEALED NEW_PARTNER SEPARATION HOUSEHOLD_CHANGE ADDRESS_MOVE NEW_TENANCY HOMELESS CARE_CHANGE SLEEPING_ARRANGEMENT HOME_CONDITIONS'],
  ['How the family responds', 'CANCELLED_BY_FAMILY REFUSED COMPLAINT POSITIVE_CHANGE'],
  ['Anything else', 'OTHER']
];
const NAMES = { SECTION_47: 'Section 47 enquiry', NO_ACCESS: 'No access at a visit', CONFERENCE: 'Child protection conference', ED_ATTENDANCE: 'Emergency department attendance', CARER_LEFT_BEFORE_SEEN: 'Carer left before being seen',
  INTOXICATED_IN_CHARGE: 'Intoxicated in charge of a child', CARER_SELF_HARM: 'Carer self-harm', ADDRESS_MOVE: 'Move', SCHOOL_ATTENDANCE: 'School or nursery attendance', OTHER: 'Something else' };
const named = code => NAMES[code] || capital(code.toLowerCase().replaceAll('_', ' '));
const TYPES = [['', 'Choose what happened'], ...GROUPS.map(([group, codes]) => [group, codes.split(' ').map(code => [code, named(code)])])];
export const PROVENANCE = [['', 'Not known yet'], ['OBSERVED', 'I or another professional saw or heard it'], ['DOCUMENT', 'From a document'], ['THIRD_PARTY', 'Somebody else told it'], ['SELF_REPORT', 'The person\'s own account'], ['CHILD_SAID', 'The child said it'], ['ANONYMOUS', 'Told anonymously']];
export const VERIFICATION = [['', 'Not known yet'], ['UNVERIFIED', 'Not checked with anyone else'], ['CORROBORATED', 'Confirmed from another side'], ['CONTRADICTED', 'Contradicted from another side'], ['NOT_VERIFIABLE', 'Cannot be checked']];
const IMPACT = [['', 'Not known yet'], ['NONE', 'None'], ['LOW', 'Low'], ['MODERATE', 'Moderate'], ['SERIOUS', 'Serious'], ['UNKNOWN', 'Looked at, and cannot be said']];

const PLAIN = ['eventDate', 'precision', 'type', 'sourceAgency', 'sourcePerson', 'summary', 'provenance', 'verification', 'significance', 'impactOnChild', 'impactLevel', 'actionTaken', 'outcome'];

/** What the rules of meetings ask about a type and no other field says (M6, M8); each answer is an attribute of the entry. */
const ASKED = {
  SECTION_47: ['mode', 'How was it agreed?', [{ value: 'MEETING', text: 'In a meeting' }, { value: 'PHONE', text: 'By telephone' }]],
  ARREST: ['factor', 'Was it for violence?', [{ value: '3B', text: 'Yes' }, { value: 'NO', text: 'No, or not known' }]]
};

function attributes(content) {
  const [name] = ASKED[content.type] || [];
  const said = { ...content.attributes };
  if (name && content[name]) said[name] = content[name];
  if (said.factor === 'NO') delete said.factor;
  return Object.keys(said).length ? said : null;
}

/** What an entry says, as the form holds it. */
export function asForm(entry) {
  return Object.fromEntries(Object.entries({ eventDate: entry.eventDate, precision: entry.precision, type: entry.type, sourceAgency: entry.agency?.code, sourcePerson: entry.sourcePerson, summary: entry.summary,
    provenance: entry.provenance, verification: entry.verification, significance: entry.significance, impactOnChild: entry.impact, impactLevel: entry.impactLevel, actionTaken: entry.actionTaken, outcome: entry.outcome,
    persons: entry.persons.map(person => person.id), key: entry.key && !entry.keyByRule ? true : undefined, attributes: entry.attributes, mode: entry.attributes?.mode, factor: entry.attributes?.factor }).filter(([, value]) => value !== undefined && value !== null));
}

export function emptyForm(about) {
  return { eventDate: today(), precision: 'EXACT', sourceAgency: about.me.agency.code, persons: [] };
}

/** As the server takes it: what was left open is null. */
export function asSent(content) {
  const sent = Object.fromEntries(PLAIN.map(name => [name, content[name]?.trim?.() || null]));
  return { ...sent, precision: content.precision || 'EXACT', persons: content.persons || [], key: !!content.key, attributes: attributes(content), actedBy: content.actedBy || null };
}

/** @param draft holds the values; @param options {people: more people than those of the file, agencies} */
export function four(about, draft, options = {}) {
  const { file, me } = about;
  const set = name => value => draft.set(name, value);
  const agencies = new Map([[me.agency.code, me.agency.name], ...file.agencies.map(one => [one.agency.code, one.agency.name]), ...(options.agencies || [])]);
  const people = new Map([...file.people.map(one => [one.id, `${one.name}, ${one.why}`]), ...(options.people || [])]);
  if (!people.size) people.set(file.person.id, file.person.name);
  const choose = (id, on) => {
    const now = (draft.get('persons') || []).filter(other => other !== id);
    draft.set('persons', on ? [...now, id] : now);
  };
  const more = h('div', {});
  const ask = () => {
    const [name, question, answers] = ASKED[draft.get('type')] || [];
    fill(more, name ? radios(name, question, answers, { value: draft.get(name) || '', inline: true, small: true, strong: false, change: set(name) }) : null);
  };
  ask();
  return [
    dateInput('eventDate', 'When did it happen?', { value: draft.get('eventDate'), change: set('eventDate') }),
    radios('precision', 'How exactly is the day known?', [{ value: 'EXACT', text: 'Exactly' }, { value: 'ESTIMATED', text: 'About' }, { value: 'MONTH', text: 'The month' }, { value: 'YEAR', text: 'The year' }],
      { value: draft.get('precision') || 'EXACT', inline: true, small: true, strong: false, change: set('precision') }),
    fieldset('persons', 'Whom does it concern?', {}, h('div', {}, [...people].map(([id, name], index) =>
      checkbox(index ? `person-${index}` : 'persons', name, { value: draft.get('persons')?.includes(id), change: on => choose(id, on) })))),
    select('type', 'What happened?', TYPES, { value: draft.get('type') || '', change: type => { draft.set('type', type); ask(); } }), more,
    textarea('summary', 'In your words: facts only', { hint: 'Up to 500 characters. Who did or said what.', rows: 4, most: 500, value: draft.get('summary'), change: set('summary') }),
    select('sourceAgency', 'From which agency do you know it?', [...agencies], { value: draft.get('sourceAgency'), change: set('sourceAgency') }),
    input('sourcePerson', 'From whom there?', { hint: 'You may leave this empty.', value: draft.get('sourcePerson'), change: set('sourcePerson') })
  ];
}

/** Each of these may be "not known yet". @param only the fields to show; without it all */
export function rest(draft, only) {
  const set = name => value => draft.set(name, value);
  const text = (name, label, rows, hint) => textarea(name, label, { rows, hint, value: draft.get(name), change: set(name) });
  const choice = (name, label, choices) => select(name, label, choices, { value: draft.get(name) || '', change: set(name) });
  return Object.entries({
    provenance: () => choice('provenance', 'How is it known?', PROVENANCE),
    verification: () => choice('verification', 'Was it checked?', VERIFICATION),
    impactOnChild: () => text('impactOnChild', 'What does it mean for the child?', 3, 'Empty means: not known yet.'),
    impactLevel: () => choice('impactLevel', 'How strong is that?', IMPACT),
    actionTaken: () => text('actionTaken', 'What was done?', 2, 'If nothing was done, write none and why, for example: none: the child was with her aunt. Empty means: not known yet.'),
    outcome: () => text('outcome', 'What came of it?', 2, 'If nothing came of it, write none and why. Empty means: not known yet.'),
    key: () => h('div', { class: 'govuk-form-group' }, checkbox('key', 'This is a key entry', { value: draft.get('key'), hint: 'Whoever takes over must read it one by one.', change: on => draft.set('key', on || '') })),
    significance: () => text('significance', 'Why does it matter?', 3, 'Needed for a key entry.')
  }).filter(([name]) => !only || only.includes(name)).map(([, make]) => make());
}

/** What is missing of the four fields, as [{text, target}]. */
export function lackingOfFour(content) {
  return [
    isDay(content.eventDate) ? null : { text: 'Give the day on which it happened, for example 7 9 2026. If you do not know it, give the nearest and say "about".', target: 'eventDate' },
    content.persons?.length ? null : { text: 'Tick at least one person whom it concerns.', target: 'persons' },
    content.type ? null : { text: 'Choose what happened.', target: 'type' },
    content.summary?.trim() ? null : { text: 'Write what happened, in your words.', target: 'summary' },
    content.key && !content.significance?.trim() ? { text: 'Write why this key entry matters.', target: 'significance' } : null
  ].filter(Boolean);
}

export const OPEN_FIELDS = { 'how it is known': ['provenance'], 'whether it was checked': ['verification'], 'what it means for the child': ['impactOnChild'], 'how strong that is': ['impactLevel'], 'what was done': ['actionTaken'], 'what came of it': ['outcome'] };

/** Texts of fields, for two versions side by side. */
export const NAMES_OF_FIELDS = { eventDate: 'When', precision: 'How exactly', persons: 'Whom it concerns', type: 'What happened', summary: 'In your words', sourceAgency: 'Agency', sourcePerson: 'From whom', provenance: 'How it is known', verification: 'Checked', significance: 'Why it matters',
  impactOnChild: 'For the child', impactLevel: 'How strong', actionTaken: 'What was done', outcome: 'What came of it', key: 'Key entry', reason: 'Why', account: 'The account', whose: 'Whose account' };
