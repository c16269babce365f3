import { h, input } from './elements.js';
import { maybe } from './service.js';

/** Names somebody of one's own agency: by name and team, never by a username that one has to know. */

let asked;

/** The people of the agency; none where this person may not look them up. */
export function colleagues() {
  return asked ??= maybe('/api/people').then(people => people || []);
}

const role = one => one.role[0] + one.role.slice(1).toLowerCase().replaceAll('_', ' ');

/** options: {value, hint, people, change(username, typed)}; what is typed counts once it names one person. */
export function personInput(id, label, options) {
  const { people } = options;
  const words = new Map(people.map(one => [one.username, people.filter(other => other.name === one.name).length > 1 ? `${one.name} (${one.team || one.username})` : one.name]));
  const named = typed => {
    const text = typed.trim().toLowerCase();
    const exact = people.filter(one => words.get(one.username).toLowerCase() === text || one.username.toLowerCase() === text);
    return exact.length === 1 ? exact[0] : null;
  };
  const found = h('p', { class: 'govuk-hint tl-found', role: 'status' });
  const say = one => { found.textContent = one ? [one.name, role(one), one.team].filter(Boolean).join(', ') : ''; };
  const first = people.find(one => one.username === options.value);
  say(first);
  return h('div', {}, input(id, label, { hint: options.hint || 'Start with the name, then choose.', value: first ? words.get(first.username) : '', list: id + '-people', width: 20,
    change: typed => {
      const one = named(typed);
      say(one);
      options.change(one ? one.username : people.length ? '' : typed.trim(), typed.trim());
    },
    after: [h('datalist', { id: id + '-people' }, people.map(one => h('option', { value: words.get(one.username) }, [role(one), one.team].filter(Boolean).join(', ')))), found] }));
}
