export default {
  app: { name: 'Throughline Welcome', vendor: ' ' },
  locales: { availableLocales: ['en'], fallbackLocale: 'en' },
  customScripts: ['scripts/throughline'],
  disableWelcomeMessage: true
};
