export default {
  app: { name: 'Throughline', vendor: ' ' },
  dateFormat: { normal: 'ddd D MMM YYYY, HH:mm', long: 'ddd D MMM YYYY, HH:mm', short: 'D MMM' },
  locales: { availableLocales: ['en'], fallbackLocale: 'en' },
  customScripts: ['scripts/throughline'],
  disableWelcomeMessage: true,
  shortcuts: {
    focusFilter: { key: 'ctrl+shift+f', description: 'goes to the first list' },
    focusList: { key: 'ctrl+alt+l', description: 'goes to the first task of the list' },
    focusForm: { key: 'ctrl+alt+f', description: 'goes to the first field of the form' }
  }
};
