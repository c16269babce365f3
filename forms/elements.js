/** Builds the page from govuk-frontend components. Text is always set as text, never as markup. */

export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value' || name === 'checked') element[name] = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** Puts new content in the place of the old. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

export const p = (text, type = '') => h('p', { class: `govuk-body${type && ' govuk-body-' + type}` }, text);
export const hint = (text, id) => h('div', { class: 'govuk-hint', id }, text);
export const inset = (...children) => h('div', { class: 'govuk-inset-text' }, ...children);
export const hidden = text => h('span', { class: 'govuk-visually-hidden' }, text);
export const list = (items, type = 'bullet') => h('ul', { class: `govuk-list govuk-list--${type}` }, items.map(item => h('li', {}, item)));

/** A word in a coloured box. The word says it; the colour only repeats it. */
export const tag = (text, colour = 'grey') => h('strong', { class: `govuk-tag govuk-tag--${colour}` }, text);

export function warning(text) {
  return h('div', { class: 'govuk-warning-text' },
    h('span', { class: 'govuk-warning-text__icon', 'aria-hidden': 'true' }, '!'),
    h('strong', { class: 'govuk-warning-text__text' }, hidden('Warning '), text));
}

export function heading(level, text, size, id) {
  return h('h' + level, { class: `govuk-heading-${size || { 1: 'l', 2: 'm', 3: 's' }[level] || 's'}`, id, tabindex: id === 'title' ? '-1' : null }, text);
}

export function button(text, onclick, kind = '', attributes = {}) {
  return h('button', { type: 'button', class: `govuk-button${kind && ' govuk-button--' + kind}`, onclick, ...attributes }, text);
}

/** A button that looks like a link: something happens on this page. */
export function linkButton(text, onclick, attributes = {}) {
  return h('button', { type: 'button', class: 'tl-link-button', onclick, ...attributes }, text);
}

export function link(text, href, attributes = {}) {
  return h('a', { class: 'govuk-link', href, ...attributes }, text);
}

export function details(summary, ...children) {
  return h('details', { class: 'govuk-details' },
    h('summary', { class: 'govuk-details__summary' }, h('span', { class: 'govuk-details__summary-text' }, summary)),
    h('div', { class: 'govuk-details__text' }, ...children));
}

/** rows: [key, value or values]; a row without value is left out. */
export function summaryList(rows) {
  return h('dl', { class: 'govuk-summary-list' }, rows.filter(row => row && row[1] !== null && row[1] !== undefined && row[1] !== '').map(([key, value]) =>
    h('div', { class: 'govuk-summary-list__row' },
      h('dt', { class: 'govuk-summary-list__key' }, key),
      h('dd', { class: 'govuk-summary-list__value' }, typeof value === 'string' ? paragraphs(value) : value))));
}

/** Text as it was typed, line by line. */
export function paragraphs(text) {
  return h('div', { class: 'tl-text' }, String(text));
}

/** A message that stands out; role says whether it interrupts. */
export function banner(title, children, kind = '') {
  const id = 'banner-' + Math.random().toString(36).slice(2);
  return h('div', { class: `govuk-notification-banner${kind && ' govuk-notification-banner--' + kind}`, role: kind === 'success' ? 'alert' : 'region', 'aria-labelledby': id, tabindex: '-1' },
    h('div', { class: 'govuk-notification-banner__header' }, h('h2', { class: 'govuk-notification-banner__title', id }, title)),
    h('div', { class: 'govuk-notification-banner__content' }, children));
}

function group(id, label, options, ...control) {
  const described = [];
  const parts = [h('label', { class: 'govuk-label' + (options.strong === false ? '' : ' govuk-label--s'), for: id }, label)];
  if (options.hint) {
    parts.push(hint(options.hint, id + '-hint'));
    described.push(id + '-hint');
  }
  const element = h('div', { class: 'govuk-form-group', 'data-field': id }, parts, ...control);
  const input = element.querySelector('#' + CSS.escape(id));
  if (described.length) input.setAttribute('aria-describedby', described.join(' '));
  return element;
}

/** One text of some lines. */
export function textarea(id, label, options = {}) {
  return group(id, label, options, h('textarea', {
    class: 'govuk-textarea', id, name: id, rows: options.rows || 4, maxlength: options.most || 20000,
    value: options.value || '', oninput: event => options.change?.(event.target.value), spellcheck: 'true'
  }));
}

export function input(id, label, options = {}) {
  return group(id, label, options, h('input', {
    class: 'govuk-input' + (options.width ? ` govuk-input--width-${options.width}` : ''), id, name: id, type: options.type || 'text', value: options.value || '',
    inputmode: options.inputmode, autocomplete: 'off', list: options.list, oninput: event => options.change?.(event.target.value)
  }), options.after);
}

/** choices: [value, text], or [name of a group, [[value, text]]] */
export function select(id, label, choices, options = {}) {
  const control = h('select', { class: 'govuk-select', id, name: id, onchange: event => options.change?.(event.target.value) },
    choices.map(([value, text]) => Array.isArray(text) ? h('optgroup', { label: value }, text.map(([code, word]) => h('option', { value: code }, word))) : h('option', { value }, text)));
  control.value = options.value ?? (Array.isArray(choices[0]?.[1]) ? choices[0][1][0]?.[0] : choices[0]?.[0]) ?? '';
  return group(id, label, options, control);
}

/** choices: {value, text, hint, more} where more stands below a chosen one. */
export function radios(id, legend, choices, options = {}) {
  const items = choices.map((choice, index) => {
    const itemId = index === 0 ? id : `${id}-${index + 1}`;
    const more = choice.more ? h('div', { class: 'govuk-radios__conditional' }, choice.more) : null;
    return { choice, more, radio: h('input', { class: 'govuk-radios__input', id: itemId, name: id, type: 'radio', value: choice.value, checked: options.value === choice.value,
      'aria-describedby': choice.hint ? itemId + '-hint' : null, onchange: () => { show(); options.change?.(choice.value); } }), itemId };
  });
  function show() {
    for (const item of items) if (item.more) item.more.hidden = !item.radio.checked;
  }
  show();
  return fieldset(id, legend, options, h('div', { class: 'govuk-radios' + (options.inline ? ' govuk-radios--inline' : '') + (options.small ? ' govuk-radios--small' : '') },
    items.map(item => [h('div', { class: 'govuk-radios__item' }, item.radio,
      h('label', { class: 'govuk-label govuk-radios__label', for: item.itemId }, item.choice.text),
      item.choice.hint ? h('div', { class: 'govuk-hint govuk-radios__hint', id: item.itemId + '-hint' }, item.choice.hint) : null), item.more])));
}

export function checkbox(id, label, options = {}) {
  return h('div', { class: 'govuk-checkboxes govuk-checkboxes--small', 'data-field': id }, h('div', { class: 'govuk-checkboxes__item' },
    h('input', { class: 'govuk-checkboxes__input', id, name: id, type: 'checkbox', checked: !!options.value, 'aria-describedby': options.hint ? id + '-hint' : null,
      onchange: event => options.change?.(event.target.checked) }),
    h('label', { class: 'govuk-label govuk-checkboxes__label', for: id }, label),
    options.hint ? h('div', { class: 'govuk-hint govuk-checkboxes__hint', id: id + '-hint' }, options.hint) : null));
}

export function fieldset(id, legend, options, ...children) {
  const describedBy = options.hint ? id + '-hint' : null;
  return h('div', { class: 'govuk-form-group', 'data-field': id }, h('fieldset', { class: 'govuk-fieldset', 'aria-describedby': describedBy },
    h('legend', { class: 'govuk-fieldset__legend' + (options.strong === false ? '' : ' govuk-fieldset__legend--s') }, legend),
    options.hint ? hint(options.hint, describedBy) : null, ...children));
}

/** A day in three fields; the value is an ISO date, or what was typed as far as it goes. */
export function dateInput(id, legend, options = {}) {
  const match = /^(\d{0,4})-(\d{0,2})-(\d{0,2})$/.exec(options.value || '') || [null, '', '', ''];
  const start = { year: match[1], month: match[2].replace(/^0/, ''), day: match[3].replace(/^0/, '') };
  const parts = {};
  const changed = () => {
    const typed = { year: parts.year.value.trim(), month: parts.month.value.trim(), day: parts.day.value.trim() };
    options.change?.(typed.year || typed.month || typed.day ? `${typed.year.padStart(4, '0').slice(-4)}-${typed.month.padStart(2, '0')}-${typed.day.padStart(2, '0')}` : '');
  };
  const part = (name, label, width) => {
    const partId = name === 'day' ? id : `${id}-${name}`;
    parts[name] = h('input', { class: `govuk-input govuk-date-input__input govuk-input--width-${width}`, id: partId, type: 'text', inputmode: 'numeric', autocomplete: 'off', value: start[name], oninput: changed });
    return h('div', { class: 'govuk-date-input__item' }, h('div', { class: 'govuk-form-group' },
      h('label', { class: 'govuk-label govuk-date-input__label', for: partId }, label), parts[name]));
  };
  return fieldset(id, legend, { hint: 'For example, 7 9 2026', ...options },
    h('div', { class: 'govuk-date-input' }, part('day', 'Day', 2), part('month', 'Month', 2), part('year', 'Year', 4)));
}

/** Whether a text is a day that exists. */
export function isDay(text) {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text || '');
  if (!match) return false;
  const day = new Date(Date.UTC(+match[1], +match[2] - 1, +match[3]));
  return day.getUTCFullYear() === +match[1] && day.getUTCMonth() === +match[2] - 1 && day.getUTCDate() === +match[3];
}

/** items: {text, href or target}; a target is the id of a field in the same form. Focus moves here. */
export function showErrors(place, title, items, root) {
  const summary = h('div', { class: 'govuk-error-summary', tabindex: '-1', role: 'group', 'aria-labelledby': 'errors-title' },
    h('div', { role: 'alert' },
      h('h2', { class: 'govuk-error-summary__title', id: 'errors-title' }, title),
      h('div', { class: 'govuk-error-summary__body' }, items.length ? h('ul', { class: 'govuk-list govuk-error-summary__list' }, items.map(item => h('li', { 'data-was': valueOf(root, targetOf(item)) }, errorLine(item, root)))) : null)));
  fill(place, summary);
  markFields(root, items);
  summary.focus();
  summary.scrollIntoView({ block: 'start' });
}

function targetOf(item) {
  return item.target || (item.href?.startsWith('#') ? item.href.slice(1) : null);
}

function errorLine(item, root) {
  if (item.act) return linkButton(item.text, item.act);
  const target = targetOf(item);
  if (target) {
    return h('a', { href: '#' + target, onclick: event => {
      event.preventDefault();
      const field = root.querySelector('#' + CSS.escape(target));
      field?.focus();
      (field?.closest('.govuk-form-group') || field)?.scrollIntoView({ block: 'center' });
    } }, item.text);
  }
  return item.href ? h('a', { href: item.href, target: item.outside ? '_blank' : null }, item.text) : item.text;
}

function markFields(root, items) {
  clearMessages(root);
  for (const item of items) {
    if (!item.target) continue;
    const field = root.querySelector(`[data-field="${CSS.escape(item.target)}"]`);
    const control = root.querySelector('#' + CSS.escape(item.target));
    if (!field || !control) continue;
    const id = item.target + '-error';
    field.classList.add('govuk-form-group--error');
    control.classList.add(control.tagName === 'TEXTAREA' ? 'govuk-textarea--error' : 'govuk-input--error');
    const message = h('p', { class: 'govuk-error-message', id }, hidden('Error: '), item.text);
    const around = control.closest('.govuk-radios, .govuk-date-input, .govuk-checkboxes');
    (field.contains(around) ? around : control).before(message);
    control.setAttribute('aria-describedby', [control.getAttribute('aria-describedby'), id].filter(Boolean).join(' '));
    goesWhenFilled(field);
  }
}

/** A message stays beside a field only while the field is as it was: once something is there, it no longer says what is. */
function goesWhenFilled(field) {
  const look = event => {
    const control = event.target;
    if (control.type === 'radio' || control.type === 'checkbox' ? !control.checked : !control.value.trim()) return;
    clearFields(field);
    field.classList.remove('govuk-form-group--error');
    field.removeEventListener('input', look);
    field.removeEventListener('change', look);
  };
  field.addEventListener('input', look);
  field.addEventListener('change', look);
}

/** Before a form is checked again: messages go, and a line of the summary whose field has been filled otherwise since says nothing any more. */
export function clearFields(root) {
  settleSummary(root);
  clearMessages(root);
}

function clearMessages(root) {
  for (const message of root.querySelectorAll('.govuk-error-message')) {
    const control = root.querySelector(`[aria-describedby~="${CSS.escape(message.id)}"]`);
    if (control) {
      const rest = control.getAttribute('aria-describedby').split(' ').filter(id => id !== message.id).join(' ');
      if (rest) control.setAttribute('aria-describedby', rest);
      else control.removeAttribute('aria-describedby');
      control.classList.remove('govuk-textarea--error', 'govuk-input--error');
    }
    message.remove();
  }
  root.querySelectorAll('.govuk-form-group--error').forEach(field => field.classList.remove('govuk-form-group--error'));
}

/** @param gone whether a line, by its text, is known to be put right though its field does not show it */
export function settleSummary(root, gone = () => false) {
  const summary = root.querySelector('.govuk-error-summary');
  if (!summary) return;
  for (const line of summary.querySelectorAll('li')) {
    const target = line.querySelector('a[href^="#"]')?.getAttribute('href').slice(1);
    const value = target ? valueOf(root, target) : '';
    if (value && value !== line.dataset.was || gone(line.textContent)) line.remove();
  }
  if (summary.querySelector('ul') && !summary.querySelector('li')) summary.remove();
}

/** What stands in a field, or in all parts of it; empty where something is still missing. */
function valueOf(root, target) {
  const control = target && root?.querySelector('#' + CSS.escape(target));
  if (!control || control.value === undefined) return '';
  if (control.type === 'radio' || control.type === 'checkbox') return [...root.querySelectorAll(`[name="${CSS.escape(control.name)}"]`)].filter(one => one.checked).map(one => one.value).join(' ');
  const day = control.closest('.govuk-date-input');
  const parts = day ? [...day.querySelectorAll('input')].map(one => one.value.trim()) : [control.value.trim()];
  return parts.every(Boolean) ? parts.join('-') : '';
}
