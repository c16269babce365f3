import { h, p, link, textarea, input, select, radios, inset, showErrors, clearFields } from '../elements.js';
import { get, post } from '../service.js';
import { capital } from '../words.js';
import { Draft } from '../draft.js';
import { open, act, done, once, entryPage } from './frame.js';
import { four, rest, asForm, asSent, lackingOfFour, OPEN_FIELDS, NAMES_OF_FIELDS } from './entry-fields.js';

/** What is put beside an entry: a correction, the rest of it, another account, a judgement, a restriction. The entry stays as it was. */

const PAGES = { correct, complete, dispute, key, restrict };

export async function show(root, reference, file, seq, what) {
  const about = await open(reference);
  const shown = await get(`${about.path}/entries/${file}/${seq}`);
  await PAGES[what](root, about, shown);
}

const named = entry => `${capital(entry.dateInWords)}: ${entry.typeLabel}`;

/** The entry as it stands with what corrected it last. */
function latest({ entry, corrections }) {
  return { ...asForm(entry), ...corrections.reduce((all, one) => ({ ...all, ...asForm(one) }), {}) };
}

async function unfinished(about, shown, kind, start) {
  const draft = await Draft.load(`${about.path}/unfinished/${kind}.${shown.entry.casefileId}.${shown.entry.seq}`, about.me);
  if (!draft.version && !draft.dirty) draft.content = start;
  draft.names = NAMES_OF_FIELDS;
  return draft;
}

/** What every page here does when its button is pressed. */
function sending(root, errors, about, shown, { missing, path, body, text, draft }) {
  let idempotency = crypto.randomUUID?.();
  return async () => {
    clearFields(root);
    const lacking = missing();
    if (lacking.length) return showErrors(errors, lacking.length === 1 ? 'One thing is still missing' : `${lacking.length} things are still missing`, lacking, root);
    await draft?.save().catch(() => {});
    try {
      await post(`${about.path}/entries/${shown.entry.casefileId}/${shown.entry.seq}/${path}`, body(), { key: idempotency });
      draft?.filed();
      done(root, text(), link('See the entry', entryPage(about, shown.entry)), link('Go to the case file', about.page));
    } catch (problem) {
      idempotency = crypto.randomUUID?.();
      showErrors(errors, problem.message, [...problem.missing, ...problem.faults.map(fault => ({ text: fault.reason, target: root.querySelector('#' + CSS.escape(fault.field)) ? fault.field : null }))], root);
    }
  };
}

async function correct(root, about, shown) {
  const draft = await unfinished(about, shown, 'correction', latest(shown));
  const errors = h('div', {});
  const send = sending(root, errors, about, shown, { draft, path: 'corrections', text: () => 'The correction stands beside the entry',
    missing: () => [...lackingOfFour(draft.content), draft.get('reason')?.trim() ? null : { text: 'Write what was wrong.', target: 'reason' }].filter(Boolean),
    body: () => ({ entry: { ...asSent(draft.content), actedBy: null }, reason: draft.get('reason') }) });
  act(root, about, 'Correct an entry', errors, draft.trouble, inset(`${named(shown.entry)}. ${shown.entry.summary || ''}`),
    p('The entry stays as it was. Change below what is not right; both stand beside each other, and whoever read the entry is told.'),
    textarea('reason', 'What was wrong?', { rows: 2, value: draft.get('reason'), change: value => draft.set('reason', value) }),
    four(about, draft, { people: shown.entry.persons.map(person => [person.id, person.name]), agencies: [[shown.entry.agency.code, shown.entry.agency.name]] }), rest(draft),
    h('div', { class: 'tl-actions' }, once('Put this correction beside it', send), draft.status), draft.strip);
}

async function complete(root, about, shown) {
  if (!shown.notKnownYet.length) {
    return done(root, 'Nothing of this entry is open', link('See the entry', entryPage(about, shown.entry)), link('Go to the case file', about.page));
  }
  const draft = await unfinished(about, shown, 'correction', latest(shown));
  const errors = h('div', {});
  const fields = shown.notKnownYet.flatMap(words => OPEN_FIELDS[words] || []);
  const send = sending(root, errors, about, shown, { draft, path: 'corrections', text: () => 'What is known now stands beside the entry',
    missing: () => fields.some(name => draft.get(name)) ? [] : [{ text: 'Fill in at least one. If something cannot be found out, say so there, and whom you asked.', target: fields[0] }],
    body: () => ({ entry: { ...asSent(draft.content), actedBy: null }, reason: 'What was not known then is known now.' }) });
  act(root, about, 'Complete an entry', errors, draft.trouble, inset(`${named(shown.entry)}. ${shown.entry.summary || ''}`),
    p('When it was recorded, this was not known yet. Fill in what you know now; the rest stays open.'), rest(draft, fields),
    h('div', { class: 'tl-actions' }, once('Record what is known now', send), draft.status), draft.strip);
}

async function dispute(root, about, shown) {
  const draft = await unfinished(about, shown, 'dispute', {});
  const errors = h('div', {});
  const set = name => value => draft.set(name, value);
  const agencies = new Map([[about.me.agency.code, about.me.agency.name], ...about.file.agencies.map(one => [one.agency.code, one.agency.name])]);
  const send = sending(root, errors, about, shown, { draft, path: 'disputes', text: () => 'The account stands beside the entry',
    missing: () => [draft.get('whose')?.trim() ? null : { text: 'Write whose account this is.', target: 'whose' }, draft.get('account')?.trim() ? null : { text: 'Write the account.', target: 'account' }].filter(Boolean),
    body: () => ({ account: draft.get('account'), whose: draft.get('whose'), sourceAgency: draft.get('sourceAgency') || about.me.agency.code }) });
  act(root, about, 'Put another account beside it', errors, draft.trouble, inset(`${named(shown.entry)}. ${shown.entry.summary || ''}`),
    p('The family, or a professional, sees it differently. Their account stands beside the entry, as large as the entry, in their own words. It is never counted against anybody.'),
    input('whose', 'Whose account is it?', { value: draft.get('whose'), change: set('whose') }),
    textarea('account', 'Their account, in their words', { rows: 5, most: 500, hint: 'Up to 500 characters. Do not improve it.', value: draft.get('account'), change: set('account') }),
    select('sourceAgency', 'Through which agency did it come?', [...agencies], { value: draft.get('sourceAgency') || about.me.agency.code, change: set('sourceAgency') }),
    h('div', { class: 'tl-actions' }, once('Put this account beside it', send), draft.status), draft.strip);
}

async function key(root, about, shown) {
  const errors = h('div', {});
  const sent = { key: !shown.entry.key, reason: '' };
  const send = sending(root, errors, about, shown, { path: 'key', text: () => sent.key ? 'The entry is key' : 'The entry is not key',
    missing: () => sent.reason.trim() ? [] : [{ text: 'Write why.', target: 'reason' }], body: () => sent });
  act(root, about, sent.key ? 'Mark an entry as key' : 'Say that an entry is not key', errors, inset(`${named(shown.entry)}. ${shown.entry.summary || ''}`),
    p(sent.key ? 'Whoever takes over this family must read it one by one.' : 'Whoever takes over no longer has to read it one by one. Your name and your reason stay in the record.'),
    textarea('reason', 'Why?', { rows: 3, change: value => { sent.reason = value; } }), once(sent.key ? 'Mark it as key' : 'It is not key', send));
}

async function restrict(root, about, shown) {
  const errors = h('div', {});
  const sent = { level: '', kind: '', reason: '' };
  const send = sending(root, errors, about, shown, { path: 'restrictions', text: () => 'The entry is kept from others',
    missing: () => [sent.level ? null : { text: 'Say whether readers are told that something is kept back.', target: 'level' }, sent.kind.trim() ? null : { text: 'Name the kind in a word or two.', target: 'kind' },
      sent.reason.trim() ? null : { text: 'Write why.', target: 'reason' }].filter(Boolean), body: () => sent });
  act(root, about, 'Keep an entry from others', errors, inset(`${named(shown.entry)}. ${shown.entry.summary || ''}`),
    p('From now on only you and whoever recorded it can read it. You answer for it: in a handover you release it, give a safe summary, or state that nothing in it changes how the family must be worked with.'),
    radios('level', 'What do others see?', [{ value: 'WITHHELD', text: 'That something is withheld', hint: 'They see the day, the kind, and that you hold it.' }, { value: 'SEALED', text: 'Nothing', hint: 'Only where its existence is the secret.' }], { change: value => { sent.level = value; } }),
    input('kind', 'What kind of restriction?', { hint: 'A word or two that anybody may see, such as third party', width: 20, change: value => { sent.kind = value; } }),
    textarea('reason', 'Why?', { rows: 3, hint: 'Only you see this.', change: value => { sent.reason = value; } }), once('Keep it from others', send, 'warning'));
}
