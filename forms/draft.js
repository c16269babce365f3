import { h, fill, button, link, linkButton, p, heading } from './elements.js';
import { time } from './words.js';
import { get, put, remove } from './service.js';

const WAIT = 1200;

/**
 * What a person is writing. Saved on the server as they type, with a version; where somebody else saved meanwhile, both
 * texts are shown. What the server could not take is kept in this tab only until it could.
 */
export class Draft {

  static async load(path, me) {
    let saved = { version: 0, content: {} };
    try {
      saved = await get(path) || saved;
    } catch (problem) {
      if (problem.status !== 404) throw problem;
    }
    return new Draft(path, saved, me);
  }

  constructor(path, saved, me) {
    this.path = path;
    this.me = me;
    this.version = saved.version || 0;
    this.content = saved.content || {};
    this.author = saved.author;
    this.savedAt = saved.savedAt;
    this.saving = null;
    this.dirty = false;
    this.key = `throughline.unsaved ${me?.username || ''} ${path}`;
    this.status = h('p', { class: 'govuk-hint tl-saved', id: 'saved' });
    this.trouble = h('div', { role: 'alert', tabindex: '-1' });
    this.strip = h('div', { class: 'tl-strip', hidden: true });
    this.refreshed = () => {};
    this.recover();
    this.say();
    this.leaving = () => { if (this.dirty && document.visibilityState === 'hidden') this.save(true).catch(() => {}); };
    document.addEventListener('visibilitychange', this.leaving);
    addEventListener('pagehide', () => { if (this.dirty) this.save(true).catch(() => {}); });
  }

  recover() {
    const kept = sessionStorage.getItem(this.key);
    if (!kept) return;
    const { version, content } = JSON.parse(kept);
    if (JSON.stringify(content) === JSON.stringify(this.content)) {
      sessionStorage.removeItem(this.key);
      return;
    }
    const server = { version: this.version, content: this.content, author: this.author, savedAt: this.savedAt };
    this.content = content;
    this.dirty = true;
    if (version !== this.version) queueMicrotask(() => this.conflict(server));
    else queueMicrotask(() => this.save().catch(() => {}));
  }

  get(path) {
    return path.split('.').reduce((value, name) => value?.[name], this.content);
  }

  /** Changes one value, and saves soon. An empty value is taken out. */
  set(path, value) {
    const names = path.split('.');
    const last = names.pop();
    let place = this.content;
    for (const name of names) place = place[name] ??= {};
    if (value === '' || value === null || value === undefined) delete place[last];
    else place[last] = value;
    this.touched();
  }

  touched() {
    this.dirty = true;
    this.keep();
    this.say();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save().catch(() => {}), WAIT);
  }

  keep() {
    try {
      sessionStorage.setItem(this.key, JSON.stringify({ version: this.version, content: this.content }));
    } catch { /* no room in this tab: the text stays on the page */ }
  }

  say(text) {
    this.status.textContent = text || (this.dirty ? 'Not saved yet' : this.savedAt ? `Saved at ${time(this.savedAt)}` : 'Your text is saved as you type');
  }

  /** Saves now, and waits until it is done. */
  async save(keepalive) {
    clearTimeout(this.timer);
    if (this.saving) {
      await this.saving.catch(() => {});
    }
    if (!this.dirty) return;
    this.saving = this.send(keepalive);
    try {
      await this.saving;
    } finally {
      this.saving = null;
    }
    if (this.dirty) await this.save(keepalive);
  }

  async send(keepalive) {
    const sent = JSON.stringify(this.content);
    this.say('Saving');
    try {
      const saved = await put(this.path, { content: this.content }, { version: this.version, keepalive: keepalive && sent.length < 60000 });
      this.version = saved.version;
      this.savedAt = saved.savedAt || new Date().toISOString();
      this.dirty = JSON.stringify(this.content) !== sent;
      if (!this.dirty) sessionStorage.removeItem(this.key);
      else this.keep();
      fill(this.trouble);
      this.strip.hidden = true;
      this.say();
    } catch (problem) {
      this.keep();
      this.say('Not saved');
      if (problem.status === 412) {
        const other = problem.body.current || problem.body.other || problem.body.properties?.current || problem.body;
        this.conflict(other);
      } else {
        fill(this.trouble, h('div', { class: 'govuk-inset-text tl-trouble' }, p(problem.message), problem.status === 401 ? h('p', { class: 'govuk-body' }, link('Sign in (opens in a new tab)', '/login', { target: '_blank' })) : null,
          list422(problem), button('Save again', () => this.save().catch(() => {}), 'secondary')));
      }
      this.pointUp('Your text is not saved.');
      throw problem;
    }
  }

  /** The server let go of it when it was filed: nothing is left to save. */
  filed() {
    clearTimeout(this.timer);
    this.dirty = false;
    this.version = 0;
    sessionStorage.removeItem(this.key);
  }

  /** Gives the text up, here and on the server. */
  async forget() {
    this.filed();
    await remove(this.path);
  }

  /** Whoever writes far below sees that something is wrong above. */
  pointUp(text) {
    fill(this.strip, h('strong', {}, text), ' ', linkButton('Show what to do', () => {
      this.trouble.scrollIntoView({ block: 'start' });
      this.trouble.focus({ preventScroll: true });
    }));
    this.strip.hidden = false;
  }

  /** Both texts, side by side; the person decides. */
  conflict(other) {
    clearTimeout(this.timer);
    const theirs = other.content || {};
    const differing = [...new Set([...leaves(this.content), ...leaves(theirs)])]
      .filter(path => String(this.get(path) ?? '') !== String(at(theirs, path) ?? ''));
    const author = other.author || 'Somebody else';
    const mine = author === this.me?.name;
    const who = mine ? 'your other window' : author;
    const use = path => {
      const value = at(theirs, path);
      this.set(path, value ?? '');
      clearTimeout(this.timer);
      this.refreshed();
      this.conflict(other);
    };
    const settle = () => {
      this.version = other.version ?? this.version;
      this.dirty = true;
      fill(this.trouble);
      this.strip.hidden = true;
      this.save().catch(() => {});
    };
    if (!differing.length) {
      settle();
      return;
    }
    fill(this.trouble, h('section', { class: 'tl-conflict', 'aria-labelledby': 'conflict-title' },
      heading(2, `${mine ? 'You' : author} saved this form ${mine ? 'in another window ' : ''}${other.savedAt ? 'at ' + time(other.savedAt) : 'while you were writing'}`, 'm', 'conflict-title'),
      p('Nothing is lost. Both texts are below. Take over what you want, then save.'),
      differing.map(path => h('div', { class: 'tl-conflict-pair' },
        h('div', {}, h('h3', { class: 'govuk-heading-s' }, 'Yours: ' + this.label(path)), h('div', { class: 'tl-text' }, String(this.get(path) ?? '(empty)'))),
        h('div', {}, h('h3', { class: 'govuk-heading-s' }, `From ${who}: ` + this.label(path)), h('div', { class: 'tl-text' }, String(at(theirs, path) ?? '(empty)')),
          linkButton('Use this text instead of mine', () => use(path))))),
      button('Save what is in the form now', settle)));
  }

  label(path) {
    return this.names?.[path] || path;
  }
}

function list422(problem) {
  return problem.faults.length ? h('ul', { class: 'govuk-list govuk-list--bullet' }, problem.faults.map(fault => h('li', {}, fault.reason || fault.text))) : null;
}

function at(content, path) {
  return path.split('.').reduce((value, name) => value?.[name], content);
}

function leaves(content, before = '') {
  return Object.entries(content).flatMap(([name, value]) =>
    value && typeof value === 'object' && !Array.isArray(value) ? leaves(value, before + name + '.') : [before + name]);
}
