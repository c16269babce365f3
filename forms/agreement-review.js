import { agreementForm } from './agreement-step.js';

export default agreementForm({
  title: 'Review the agreement',
  draft: 'review',
  fields: [
    { name: 'outcome', label: 'What follows', choices: [{ value: 'END', text: 'It ends' }, { value: 'RENEW', text: 'It is renewed' }, { value: 'PLAN', text: 'A plan takes its place' }, { value: 'NOT_KEPT', text: 'It was not kept: the manager decides' }] },
    { name: 'came', label: 'What came of what each side was to do, and what is different for the child?' },
    { name: 'safe', label: 'What keeps the child safe from now on?' },
    { name: 'why', label: 'If it is renewed: why will another agreement do what this one did not?' },
    { name: 'plan', label: 'If a plan takes its place: which, since when, and who has it?' }
  ]
});
