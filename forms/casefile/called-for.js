import { h, fill, heading, p, link, tag, inset } from '../elements.js';
import { get, post } from '../service.js';
import { day, moment, capital } from '../words.js';
import { section, once } from './frame.js';

const ENDED = { MET: 'Met in time', MET_LATE: 'Met late', NOT_NEEDED: 'Not needed', OVERTAKEN: 'Overtaken' };

/** What the rules of meetings called for, because of which entry, and what came of it. */
export function show(root, reference) {
  return section(root, reference, 'called-for', async (about, body) => {
    const lines = (await get(about.path + '/called-for')).filter(line => line.mode !== 'OBSERVE');
    const asked = about.duties.find(line => line.key?.startsWith('look-back:'));
    const groups = [
      ['Still to happen', lines.filter(line => line.obligation && !line.endKind)],
      ['Missed before this history came here', lines.filter(line => line.lookedBack && !line.obligation && !line.metBefore && line.mode === 'ENFORCE')],
      ['To consider', lines.filter(line => line.mode === 'ADVISE' && !line.metBefore)],
      ['Met, or ended otherwise', lines.filter(line => line.endKind || line.metBefore || (!line.obligation && !line.lookedBack && line.mode === 'ENFORCE'))]
    ].filter(([, found]) => found.length);
    fill(body, heading(2, 'What the rules call for', 'm'),
      p('The rules count what is on the record. They decide nothing about a family; people do.'),
      asked ? look(about, asked) : null,
      groups.length ? groups.map(([name, found]) => [heading(3, name, 's'), h('ul', { class: 'govuk-task-list' }, found.map(line => item(line, about)))]) : p('Nothing was called for yet.'));
  });
}

function look(about, asked) {
  return h('div', {}, inset(`This history was brought in from elsewhere. Look at what is named as missed below, and see to what still matters. By ${moment(asked.dueAt)}, with ${asked.owner || 'nobody yet'}.`),
    once('I have looked at what was missed', async () => {
      await post(about.path + '/called-for/looked-at', {});
      location.reload();
    }));
}

function item(line, about) {
  const late = !line.endKind && Date.parse(line.dueAt) < Date.now();
  return h('li', { class: 'govuk-task-list__item' },
    h('div', { class: 'govuk-task-list__name-and-hint' }, `${line.what}, by ${moment(line.dueAt)}`,
      h('div', { class: 'govuk-task-list__hint' }, `${capital(line.because)} (rule ${line.ruleId}). `, link(`See the entry of ${day(line.eventDate)}`, `${about.page}/entries/${line.entryFile}/${line.entrySeq}`), line.meeting ? [' ', link('See the meeting', '/meetings/' + line.meeting)] : null)),
    h('div', { class: 'govuk-task-list__status' }, line.endKind ? tag(ENDED[line.endKind], line.endKind === 'MET' ? 'green' : 'grey')
      : line.metBefore ? tag('On the record', 'green') : line.mode === 'ADVISE' ? tag('Consider', 'blue') : !line.obligation ? tag(line.lookedBack ? 'Missed' : 'Dealt with before', line.lookedBack ? 'red' : 'grey') : late ? tag('Overdue', 'red') : tag('Open', 'blue')));
}
