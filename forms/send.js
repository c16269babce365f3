import { h, fill, showErrors, button } from './elements.js';
import { post } from './service.js';

/** Sends what is no step from its own small form. What is missing, or refused, is an error summary above it; nothing typed is lost. */
export async function send(path, sent, errors, box, missing, again, fields = {}) {
  if (missing.length) return showErrors(errors, 'Something is still missing', missing, box);
  try {
    await post(path, sent);
    await again();
  } catch (problem) {
    refused(problem, errors, box, fields);
  }
}

/** A refusal in the server's own words, with links to the fields; fields says which one has another id here. */
export function refused(problem, errors, box, fields = {}) {
  showErrors(errors, problem.message, [...problem.missing.map(item => ({ text: item.text, target: item.href?.startsWith('#') ? fields[item.href.slice(1)] || item.href.slice(1) : undefined })), ...problem.faults.map(fault => ({ text: fault.reason, target: fields[fault.field] || fault.field }))], box);
}

/** A small form with one button. body() is what goes out; checks() gives what is missing as [{text, target}]; ids says which field has another id here. */
export function smallForm(path, text, { fields, body, checks = () => [], again, kind = 'secondary', ids = {} }) {
  const errors = h('div', {});
  const box = h('div', {});
  return fill(box, errors, fields, button(text, () => send(path, body(), errors, box, checks(), again, ids), kind));
}
