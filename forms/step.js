import { h, fill, heading, p, button, link, showErrors, clearFields } from './elements.js';
import { moment } from './words.js';
import { get, post, maybe } from './service.js';
import { Draft } from './draft.js';

/**
 * Shows one form: who it is about, what is to be done, one button that does it. A refusal is an error summary with the
 * sentence and links to what is missing; focus moves to it, and nothing typed is lost.
 *
 * @param form    {title, draft, render(step)}; a form about something else than a handover also has load(step) and who(step)
 * @param context {taskId, handoverId, embedded, done}
 */
export async function open(place, form, context) {
  fill(place, h('p', { class: 'govuk-body', role: 'status' }, 'Fetching the form'));
  const step = new Step(place, form, context);
  try {
    await step.load();
    await step.show();
  } catch (problem) {
    if (!problem.status && problem.status !== 0) console.error(problem);
    fill(place, h('div', { role: 'alert' }, heading(context.embedded ? 2 : 1, 'This form cannot be shown', 'm'), p(problem.message), missing(problem)),
      p(''), link('Go back to your work', '/', { target: context.embedded ? '_blank' : null }));
  }
  return step;
}

function missing(problem) {
  return problem.missing?.length ? h('ul', { class: 'govuk-list govuk-list--bullet' }, problem.missing.map(item => h('li', {}, item.href ? link(item.text, item.href) : item.text))) : null;
}

class Step {

  constructor(place, form, context) {
    this.place = place;
    this.form = form;
    this.context = context;
    this.embedded = !!context.embedded;
    this.level = this.embedded ? 2 : 1;
    this.key = crypto.randomUUID?.() || String(Math.random());
    this.errors = h('div', {});
    this.busy = false;
  }

  async load() {
    this.me = await get('/api/me');
    if (this.context.taskId) {
      this.task = await get('/api/tasks/' + encodeURIComponent(this.context.taskId));
    }
    const handoverId = this.context.handoverId || this.task?.businessKey;
    if (this.form.load) {
      await this.form.load(this);
    } else if (handoverId) {
      this.id = handoverId;
      await this.refresh();
      if (this.form.draft) this.draft = await Draft.load(`/api/handovers/${handoverId}/${this.form.draft}`, this.me);
    }
  }

  async refresh() {
    this.handover = await get('/api/handovers/' + encodeURIComponent(this.id));
    return this.handover;
  }

  /** Whether the person at the screen is the one with this part in the handover: outgoing, incoming, supervisor. */
  is(part) {
    return !!this.handover?.[part] && this.handover[part].username === this.me.username;
  }

  async show() {
    const body = h('div', { class: 'tl-body' });
    fill(this.place, this.errors, heading(this.level, this.form.title, this.embedded ? 'm' : 'l', 'title'), this.who(),
      this.draft ? this.draft.trouble : null, body, this.draft ? this.draft.strip : null);
    await this.form.render(this, body);
    if (!this.embedded) this.toField();
    if (!this.embedded) document.title = `${this.form.title} - Throughline`;
  }

  /** An address with the name of a field leads to it. */
  toField() {
    const id = this.field(decodeURIComponent(location.hash.slice(1)));
    const field = id && this.place.querySelector('#' + CSS.escape(id));
    if (!field) return;
    field.closest('details')?.setAttribute('open', '');
    field.scrollIntoView({ block: 'center' });
    field.focus();
  }

  who() {
    const about = this.handover;
    if (this.form.who) return this.form.who(this);
    if (!about) return null;
    const file = about.casefile;
    const due = this.task?.due || about.due;
    return h('div', { class: 'tl-who' },
      h('p', {}, h('strong', {}, file.childName || file.title || 'A child'), file.ageInWords ? `, ${file.ageInWords}` : '', ` (${file.reference})`),
      h('p', {}, `Handover ${about.outgoing ? `from ${about.outgoing.name} ` : ''}to ${about.incoming.name}. Supervisor: ${about.supervisor.name}.`),
      due ? h('p', {}, `Please do this by ${moment(due)}${this.task?.overdue ? '. It is overdue.' : '.'}`) : null);
  }

  /** The row with the button that does the step. checks() gives what is missing as [{text, target}]. */
  actions(label, { checks = () => [], outcome = () => undefined, done, extra } = {}) {
    return h('div', { class: 'tl-actions' }, button(label, () => this.complete(checks, outcome, done)), extra, this.draft ? this.draft.status : null);
  }

  async complete(checks, outcome, done) {
    if (this.busy) return;
    clearFields(this.place);
    const found = checks();
    if (found.length) {
      this.refuse(found.length === 1 ? 'One thing is still missing' : `${found.length} things are still missing`, found);
      return;
    }
    this.busy = true;
    try {
      const variables = {};
      if (this.draft) {
        await this.draft.save();
        variables.draftVersion = this.draft.version;
      }
      const chosen = outcome();
      if (chosen) variables.outcome = chosen;
      await post(`/api/tasks/${encodeURIComponent(this.task.id)}/completion`, { variables }, { key: this.key });
      await this.finish(done?.() || 'Done');
    } catch (problem) {
      this.key = crypto.randomUUID?.() || String(Math.random());
      this.problem(problem);
    } finally {
      this.busy = false;
    }
  }

  /** A refusal by the server, in its own words. */
  problem(problem) {
    const faults = problem.faults.map(fault => ({ text: fault.reason || fault.text, target: this.field(fault.field) }));
    const missing = problem.missing.map(item => this.form.missing?.(item, this) || this.missing(item));
    this.refuse(problem.message, [...missing, ...faults]);
  }

  /** A missing thing with a place on this form leads there; one with a place elsewhere leads away; another is said. */
  missing(item) {
    const inside = item.href?.startsWith('#') ? item.href.slice(1) : null;
    if (!inside) return { text: item.text, href: item.href, outside: this.embedded };
    return this.place.querySelector('#' + CSS.escape(inside)) ? { text: item.text, target: inside } : { text: item.text };
  }

  field(name) {
    if (!name) return null;
    const id = name.replace(/^content\./, '').replace(/[.[\]]+/g, '-').replace(/-$/, '');
    return this.place.querySelector('#' + CSS.escape(id)) ? id : null;
  }

  refuse(sentence, items) {
    clearFields(this.place);
    showErrors(this.errors, sentence, items, this.place);
  }

  async finish(text) {
    const panel = h('div', { class: 'govuk-panel govuk-panel--confirmation', tabindex: '-1' },
      heading(this.level, text, 'l'));
    panel.firstChild.className = 'govuk-panel__title';
    const next = this.context.done && this.task ? null : await maybe('/api/tasks');
    const mine = (next?.items || []).filter(task => task.businessKey === this.id && task.assignee === this.me.username && task.id !== this.task?.id);
    fill(this.place, panel,
      mine.length ? h('p', { class: 'govuk-body' }, this.handover ? 'Next for you in this handover: ' : 'Next for you here: ', link(mine[0].name, '/work/' + mine[0].id)) : null,
      this.embedded ? null : h('p', { class: 'govuk-body' }, link('Go to your work', '/')));
    panel.focus();
    if (this.context.done && this.task) this.context.done();
  }
}
