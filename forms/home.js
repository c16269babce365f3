import { h, fill, heading, p, link, tag, inset } from './elements.js';
import { get, maybe } from './service.js';
import { moment, count } from './words.js';
import { wayTo } from './casefile/frame.js';
import { myShift } from './duty.js';

const MANAGERS = ['DUTY_MANAGER', 'TEAM_MANAGER', 'SERVICE_MANAGER', 'HEAD_OF_SERVICE', 'DIRECTOR'];

/** Who I am, and what waits for me. */
export async function show(root) {
  document.title = 'My work - Throughline';
  const [me, own, team, owed] = await Promise.all([get('/api/me'), get('/api/tasks'), get('/api/tasks?whose=team'), maybe('/api/obligations')]);
  const shift = await myShift(me);
  const manages = me.roles?.some(role => MANAGERS.includes(role)) || me.deputises?.length > 0;
  const administers = me.roles?.includes('ADMINISTRATOR');
  const mine = own.items.sort(byDue);
  const others = team.items.filter(task => task.assignee !== me.username).sort(byDue);
  const all = [...mine, ...others];
  const duties = (owed || []).filter(line => !line.endedAt && !all.some(task => task.name === line.what || line.key.endsWith(`${task.businessKey}:${task.key}`))).sort((a, b) => a.dueAt.localeCompare(b.dueAt));
  const asked = Object.fromEntries((owed || []).map(line => [line.id, line]));
  const ids = all.map(task => task.id).join(',');
  const cards = Object.assign({}, ...(all.length ? await Promise.all(['/api/tasks/cards', '/api/meetings/cards'].map(path => maybe(`${path}?ids=${ids}`).catch(() => null))) : []));
  fill(root, heading(1, `Hello ${me.name}`, 'l', 'title'),
    p([roles(me), me.agency?.name, me.team].filter(Boolean).join(', ') + (me.supervisor ? `. Your supervisor: ${me.supervisor.name}.` : '.')),
    me.deputises?.length ? inset(`You stand in for ${me.deputises.map(person => person.name).join(', ')}.`) : null,
    shift ? inset(`You are on duty until ${moment(shift.to)}. `, link('Is this child known?', '/casefiles/known'), ' leads to the page that you read before you knock.') : null,
    heading(2, mine.length ? `${count(mine.length, 'thing')} ${mine.length === 1 ? 'waits' : 'wait'} for you` : duties.length ? 'No step of a handover waits for you' : 'Nothing waits for you', 'm'),
    mine.length ? tasks(mine, cards, asked) : duties.length ? null : p('New work appears here by itself.'),
    others.length ? [heading(2, 'In your team', 'm'), tasks(others, cards, asked, true)] : null,
    duties.length ? [heading(2, 'Must happen by', 'm'), obligations(duties, me)] : null,
    heading(2, 'What you can do', 'm'),
    h('ul', { class: 'govuk-list' },
      administers ? null : [h('li', {}, link('Ask for a handover', '/handovers/new')),
        h('li', {}, link('Is this child known?', '/casefiles/known')),
        h('li', {}, link('Find a family, or see your families', '/casefiles'))],
      h('li', {}, link('See what must happen by when, in your line', '/obligations')),
      h('li', {}, link(administers ? 'See who is on duty, or bring in a rota' : 'See who is on duty', '/duty-rota')),
      manages ? h('li', {}, link('See who is away, and say that somebody leaves', '/people/away')) : administers ? h('li', {}, link('Say that somebody leaves', '/people/away')) : null,
      administers || me.roles?.some(role => role !== 'DUTY_MANAGER' && MANAGERS.includes(role)) ? h('li', {}, link('See how often each rule of meetings spoke', '/rules/figures')) : null,
      h('li', {}, link('Open Tasklist', '/camunda/app/tasklist/')),
      administers ? h('li', {}, link('Deploy a changed model with Camunda Modeler', '/deploy-token')) : null,
      administers ? [h('li', {}, link('See which models run, and what was refused', '/models')), h('li', {}, link('See the signed roots over the record, or verify it', '/roots')),
        h('li', {}, link('Look at logins that are in doubt', '/logins'))] : null,
      administers ? h('li', {}, link('Open Cockpit', '/camunda/app/cockpit/')) : null,
      administers ? h('li', {}, link('Look at alarms, and at mail that has not arrived', '/alarms')) : null,
      administers ? h('li', {}, link('See the numbers of the rules, or change one', '/rules')) : null));
}

function byDue(a, b) {
  return (a.due || '9').localeCompare(b.due || '9');
}

function roles(me) {
  return (me.roles || []).map(role => { const words = role.toLowerCase().replaceAll('_', ' '); return words[0].toUpperCase() + words.slice(1); }).join(', ');
}

function obligations(lines, me) {
  return h('ul', { class: 'govuk-task-list' }, lines.map(line => h('li', { class: 'govuk-task-list__item' },
    h('div', { class: 'govuk-task-list__name-and-hint' }, wayToDuty(line),
      h('div', { class: 'govuk-task-list__hint' }, [line.casefile, line.owner !== me.name && `With ${line.owner || 'nobody yet'}`, `by ${moment(line.dueAt)}`].filter(Boolean).join(' · '))),
    h('div', { class: 'govuk-task-list__status' }, line.overdue ? tag('Overdue', 'red') : tag('Open', 'blue')))));
}

function wayToDuty(line) {
  const page = line.casefile ? '/casefiles/' + encodeURIComponent(line.casefile) : null;
  const href = wayTo(line, page) || page;
  return href ? link(line.what, href) : line.what;
}

/** A task of a ladder says what should have happened. */
function tasks(list, cards, asked, withPerson) {
  return h('ul', { class: 'govuk-task-list' }, list.map(task => {
    const late = task.key === 'Task_SeeToIt' ? asked[task.businessKey] : null;
    const card = late ? { who: late.what, family: late.casefile, with: late.owner } : cards[task.id] || {};
    return h('li', { class: 'govuk-task-list__item govuk-task-list__item--with-link' },
      h('div', { class: 'govuk-task-list__name-and-hint' },
        h('a', { class: 'govuk-link govuk-task-list__link', href: '/work/' + task.id }, task.name, card.who ? `: ${card.who}` : ''),
        h('div', { class: 'govuk-task-list__hint' }, [withPerson && card.with && `With ${card.with}`, card.family, task.due && `by ${moment(task.due)}`].filter(Boolean).join(' · '))),
      h('div', { class: 'govuk-task-list__status' }, task.overdue ? tag('Overdue', 'red') : tag('Waiting', 'blue')));
  }));
}
