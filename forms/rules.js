import { h, fill, heading, p, link, inset, tag, input, radios, textarea, details, list, showErrors, clearFields } from './elements.js';
import { get, put } from './service.js';
import { moment, capital } from './words.js';
import { once } from './casefile/frame.js';

/** The numbers of the product and which agencies' workers need authority: changed by a named administrator, with a reason that is kept. */
export async function show(root, said) {
  document.title = 'Rules - Throughline';
  const { rules, agencies, changes } = await get('/api/rules');
  const again = text => show(root, text);
  const done = h('div', { role: 'status', tabindex: '-1' }, said ? inset(said) : null);
  fill(root, heading(1, 'Rules', 'l', 'title'), done,
    p('A change holds from the moment you make it; what was judged before stays judged. Your name, the day and your reason are kept and shown below. The tables of meetings, deadlines and ladders are models: change them in the Modeler.'),
    h('p', { class: 'govuk-body' }, link('See how often each rule of meetings spoke', '/rules/figures')),
    heading(2, 'Numbers', 'm'), rules.map(rule => number(rule, again)),
    heading(2, 'Whose workers need authority', 'm'), p('The gate asks those of a gated agency whether they have read the history before they act with a family.'),
    agencies.map(agency => gate(agency, again)),
    heading(2, 'Last changes', 'm'), changes.length ? list(changes.map(change => line(change, agencies))) : p('Nothing has been changed yet.'));
  if (said) done.firstChild.scrollIntoView({ block: 'center' });
  if (said) done.focus();
}

function number(rule, again) {
  const typed = { value: String(rule.value), reason: '' };
  const id = 'rule-' + rule.id;
  return changing(id, [h('strong', {}, `${rule.id}: ${rule.value} ${rule.unit}`), ' ', tag(rule.status, rule.status === 'proposal' ? 'yellow' : 'blue'), h('br'), `${capital(rule.meaning)}. `, h('span', { class: 'govuk-hint govuk-!-margin-bottom-0' }, `Source: ${rule.source}.`)],
    `Change ${rule.id}`, [input(id + '-value', `${rule.id}, in ${rule.unit}`, { value: typed.value, width: 5, inputmode: 'decimal', change: value => { typed.value = value; } }), reason(id, typed)],
    async () => {
      const value = typed.value.trim();
      if (!/^\d+(\.\d+)?$/.test(value)) throw { message: 'This rule was not changed', faults: [{ field: 'value', reason: 'Give a number above nought, such as 2 or 2.5.' }, ...unreasoned(typed)] };
      await put('/api/rules/' + encodeURIComponent(rule.id), { value: Number(value), reason: typed.reason });
      await again(`${rule.id} is ${value} ${rule.unit} from now on. It was ${rule.value}.`);
    });
}

function gate(agency, again) {
  const typed = { gated: agency.gated, reason: '' };
  const id = 'gate-' + agency.code;
  return changing(id, [h('strong', {}, agency.name), ' ', agency.gated ? tag('need authority', 'blue') : tag('need none', 'grey')], `Change ${agency.name}`,
    [radios(id + '-gated', `Do the workers of ${agency.name} need authority?`, [{ value: true, text: 'Yes, after reading the history' }, { value: false, text: 'No' }],
      { inline: true, small: true, value: agency.gated, change: value => { typed.gated = value; } }), reason(id, typed)],
    async () => {
      await put(`/api/agencies/${encodeURIComponent(agency.code)}/gated`, typed);
      await again(`The workers of ${agency.name} ${typed.gated ? 'need authority' : 'need no authority'} from now on.`);
    });
}

const unreasoned = typed => typed.reason.trim() ? [] : [{ field: 'reason', reason: 'Say why this is changed, and who decided it.' }];

const reason = (id, typed) => textarea(id + '-reason', 'Why, and who decided it', { rows: 2, most: 2000, change: value => { typed.reason = value; } });

function changing(id, words, summary, fields, send) {
  const errors = h('div', {});
  const box = h('div', { id, class: 'govuk-!-margin-bottom-6' });
  return fill(box, h('p', { class: 'govuk-body govuk-!-margin-bottom-1' }, words), details(summary, errors, fields, once('Change it', async () => {
    clearFields(box);
    try {
      await send();
    } catch (problem) {
      showErrors(errors, problem.message, (problem.faults || []).map(fault => ({ text: fault.reason, target: `${id}-${fault.field}` })), box);
    }
  }, 'secondary')));
}

function line(change, agencies) {
  const code = /^GATED (.+)$/.exec(change.what)?.[1];
  const name = agencies.find(agency => agency.code === code)?.name || code;
  const what = code ? `Workers of ${name}: ${change.after ? 'need authority' : 'need no authority'}` : `${change.what}: ${change.after}, before ${change.before}`;
  return [h('strong', {}, what), `. ${change.by}, ${moment(change.at)}. ${change.reason}`];
}
