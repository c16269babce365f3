import { h, fill, heading, p, link, tag, inset, warning, button } from './elements.js';
import { get, maybe } from './service.js';
import { moment, count } from './words.js';

/** What the watchdog found, and mail that has not arrived: each with what to do next. For those who run the system. */
export async function show(root) {
  document.title = 'Alarms - Throughline';
  const [found, mail] = await Promise.all([get('/api/alarms'), maybe('/api/notices/undelivered')]);
  const open = found.alarms.filter(alarm => !alarm.clearedAt);
  const gone = found.alarms.filter(alarm => alarm.clearedAt);
  const mails = h('div', {});
  fill(root, heading(1, 'Alarms', 'l', 'title'), verdict(found.watchdog),
    heading(2, open.length ? `${count(open.length, 'alarm')} ${open.length === 1 ? 'stands' : 'stand'}` : 'No alarm stands', 'm'),
    open.length ? alarms(open) : p('Everything owed is carried by the engine.'),
    mail ? [heading(2, mail.mails.length ? 'Mail that has not arrived' : 'No mail waits to arrive', 'm'), mail.said ? inset(mail.said) : null, mails] : null,
    gone.length ? [heading(2, 'Alarms that have ended', 'm'), alarms(gone)] : null);
  if (mail) more(mails, mail);
}

function verdict(watchdog) {
  const last = watchdog.lastRound ? `The watchdog went round last on ${moment(watchdog.lastRound)}.` : 'The watchdog has not gone round yet.';
  return watchdog.silent ? warning(last + ' That is too long ago: nobody looks whether timers run. Look whether any node of the application still works, and restart it.') : p(last);
}

function alarms(list) {
  return h('ul', { class: 'govuk-task-list' }, list.map(alarm => h('li', { class: 'govuk-task-list__item' },
    h('div', { class: 'govuk-task-list__name-and-hint' }, alarm.what,
      alarm.clearedAt ? null : h('div', { class: 'govuk-body-s govuk-!-margin-bottom-1' }, alarm.next),
      h('div', { class: 'govuk-task-list__hint' }, since(alarm), ' · ', alarm.subject,
        alarm.instance && !alarm.clearedAt ? [' · ', link('Look in Cockpit', '/camunda/app/cockpit/default/#/process-instance/' + encodeURIComponent(alarm.instance))] : null)),
    h('div', { class: 'govuk-task-list__status' }, alarm.clearedAt ? tag('Ended', 'grey') : tag('Stands', 'red')))));
}

function since(alarm) {
  return alarm.clearedAt ? `${moment(alarm.openedAt)} to ${moment(alarm.clearedAt)}` : `since ${moment(alarm.openedAt)}`;
}

const STATES = {
  WAITING: ['Tried again', 'blue', 'Nothing to do yet: it is tried again by itself.'],
  FAILED: ['Given up', 'red', 'Put the cause right, and tell the person by other means: this mail is not sent again.'],
  BOUNCED: ['Came back', 'red', "Correct the mailbox in the organisation's table, and tell the person by other means: this mail is not sent again."]
};

/** A page of mails, and a button for the next one. */
function more(place, page) {
  const next = page.next ? button('Show more', async () => {
    next.remove();
    more(place, await get('/api/notices/undelivered?cursor=' + page.next));
  }, 'secondary') : null;
  place.append(...[page.mails.length ? h('ul', { class: 'govuk-task-list' }, page.mails.map(line)) : null, next].filter(Boolean));
}

function line(mail) {
  const [state, colour, todo] = STATES[mail.state];
  return h('li', { class: 'govuk-task-list__item' },
    h('div', { class: 'govuk-task-list__name-and-hint' }, `To ${mail.to}` + (mail.urgent ? ', urgent' : ''),
      h('div', { class: 'govuk-body-s govuk-!-margin-bottom-1' }, mail.why ? `${mail.why} ${todo}` : todo),
      h('div', { class: 'govuk-task-list__hint' }, `made on ${moment(mail.madeAt)}, tried ${count(mail.attempts, 'time')}`)),
    h('div', { class: 'govuk-task-list__status' }, tag(state, colour)));
}
