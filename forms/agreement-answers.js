import { agreementForm } from './agreement-step.js';

export default agreementForm({
  title: 'Record what each party answers',
  draft: 'answers',
  fields: []
});
