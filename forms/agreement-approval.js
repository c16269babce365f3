import { agreementForm } from './agreement-step.js';

export default agreementForm({
  title: 'Approve the agreement',
  draft: 'approval',
  fields: [
    { name: 'outcome', label: 'Your decision', choices: [{ value: 'APPROVED', text: 'I approve it: it may be put to the parents' }, { value: 'RETURNED', text: 'I send it back to be changed' }] },
    { name: 'words', label: 'Why, in your own words' }
  ]
});
