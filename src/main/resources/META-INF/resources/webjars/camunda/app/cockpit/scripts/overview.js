const D3 = '/webjars/d3/7.9.0/dist/d3.min.js';

function drawing() {
  if (globalThis.d3) {
    return Promise.resolve(globalThis.d3);
  }
  return new Promise((done, failed) => {
    const script = document.createElement('script');
    script.src = D3;
    script.onload = () => (globalThis.d3 ? done(globalThis.d3) : failed(new Error('no d3')));
    script.onerror = () => failed(new Error('d3 did not load'));
    document.head.append(script);
  });
}

async function get(path) {
  const answer = await fetch(path, { credentials: 'same-origin', headers: { Accept: 'application/json' } });
  if (!answer.ok) {
    throw new Error(answer.status + ' ' + path);
  }
  return answer.json();
}

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function moment(iso) {
  return iso ? new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: 'Europe/London' }).format(new Date(iso)) : '-';
}

function table(caption, heads, rows) {
  return element('table', { className: 'throughline-table table table-striped' },
    element('caption', { textContent: caption }),
    element('thead', {}, element('tr', {}, ...heads.map(head => element('th', { scope: 'col', textContent: head })))),
    element('tbody', {}, ...rows.map(row => element('tr', {}, ...row.map(cell => element('td', {}, cell))))));
}

/** Bars of what waits, the late part of each in another colour and in figures. */
function bars(d3, title, lines) {
  const width = 640, left = 310, height = 26;
  const svg = d3.create('svg').attr('viewBox', `0 0 ${width} ${lines.length * height + 4}`).attr('role', 'img').attr('class', 'throughline-bars')
    .attr('aria-label', title + ': ' + lines.map(line => `${line.name} ${line.all}, of these ${line.late} overdue`).join('; '));
  const scale = d3.scaleLinear([0, Math.max(1, d3.max(lines, line => line.all) || 0)], [0, width - left - 130]);
  const row = svg.selectAll('g').data(lines).join('g').attr('transform', (line, i) => `translate(0 ${i * height})`);
  row.append('text').attr('x', left - 8).attr('y', 17).attr('text-anchor', 'end').text(line => line.name);
  row.append('rect').attr('x', left).attr('y', 5).attr('height', 16).attr('width', line => scale(line.all)).attr('fill', '#1d4e89');
  row.append('rect').attr('x', left).attr('y', 5).attr('height', 16).attr('width', line => scale(line.late)).attr('fill', '#b10e1e');
  row.append('text').attr('x', line => left + scale(line.all) + 6).attr('y', 17).text(line => `${line.all}` + (line.late ? `, ${line.late} overdue` : ''));
  return svg.node();
}

/** Whether somebody looks that timers run, in a sentence. */
function watch(dog) {
  const alarms = dog.openAlarms === 1 ? '1 alarm stands' : dog.openAlarms + ' alarms stand';
  const said = dog.silent ? 'The watchdog is silent' + (dog.lastRound ? ' since ' + moment(dog.lastRound) : '') + ': tell your administrator at once, for nobody looks whether timers run.'
    : dog.openAlarms ? `The watchdog went round at ${moment(dog.lastRound)}: ${alarms}. Those who run the system know; late steps are told to the next level all the same.`
      : dog.lastRound ? `The watchdog went round at ${moment(dog.lastRound)}: everything owed is carried.` : 'The watchdog begins its first round.';
  return element('p', { className: 'throughline-watchdog' + (dog.silent || dog.openAlarms ? ' throughline-barks' : ''), textContent: said });
}

export async function dashboard(node) {
  const [d3, now] = await Promise.all([drawing(), get('/api/overview')]);
  const link = (id, text) => element('a', { href: '/handovers/' + encodeURIComponent(id), textContent: text });
  const age = line => (line.waiting ? ` (longest ${line.oldestDays} ${line.oldestDays === 1 ? 'day' : 'days'})` : '');
  const parts = [
    element('h3', { textContent: now.everywhere ? 'How it stands, everywhere' : 'How it stands with those for whom you answer' }),
    watch(now.watchdog),
    element('div', { className: 'throughline-figures' },
      element('p', {}, element('strong', { textContent: now.urgentAccess }), ' urgent accesses in 30 days'),
      element('p', {}, element('strong', { textContent: now.urgentUnreviewed }), ' urgent accesses not reviewed yet')),
    element('h4', { textContent: 'Handovers by step' }),
    bars(d3, 'Handovers by step', now.steps.map(step => ({ name: step.inWords.replace(/ and sign off| of the history| the handover/, '') + age(step), all: step.waiting, late: step.overdue }))),
    element('h4', { textContent: 'Multi-agency meetings by step' }),
    now.meetingSteps.some(step => step.waiting) ? bars(d3, 'Meetings by step', now.meetingSteps.filter(step => step.waiting).map(step => ({ name: step.inWords.replace(/^See that every/, 'Every').replace(/ and record it| how it goes on/, '') + age(step), all: step.waiting, late: step.overdue })))
      : element('p', { textContent: 'No meeting waits.' }),
    element('h4', { textContent: 'What must happen, by the level that was told' }),
    now.levels.length ? bars(d3, 'What must happen by level', now.levels.map(line => ({ name: line.level ? 'Level ' + (line.level - 1) + ' was told' : 'Nobody needed telling yet', all: line.open, late: line.overdue })))
      : element('p', { textContent: 'Nothing is owed.' })
  ];
  if (!now.everywhere) {
    parts.push(now.running.length ? table('Handovers that wait', ['Case', 'Step', 'Since', 'Due'], now.running.map(one =>
      [link(one.id, one.reference), one.step, moment(one.since), moment(one.dueAt) + (one.overdue ? ' - overdue' : '')])) : element('p', { textContent: 'No handover waits.' }));
    parts.push(now.meetings.length ? table('Meetings that wait', ['Case', 'Step', 'Since', 'Due'], now.meetings.map(one =>
      [element('a', { href: '/meetings/' + encodeURIComponent(one.id), textContent: one.reference }), one.step, moment(one.since), moment(one.dueAt) + (one.overdue ? ' - overdue' : '')])) : element('p', { textContent: 'No meeting waits.' }));
    parts.push(now.finished.length ? table('Handovers that have ended', ['Case', 'How', 'When'], now.finished.map(one =>
      [link(one.id, one.reference), one.how, moment(one.at)])) : element('p', { textContent: 'No handover has ended yet.' }));
  }
  node.replaceChildren(element('section', { className: 'throughline-overview' }, ...parts));
}

export async function badges(viewer) {
  const now = await get('/api/overview');
  const shapes = viewer.get('elementRegistry'), overlays = viewer.get('overlays');
  for (const step of [...now.steps, ...now.meetingSteps].filter(one => one.waiting && shapes.get(one.task))) {
    const badge = element('div', { className: 'throughline-badge' + (step.overdue ? ' throughline-late' : ''), textContent: step.overdue ? step.overdue + ' overdue' : step.waiting + ' in time' });
    badge.title = `${step.inWords}: ${step.waiting} waiting, ${step.overdue} overdue, the longest for ${step.oldestDays} days`;
    overlays.add(step.task, { position: { top: -14, right: 60 }, html: badge });
  }
}

export async function acts(node, processInstanceId) {
  const instance = await get('/camunda/api/engine/engine/default/process-instance/' + encodeURIComponent(processInstanceId));
  const kind = /^case-handover:/.test(instance.definitionId) ? 'handover' : /^multi-agency-meeting:/.test(instance.definitionId) ? 'meeting' : null;
  if (!instance.businessKey || !kind) {
    node.textContent = 'Our record holds who did what of handovers and meetings. This is neither.';
    return;
  }
  const answer = await fetch(`/api/overview/${kind}s/` + encodeURIComponent(instance.businessKey) + '/acts', { credentials: 'same-origin', headers: { Accept: 'application/json' } });
  if (answer.status === 404) {
    node.textContent = `This ${kind} is not in your line, so its acts are not shown to you.`;
    return;
  }
  if (!answer.ok) {
    throw new Error(String(answer.status));
  }
  const done = await answer.json();
  node.replaceChildren(done.length ? table('Who did what when', ['When', 'Step', 'What', 'Who'], done.map(act =>
    [moment(act.at), act.step, act.what, act.by + (act.onBehalfOf ? ' for ' + act.onBehalfOf : '')]))
    : element('p', { textContent: `Nothing has been done in this ${kind} yet.` }));
}
