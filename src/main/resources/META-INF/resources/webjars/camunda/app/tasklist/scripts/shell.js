/**
 * What every webapp shows: the notice strip where there is one, and our own sign-in page instead of the engine's.
 * Nothing here may throw: a script that fails leaves the whole page blank.
 */
const ALARM_EVERY = 60_000;

function signIn() {
  if (location.hash.startsWith('#/login')) {
    location.assign('/login');
  }
}

async function notice() {
  try {
    const answer = await fetch('/api/notice', { credentials: 'same-origin' });
    if (answer.status !== 200) {
      return;
    }
    const { text } = await answer.json();
    const strip = document.createElement('p');
    strip.className = 'throughline-notice';
    strip.setAttribute('role', 'note');
    strip.textContent = text;
    document.body.prepend(strip);
    document.body.classList.add('throughline-has-notice');
  } catch {
    // a page without the strip is still a page
  }
}

/** For those who run the system, on every webapp: that something stands still; asked for again now and then. */
async function alarm() {
  try {
    const answer = await fetch('/api/alarms/banner', { credentials: 'same-origin' });
    document.querySelector('.throughline-alarm')?.remove();
    if (answer.status !== 200) {
      return;
    }
    const link = Object.assign(document.createElement('a'), { href: '/alarms', textContent: (await answer.json()).text });
    const strip = Object.assign(document.createElement('p'), { className: 'throughline-notice throughline-alarm' });
    strip.setAttribute('role', 'note');
    strip.append(link);
    document.body.prepend(strip);
    document.body.classList.add('throughline-has-notice');
  } catch {
    // a page without the strip is still a page
  }
}

/** The page is shown once its words have come: until then the stock header holds the names of words, such as SIGN_OUT_ACTION. */
function shownWithItsWords() {
  const root = document.documentElement;
  const look = () => {
    const header = document.querySelector('[cam-widget-header]');
    if (header?.childElementCount && !/{{|\b[A-Z]{2,}(_[A-Z]+)+\b/.test(header.textContent)) {
      root.classList.add('throughline-ready');
      watching.disconnect();
    }
  };
  const watching = new MutationObserver(look);
  watching.observe(document.body, { subtree: true, childList: true, characterData: true });
  look();
}

export function shell(title) {
  shownWithItsWords();
  window.addEventListener('hashchange', signIn);
  signIn();
  notice().then(alarm);
  setInterval(alarm, ALARM_EVERY);
  document.documentElement.lang = 'en-GB';
  const titled = () => {
    if (/Camunda/.test(document.title)) {
      document.title = document.title.replace(/Camunda( Tasklist| Cockpit| Admin| Welcome)?/, title);
    }
  };
  titled();
  new MutationObserver(titled).observe(document.head, { subtree: true, childList: true, characterData: true });
}
