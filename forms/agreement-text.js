import { h, fill, heading, p, textarea, input, dateInput, checkbox, select, fieldset, hint } from './elements.js';
import { get } from './service.js';
import { day } from './words.js';
import { agreementForm, nothingBinding, field, isApart, common, commonWords, LiveChecks } from './agreement-step.js';
import { rows } from './rows.js';

const KINDS = [['', 'Choose'], ['PARENT', 'Parent'], ['CARER', 'Carer'], ['FAMILY_MEMBER', 'Other relative'], ['AGENCY', 'An agency']];
const NEEDS = [['LEARNING', 'Learning difficulty'], ['READING', 'Finds reading hard'], ['MENTAL_HEALTH', 'Mental ill health']];
const CAPACITY = [['NOT_SAID', 'Not said yet'], ['SURE', 'Can decide this'], ['DOUBTED', 'In doubt'], ['INTOXICATED', 'Not sober when we spoke']];
const ABUSE = [['NONE', 'Not concerned by it'], ['AGAINST', 'It is done to them'], ['SUSPECTED_OF', 'They are suspected of it']];
const ASKS = [['', 'Choose'], ['OWN_ACT', 'Something they do themselves'], ['KEEP_AWAY', 'To keep somebody away'], ['REPORT', 'To report somebody'], ['SUPERVISE', 'To watch over or control somebody']];

/** Drafts the agreement: who is party to it, what each side does, what the rules say of it while it is written. */
export default agreementForm({
  title: 'Draft the agreement',
  draft: 'text',

  async render(step, body) {
    const { draft, agreement } = step;
    const level = step.level + 1;
    const live = new LiveChecks(step);
    draft.names = { purpose: 'What is to be better', ifNotKept: 'If it is not kept', contingency: 'What is done then', monitoring: 'How it is watched', otherMeasures: 'What else keeps the child safe', 'risk.words': 'The worry' };
    const child = agreement.casefile.childGivenName || 'the baby';
    const entries = await keyEntries(agreement);
    const text = (id, label, hint, rows = 3) => [field(draft, textarea, id, label, { rows, hint }), live.beside(id)];
    const terms = h('div', {});
    const drawTerms = () => { fill(terms, termRows(step, live)); };
    const parties = rows(draft, 'parties', { add: 'Add a party', empty: () => ({ id: nextId(draft.get('parties'), 'p'), kind: '', language: 'English' }), named: value => partyName(step, value), changed: drawTerms,
      row: (value, index, set) => party(step, live, value, index, (change, again) => { set(change, again); if (!again) refreshOwners(step, terms); }, drawTerms) });
    const abuse = checkbox('abuseSuspected', 'Control or domestic abuse is suspected', { value: isApart(draft.content), hint: 'Then each is spoken with alone and gets a copy of their own, and nobody is asked to control who harms them',
      change: on => {
        draft.set('abuseSuspected', on || '');
        if (!on && draft.get('parties')) draft.set('parties', draft.get('parties').map(one => ({ ...one, abuse: undefined })));
        parties.redraw();
        drawTerms();
      } });
    fill(body, nothingBinding(), live.summary,
      heading(level, 'The worry and the purpose', 'm'),
      p('Write plainly: the parties read this. Write nothing here that one of them told you alone.'),
      select('risk', 'What is the worry about?', [['', 'Choose'], ...agreement.form.risks.map(risk => [risk.kind, risk.inWords])], { value: draft.get('risk.kind'), change: value => draft.set('risk.kind', value) }),
      textarea('riskWords', 'The worry, in plain words', { rows: 3, value: draft.get('risk.words'), change: value => draft.set('risk.words', value) }),
      select('riskEntry', 'Which entry of the history shows it?', [['', 'Choose'], ...entries], { value: draft.get('risk.entryFile') ? `${draft.get('risk.entryFile')}/${draft.get('risk.entrySeq')}` : '',
        change: value => { const [file, seq] = value.split('/'); draft.set('risk.entryFile', file); draft.set('risk.entrySeq', seq ? Number(seq) : ''); } }),
      checkbox('riskHigh', 'The risk is judged to be high', { value: draft.get('risk.high'), change: on => draft.set('risk.high', on || '') }), live.beside('risk'),
      text('purpose', `What is to be better or safer for ${child}?`, 'Begin with the child, not with what adults must stop'),
      abuse, checkbox('childAwayFromHome', `${child} is to live somewhere else for a time`, { value: draft.get('childAwayFromHome'), change: on => draft.set('childAwayFromHome', on || '') }),
      heading(level, 'Who agrees', 'm'), parties, live.beside('parties'),
      heading(level, 'What each side does', 'm'), p('What we do stands here as well as what the family does: an agreement that binds one side is none.'), terms, live.beside('terms'),
      heading(level, 'How it goes', 'm'),
      text('monitoring', 'How is it watched, and by whom?'),
      text('ifNotKept', 'What happens if it is not kept?', 'So that nobody is surprised: who decides, and by when'),
      text('contingency', `What is done for ${child} then?`),
      field(draft, dateInput, 'reviewOn', 'Review on', { hint: `A working day, at the latest ${day(agreement.form.latestReview)}${agreement.form.planMeeting ? ', because the plan meeting is on ' + day(agreement.form.planMeeting) : ''}. On that day it ends by itself` }), live.beside('reviewOn'),
      text('otherMeasures', 'What else keeps the child safe?', 'An agreement alone does not'),
      copies(step), live.beside('copies'), onEveryCopy(step), live.beside('approved'), live.beside(''),
      step.actions('Put it to the manager', { done: () => 'The agreement is with the manager' }));
    drawTerms();
    live.ask().catch(() => {});
  },

  /** What is wrong with a part of the form leads into it. */
  missing(item, step) {
    const target = item.href?.startsWith('#') ? item.href.slice(1) : null;
    const inside = target && step.place.querySelector('#' + CSS.escape(target));
    return inside ? { text: item.text, target } : item.href && !target ? { text: item.text, href: item.href, outside: step.embedded } : { text: item.text };
  }
});

/** The entries that can show a risk: the key ones, the newest first. */
async function keyEntries(agreement) {
  const found = await get(`/api/casefiles/${encodeURIComponent(agreement.casefile.reference)}/history?keyOnly=true&limit=100`).catch(() => ({ items: [] }));
  return found.items.map(item => [`${item.casefileId}/${item.seq}`, `${day(item.eventDate)}: ${item.typeLabel} - ${(item.summary || 'withheld').slice(0, 70)}`]).reverse();
}

const nextId = (all = [], letter) => { let n = all.length + 1; while (all.some(one => one.id === letter + n)) n++; return letter + n; };

export function partyName(step, value) {
  const { people, agencies } = step.agreement.form;
  if (value.kind === 'AGENCY') return agencies.find(one => one.code === value.agency)?.name || 'an agency';
  return people.find(one => one.id === value.personId)?.givenName || 'this party';
}

function party(step, live, value, index, set, redrawTerms) {
  const { draft, agreement } = step;
  const { people, agencies } = agreement.form;
  const id = 'party-' + value.id;
  const mine = (make, name, label, options = {}) => make(`${id}-${name}`, label, { strong: false, value: value[name], change: change => { value[name] = change; set({ [name]: change }); }, ...options });
  const agency = agencies.find(one => one.code === value.agency);
  const chosen = value.needs || [];
  return fieldset(id + '-row', `Party ${index + 1}`, {}, select(id, 'Who agrees?', KINDS, { strong: false, value: value.kind, change: kind => set({ kind, personId: undefined, agency: undefined, username: undefined }, true) }),
    value.kind === 'AGENCY' ? [
      select(`${id}-agency`, 'Which agency?', [['', 'Choose'], ...agencies.map(one => [one.code, one.name])], { strong: false, value: value.agency, change: code => set({ agency: code, username: undefined }, true) }),
      agency ? select(`${id}-username`, 'Who signs for it?', [['', 'Choose'], ...agency.people.map(one => [one.username, one.name])], { strong: false, value: value.username, change: username => set({ username }) }) : null] : null,
    value.kind && value.kind !== 'AGENCY' ? [
      select(`${id}-personId`, 'Which person?', [['', 'Choose'], ...people.map(one => [one.id, `${one.givenName}, ${one.whyInWords}`])], { strong: false, value: value.personId, change: personId => set({ personId }, true) }),
      checkbox(`${id}-concernAbout`, 'The worry is about this person', { value: value.concernAbout, change: on => set({ concernAbout: on || undefined }) }),
      mine(input, 'language', 'Language', { width: 10, change: language => { set({ language }); showInterpreter(language); } }),
      h('div', { 'data-interpreter': value.id, hidden: english(value.language) }, mine(input, 'interpreterName', 'Interpreter', { width: 20, hint: 'Never somebody of the family' }),
        dateInput(`${id}-interpreterOn`, 'Booked for', { strong: false, value: value.interpreterOn, change: interpreterOn => set({ interpreterOn }) })),
      fieldset(`${id}-needs`, 'What makes reading or deciding harder?', { strong: false }, NEEDS.map(([code, words]) => checkbox(`${id}-needs-${code}`, words, { value: chosen.includes(code),
        change: on => set({ needs: on ? [...new Set([...(current(draft, value).needs || []), code])] : (current(draft, value).needs || []).filter(one => one !== code) }, true) }))),
      chosen.length ? [mine(input, 'accessible', 'Which version do they get?', { hint: 'For example easy read, large print, read aloud' }),
        checkbox(`${id}-advocateOffered`, 'An advocate is offered', { value: value.advocateOffered, change: on => set({ advocateOffered: on || undefined }) }), mine(input, 'advocateName', 'Advocate, if they took one', { width: 20 })] : null,
      select(`${id}-capacity`, 'Can they decide this?', CAPACITY, { strong: false, value: value.capacity || 'NOT_SAID', change: capacity => set({ capacity }, true) }),
      ['DOUBTED', 'INTOXICATED'].includes(value.capacity) ? mine(textarea, 'capacityWhy', 'What was seen?', { rows: 2 }) : null,
      isApart(draft.content) ? select(`${id}-abuse`, 'In the abuse that is suspected', ABUSE, { strong: false, value: value.abuse || 'NONE', change: abuse => { set({ abuse }, true); redrawTerms(); } }) : null] : null,
    live.beside(id));

  function showInterpreter(language) {
    const box = step.place.querySelector(`[data-interpreter="${value.id}"]`);
    if (box) box.hidden = english(language);
  }
}

const english = language => !language?.trim() || language.trim().toLowerCase() === 'english';
const current = (draft, value) => (draft.get('parties') || []).find(one => one.id === value.id) || value;
const familyOf = step => (step.draft.get('parties') || []).filter(one => one.kind && one.kind !== 'AGENCY');
const only = (step, one) => `Only that of ${partyName(step, one)}`;
const owners = step => [['', 'Choose'], ...(step.draft.get('parties') || []).map(one => [one.id, partyName(step, one)])];

function termRows(step, live) {
  const { draft } = step;
  return rows(draft, 'terms', { add: 'Add what somebody does', empty: () => ({ id: nextId(draft.get('terms'), 't'), text: '' }), named: (value, index) => `term ${index + 1}`, row: (value, index, set) => {
    const id = 'term-' + value.id;
    const apart = isApart(draft.content);
    const does = (draft.get('parties') || []).find(one => one.id === value.owner);
    return fieldset(id + '-row', `Term ${index + 1}`, {},
      textarea(id, 'What is done?', { rows: 2, strong: false, most: 6000, hint: 'So that anybody can see whether it was', value: value.text, change: text => set({ text }) }),
      select(`${id}-owner`, 'Who does it?', owners(step), { strong: false, value: value.owner, change: owner => set({ owner }, true) }),
      dateInput(`${id}-by`, 'By or until', { strong: false, value: value.by, change: by => set({ by }) }),
      apart && does && does.kind !== 'AGENCY' ? [select(`${id}-asks`, 'What does it ask?', ASKS, { strong: false, value: value.asks || '', change: asks => set({ asks }) }),
        hint('Of the family only they read this: it stands on their own copy')] : null,
      apart && does?.kind === 'AGENCY' ? select(`${id}-about`, 'On whose copy does it stand?', [['', 'Choose'], ['EVERYBODY', 'Everybody\'s'], ...familyOf(step).map(one => [one.id, only(step, one)])], { strong: false,
        hint: 'Could it tell one of them what another has said? Then it stands on the copy of that other person alone. Agencies read all', value: value.about || '', change: about => set({ about: about || undefined }) }) : null,
      live.beside(id));
  } });
}

/** The names of parties change in the lists without a row losing what is typed. */
function refreshOwners(step, terms) {
  const names = new Map(owners(step));
  const alone = new Map(familyOf(step).map(one => [one.id, only(step, one)]));
  for (const option of terms.querySelectorAll('select[id$="-owner"] option')) if (names.has(option.value)) option.textContent = names.get(option.value);
  for (const option of terms.querySelectorAll('select[id$="-about"] option')) if (alone.has(option.value)) option.textContent = alone.get(option.value);
}

/** Where abuse is suspected: the words that everybody reads, to be read once more. Whoever changes one of them reads them again. */
function onEveryCopy(step) {
  const { draft } = step;
  const place = h('div', {});
  let drawn = null;
  const draw = () => {
    const now = isApart(draft.content) ? JSON.stringify(common(draft.content)) : '';
    if (now === drawn) return;
    drawn = now;
    fill(place, now ? [heading(step.level + 1, 'What every party reads', 'm'), p('Abuse is suspected. The worry stands on the copies of the family with its kind alone, and each reads only their own duties. These words stand on every copy, also on that of the person who is suspected:'),
      commonWords(draft.content), p('Could a sentence tell one of them what another has said or plans? Write it differently, or as a duty of an agency on one person\'s copy.'),
      checkbox('readAgain', 'Each party may read these words', { value: JSON.stringify(inOrder(draft.get('readAgain'))) === now, change: on => draft.set('readAgain', on ? common(draft.content) : '') })] : null);
  };
  const touched = draft.touched.bind(draft);
  draft.touched = () => { touched(); draw(); };
  draw();
  return place;
}

/** As it comes back from the server, in the order in which it is compared. */
const inOrder = words => words && common(words);

function copies(step) {
  const { draft, agreement } = step;
  const others = agreement.form.agencies.filter(one => one.working);
  if (!others.length) return null;
  return fieldset('copies', 'Who gets a copy?', { hint: 'Every agency that works with the family should know what was agreed' }, others.map((one, index) => checkbox(index ? `copies-${one.code}` : 'copies', one.name, { value: (draft.get('copies') || []).includes(one.code),
    change: on => { const kept = (draft.get('copies') || []).filter(code => code !== one.code); draft.set('copies', on ? [...kept, one.code] : kept.length ? kept : ''); } })));
}
