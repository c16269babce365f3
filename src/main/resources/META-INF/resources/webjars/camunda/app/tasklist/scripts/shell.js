/**
 * What every webapp shows: the notice strip where there is one, and our own sign-in page instead of the engine's.
 * Nothing here may throw: a script that fails leaves the whole page blank.
 */
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
  notice();
  document.documentElement.lang = 'en-GB';
  const titled = () => {
    if (/Camunda/.test(document.title)) {
      document.title = document.title.replace(/Camunda( Tasklist| Cockpit| Admin| Welcome)?/, title);
    }
  };
  titled();
  new MutationObserver(titled).observe(document.head, { subtree: true, childList: true, characterData: true });
}
