import { open } from './step.js';
import { get } from './service.js';
import { FORMS } from './forms.js';

/** One step of mine as a full page. */
export async function show(root, taskId) {
  const task = await get('/api/tasks/' + encodeURIComponent(taskId));
  const load = FORMS[task.key];
  if (!load) throw new Error('This step has no form here. Open it in Tasklist.');
  const form = await load();
  await open(root, form.default, { taskId });
}
