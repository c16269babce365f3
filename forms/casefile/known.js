import { h, fill, heading, p, link, input, textarea, dateInput, warning, inset, isDay, showErrors, clearFields } from '../elements.js';
import { get, post } from '../service.js';
import { myShift, dutyPage } from '../duty.js';
import { moment } from '../words.js';
import { back, once } from './frame.js';
import { submit } from './find.js';

/** For whoever has a child in front of them: known here or not, and whom to ring. Who asked and why is kept. */
export async function show(root) {
  document.title = 'Is this child known? - Throughline';
  const shift = await myShift(await get('/api/me'));
  const asked = { name: '', born: '', address: '', reason: '' };
  const set = name => value => { asked[name] = value; };
  const errors = h('div', {});
  const answer = h('div', { role: 'status', tabindex: '-1' });
  const ask = async () => {
    clearFields(root);
    const missing = [
      asked.name.trim().length > 1 ? null : { text: 'Write the name as you heard it.', target: 'name' },
      asked.born && !isDay(asked.born) ? { text: 'Give a day that exists, for example 7 9 2026, or leave it empty and give the address.', target: 'born' } : asked.born || asked.address.trim() ? null : { text: 'Give the birth date, or the address if you do not know it.', target: 'born' },
      asked.reason.trim() ? null : { text: 'Write why you ask. One sentence is enough.', target: 'reason' }].filter(Boolean);
    if (missing.length) return showErrors(errors, missing.length === 1 ? 'One thing is still missing' : `${missing.length} things are still missing`, missing, root);
    try {
      const found = await post('/api/casefiles/known', { ...asked, born: asked.born || null, address: asked.address || null });
      fill(errors);
      fill(answer, said(found, shift));
      answer.focus();
    } catch (problem) {
      showErrors(errors, problem.message, problem.faults.map(fault => ({ text: fault.reason, target: fault.field })), root);
    }
  };
  fill(root, back('/casefiles', 'Back to your families'), errors, heading(1, 'Is this child known?', 'l', 'title'), warning('If a child is in danger now, ring 999 first.'),
    p('You are told whether a child like this is known here and which team to ring, and nothing else. That you asked, and why, is kept.'),
    h('form', { onsubmit: event => event.preventDefault() }, input('name', 'The child\'s name, or a parent\'s', { width: 20, change: set('name') }), dateInput('born', 'Birth date', { hint: 'If you know it. For example, 17 5 2023', change: set('born') }),
      input('address', 'Address', { hint: 'If you do not know the birth date.', change: set('address') }), textarea('reason', 'Why do you ask?', { rows: 2, change: set('reason') }), submit(once('Ask', ask))), answer);
}

function said(found, shift) {
  if (!found.length) {
    return [heading(2, 'No child like this is known here', 'm'), p('Names are misheard and families use several. Try another spelling, a parent\'s name, or the address. Not known is not the same as safe: if you are worried, ring the duty manager.'),
      h('p', { class: 'govuk-body' }, 'Has this child no file, and somebody must follow it up? The line supervisor of the first worker ', link('opens a case file', '/casefiles/new'), '. ', link('See who is on duty', '/duty-rota'), '.')];
  }
  const urgent = one => link('urgent access', `/casefiles/${encodeURIComponent(one.reference)}/urgent-access`);
  const line = one => h('li', {}, h('strong', {}, one.ring), !one.reference ? null : shift
    ? [' (', one.reference, '). You are on duty: read ', link('Before you knock', dutyPage(one.reference)), ', then go. If there is no time even for that: ', urgent(one)]
    : [' (', one.reference, '). If it cannot wait: ', urgent(one)]);
  const same = found.filter(one => one.how === 'SAME');
  const perhaps = found.filter(one => one.how === 'PERHAPS');
  return [
    same.length ? [heading(2, 'Known. Ring:', 'm'), h('ul', { class: 'govuk-list govuk-list--spaced' }, same.map(line))] : null,
    perhaps.length ? [heading(2, same.length ? 'Perhaps also known. Ring:' : 'Perhaps known. Ring and ask:', 'm'), h('ul', { class: 'govuk-list govuk-list--spaced' }, perhaps.map(line))] : null,
    shift ? inset(`Nobody answers? You are on duty until ${moment(shift.to)}: the page "Before you knock" holds what you need to know.`)
      : inset('Tell the team what you see now. They tell you what you need to know. Nobody answers? ', link('See who is on duty', '/duty-rota'), '.')];
}
