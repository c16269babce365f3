import { agreementForm } from './agreement-step.js';

export default agreementForm({
  title: 'Draft the agreement',
  draft: 'text',
  fields: []
});
