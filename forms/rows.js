import { h, fill } from './elements.js';

/**
 * A list of rows that can grow and shrink: each row is drawn by row(value, index, set); set(change, true) draws it anew. What is typed stays in the
 * draft under this name. Focus goes to a new row, and after a row is taken out to the next one; what happened is said.
 *
 * options: {add, empty, row, named(value, index), changed()}; empty may be a function, named says what is taken out
 */
export function rows(draft, name, { add, empty, row, named = (value, index) => String(index + 1), changed }) {
  const place = h('div', { id: name, tabindex: '-1' });
  const list = h('div', {});
  const said = h('p', { class: 'govuk-visually-hidden', role: 'status' });
  const values = () => draft.get(name) || [];
  const keep = next => draft.set(name, next.length ? next : '');
  const more = h('button', { type: 'button', class: 'govuk-button govuk-button--secondary', onclick: () => {
    keep([...values(), typeof empty === 'function' ? empty() : structuredClone(empty)]);
    show();
    focus(values().length - 1);
    said.textContent = `Row ${values().length} is added.`;
    changed?.();
  } }, add);
  const focus = index => {
    const at = list.children[index];
    (at?.querySelector('[data-row]') || at?.querySelector('select, input, textarea') || more).focus();
  };
  const show = () => {
    fill(list, values().map((value, index) => h('div', { class: 'tl-row' }, row(value, index, (change, again) => {
      const next = structuredClone(values());
      Object.assign(next[index], change);
      keep(next);
      if (again) {
        const here = document.activeElement?.id || list.getRootNode().activeElement?.id;
        show();
        if (here) list.querySelector('#' + CSS.escape(here))?.focus();
        changed?.();
      }
    }), h('button', { type: 'button', class: 'tl-link-button', onclick: () => {
      keep(values().filter((_, other) => other !== index));
      show();
      focus(Math.min(index, values().length - 1));
      said.textContent = `Row ${index + 1} is taken out.`;
      changed?.();
    } }, `Take out ${named(value, index)}`))));
  };
  show();
  place.append(list, more, said);
  place.redraw = show;
  return place;
}
