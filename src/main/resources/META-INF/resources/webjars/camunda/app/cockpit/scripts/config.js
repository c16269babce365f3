/** One custom script that does not load would blank the webapp, its sign-in included: so it is loaded only where it can be. */
async function loadable(script) {
  try {
    await import(`./${script}.js`);
    return [`scripts/${script}`];
  } catch (fault) {
    console.warn('Cockpit starts without ' + script, fault);
    return [];
  }
}

export default {
  app: { name: 'Throughline Cockpit', vendor: ' ' },
  locales: { availableLocales: ['en'], fallbackLocale: 'en' },
  customScripts: await loadable('throughline'),
  disableWelcomeMessage: true
};
