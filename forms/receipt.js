import { h, button, tag } from './elements.js';
import { post, clock } from './service.js';

/** "I have read this": taken once the words had the time that reading them takes; the server keeps it. */

/** From when the next thing can be read: nobody reads two at once. Shared by everything on one page that takes its time one after the other. */
export class Pace {
  constructor() { this.free = 0; }
}

/**
 * A line with the button, and a word once it is read.
 *
 * @param options {what, at, takes, pace, read, act} at: from when it is taken, takes: milliseconds after the receipt before where pace is shared, act: sends it
 */
export function receipt(options) {
  const wait = h('p', { class: 'tl-wait', role: 'status' });
  const place = h('div', { class: 'tl-receipt' });
  if (options.read) {
    place.append(tag('Read', 'green'));
    return place;
  }
  const from = () => Math.max(Date.parse(options.at || 0) || 0, options.pace && options.takes ? options.pace.free + options.takes : 0);
  const left = () => from() - (Date.now() + Math.max(clock.ahead, -1e12));
  const press = button('I have read this', async () => {
    if (left() > 0) {
      const seconds = Math.ceil(left() / 1000);
      wait.textContent = `Please take a moment: you can mark this as read in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`;
      return;
    }
    if (press.getAttribute('aria-disabled') === 'true') return;
    press.setAttribute('aria-disabled', 'true');
    try {
      const answer = await options.act();
      if (options.pace) options.pace.free = Date.now() + Math.max(clock.ahead, -1e12);
      const done = h('p', { class: 'tl-wait', tabindex: '-1' }, tag('Read', 'green'));
      place.replaceChildren(done);
      done.focus();
      options.then?.(answer);
    } catch (problem) {
      wait.textContent = problem.message;
      press.removeAttribute('aria-disabled');
    }
  }, 'secondary', { 'aria-label': options.what ? `I have read this: ${options.what}` : null });
  place.append(press, wait);
  return place;
}

/** Entries of one's own reading list, one at a time: opened here, then marked as read. */
export async function opened(reading, ref) {
  return (await post(`/api/readings/${reading}/openings`, { items: [ref], period: false })).items[0];
}

export const acknowledged = (reading, ref) => post(`/api/readings/${reading}/receipts`, { items: [ref], period: false });
