import { shell } from './shell.js';

shell('Throughline');
await words();

/**
 * The words are there before the page is drawn. The stock page asks for them while it draws its lists; where they come after the tasks, a list
 * keeps the names of words, such as CREATION_DATE, in front of whoever signs in for the first time on a slow day.
 */
async function words() {
  try {
    const { labels } = await (await fetch(new URL('../locales/en.json', import.meta.url))).json();
    window.angular.module('pascalprecht.translate').config(['$translateProvider', provider => provider.translations('en', labels)]);
  } catch {
    // the stock page asks for them again
  }
}

const KEPT_SECONDS = 30;
const cards = new Map();
let asked = new Map();

function ask() {
  const waiting = asked;
  asked = new Map();
  const ids = [...waiting.keys()];
  const named = ids.map(encodeURIComponent).join(',');
  Promise.all(['/api/tasks/cards', '/api/meetings/cards'].map(path => fetch(`${path}?ids=${named}`, { credentials: 'same-origin', headers: { Accept: 'application/json' } })
    .then(answer => (answer.ok ? answer.json() : {}))
    .catch(() => ({}))))
    .then(answers => {
      const answer = Object.assign({}, ...answers);
      for (const id of ids) {
        const card = answer[id] || null;
        cards.set(id, { card, until: Date.now() + KEPT_SECONDS * 1000 });
        waiting.get(id).forEach(done => done(card));
      }
    });
}

/** One call for all cards that are drawn together; kept for a while, since the list is drawn again every ten seconds. */
function cardOf(id) {
  const kept = cards.get(id);
  if (kept && kept.until > Date.now()) {
    return Promise.resolve(kept.card);
  }
  return new Promise(done => {
    if (asked.size === 0) {
      setTimeout(ask, 20);
    }
    asked.set(id, [...(asked.get(id) || []), done]);
  });
}

const card = {
  id: 'throughline-card',
  pluginPoint: 'tasklist.card',
  priority: 20,
  render: (node, { taskId }) => {
    cardOf(taskId).then(facts => {
      node.replaceChildren();
      if (!facts) {
        return;
      }
      for (const line of [facts.who, facts.family]) {
        if (line) {
          const p = document.createElement('div');
          p.className = 'throughline-card';
          p.textContent = line;
          node.append(p);
        }
      }
    });
  },
  unmount: () => {}
};

function linkInTheBar(name, href, text, priority) {
  return {
    id: name,
    pluginPoint: 'tasklist.navbar.action',
    priority,
    render: node => {
      const link = document.createElement('a');
      link.href = href;
      link.textContent = text;
      node.replaceChildren(link);
    },
    unmount: () => {}
  };
}

/** A handover is asked for in our own form; the stock dialogue, which offers processes, is hidden. */
export default [card, linkInTheBar('throughline-ask', '/handovers/new', 'Ask for a handover', 190), linkInTheBar('throughline-families', '/casefiles', 'Families', 200),
  linkInTheBar('throughline-home', '/', 'My page', 210)];
