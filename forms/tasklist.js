import { shadow } from './stylesheets.js';
import { open } from './step.js';

/**
 * Puts a form into Tasklist. The stock buttons are taken away: the form has its own, with a label that says what it does,
 * and completes through the application's own interface, which is gated.
 */
export async function embed(camForm, form) {
  camForm.on('submit', () => { camForm.submitPrevented = true; });
  const host = camForm.formElement[0].querySelector('[data-throughline]');
  const stock = host.closest('[cam-tasklist-form]');
  const buttons = [...(stock?.querySelectorAll('.form-actions') || []), ...(host.closest('.modal-content')?.querySelectorAll('.modal-footer .btn-primary') || [])];
  for (const stockButton of buttons) stockButton.style.display = 'none';
  const place = await shadow(host);
  await open(place, form, {
    embedded: true,
    taskId: camForm.taskId,
    done: () => finished(camForm)
  });
}

/** Does what Tasklist does after its own completion: no task chosen, the list read again. */
function finished(camForm) {
  const element = camForm.formElement;
  let scope = element.scope();
  const root = scope.$root;
  let completion;
  for (let here = scope; here; here = here.$parent) {
    if (typeof here.completionCallback === 'function') {
      completion = here.completionCallback;
      break;
    }
  }
  root.$applyAsync(() => {
    root.$broadcast('tasklist.task.complete');
    if (completion) {
      completion();
      return;
    }
    const location = element.injector().get('$location');
    const { task, detailsTab, ...rest } = location.search();
    location.search(rest);
  });
}
