/** The styles of a form inside Tasklist: in a shadow root, so that neither page's rules reach the other. */

const GOVUK = '/forms/govuk-frontend.css';
let loading;

async function sheets() {
  const [govuk, own] = await Promise.all([GOVUK, '/forms/throughline.css'].map(path => fetch(path).then(response => {
    if (!response.ok) throw new Error(`The styles ${path} cannot be read.`);
    return response.text();
  })));
  return [pixels(govuk), own].map(text => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
}

/** Tasklist sets the root size to 10 px: rem would come out at five eighths. */
function pixels(css) {
  return css.replace(/(-?\d*\.?\d+)rem\b/g, (_, number) => `${Number(number) * 16}px`)
    .replace(/:root\{/g, ':host{');
}

export async function shadow(host) {
  const root = host.attachShadow({ mode: 'open' });
  loading ??= sheets();
  root.adoptedStyleSheets = await loading;
  const place = document.createElement('div');
  place.className = 'tl-root tl-page-embedded';
  root.append(place);
  return place;
}
