import { agreementForm } from './agreement-step.js';

export default agreementForm({
  title: 'Decide what follows from the breach',
  draft: 'breach',
  fields: [
    { name: 'outcome', label: 'The agreement', choices: [{ value: 'GOES_ON', text: 'goes on as it is' }, { value: 'CHANGE', text: 'is changed: a new version is drafted' }, { value: 'END', text: 'ends' }] },
    { name: 'words', label: 'What do you decide for the child, and why?' },
    { name: 'safe', label: 'What keeps the child safe from today?' },
    { name: 'strategy', label: 'Is a strategy discussion needed?', choices: [{ value: 'YES', text: 'Yes: it is called for' }, { value: 'NO', text: 'No' }] },
    { name: 'strategyWhy', label: 'Why, or why not?' }
  ]
});
