import { showErrors, clearFields } from '../elements.js';

/** Does an act and shows what it refuses; what was typed stays where it is. @param targets names of fields as the server has them, and where they stand here */
export async function trying(errors, box, perform, targets = {}) {
  clearFields(box);
  try {
    await perform();
    errors.replaceChildren();
  } catch (problem) {
    if (!problem.faults) throw problem;
    showErrors(errors, problem.message, [...problem.missing, ...problem.faults.map(fault => ({ text: fault.reason, target: place(box, targets[fault.field] || fault.field) }))], box);
    return problem;
  }
  return null;
}

const place = (box, id) => box.querySelector('#' + CSS.escape(id)) ? id : null;

/** What a field is to the server: nothing where nothing was written. */
export const given = text => text?.trim?.() || null;

export const TIES = [['', 'Choose'], ['PARENT', 'Parent'], ['STEP_PARENT', 'Step-parent'], ['CARER', 'Carer'], ['SIBLING', 'Brother or sister'], ['HALF_SIBLING', 'Half-brother or half-sister'], ['PARTNER', 'Partner'],
  ['GRANDPARENT', 'Grandparent'], ['OTHER_RELATIVE', 'Other relative'], ['OTHER', 'Otherwise linked']];
