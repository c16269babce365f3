export default {
  app: { name: 'Throughline Cockpit', vendor: ' ' },
  locales: { availableLocales: ['en'], fallbackLocale: 'en' },
  customScripts: ['scripts/throughline'],
  disableWelcomeMessage: true
};
