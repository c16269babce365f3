import { agreementForm } from './agreement-step.js';

export default agreementForm({
  title: 'Explain it to each party',
  draft: 'explanation',
  fields: []
});
