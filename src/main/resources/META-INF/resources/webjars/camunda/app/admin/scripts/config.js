export default {
  app: { name: 'Throughline Admin', vendor: ' ' },
  locales: { availableLocales: ['en'], fallbackLocale: 'en' },
  customScripts: ['scripts/throughline'],
  disableWelcomeMessage: true
};
