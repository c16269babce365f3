import { agreementForm } from './agreement-step.js';

export default agreementForm({
  title: 'Say what keeps the child safe',
  draft: 'lapse',
  fields: [
    { name: 'safe', label: 'What keeps the child safe until it is reviewed? Who does what from today?' }
  ]
});
