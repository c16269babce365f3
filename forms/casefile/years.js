import { h, fill, heading } from '../elements.js';
import { get } from '../service.js';
import { timeline } from '../timeline.js';
import { section, entryPage } from './frame.js';

/** The family's years in a picture; an event opens its entry. */
export function show(root, reference) {
  return section(root, reference, 'timeline', async (about, body) => {
    const drawn = await timeline(await get(about.path + '/timeline'), ref => location.assign(entryPage(about, ref)));
    fill(body, heading(2, 'The family\'s years', 'm'), h('div', {}, drawn.element));
  });
}
