import { agreementForm } from './agreement-step.js';

export default agreementForm({
  title: 'Bring its renewal into force',
  draft: 'renewal',
  fields: [
    { name: 'outcome', label: 'Only if it ends otherwise', choices: [{ value: 'END', text: 'It ends without renewal' }, { value: 'PLAN', text: 'A plan takes its place' }, { value: 'NOT_KEPT', text: 'It was not kept: the manager decides' }] },
    { name: 'came', label: 'What came of what each side was to do, and what is different for the child?' },
    { name: 'safe', label: 'What keeps the child safe from now on?' },
    { name: 'plan', label: 'If a plan takes its place: which, since when, and who has it?' }
  ]
});
