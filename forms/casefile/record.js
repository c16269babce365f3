import { h, fill, heading, p, link, linkButton, textarea, showErrors, clearFields, select } from '../elements.js';
import { post } from '../service.js';
import { Draft } from '../draft.js';
import { open, act, done, once, entryPage } from './frame.js';
import { four, rest, asSent, emptyForm, lackingOfFour, NAMES_OF_FIELDS } from './entry-fields.js';
import { colleagues } from '../person.js';

/** Records one entry. Four fields file it; the rest may be "not known yet". What is typed is kept on the server until it is filed. */
export async function show(root, reference) {
  const about = await open(reference);
  const draft = await Draft.load(`${about.path}/unfinished/entry`, about.me);
  const begun = draft.version > 0 || draft.dirty;
  if (!begun) draft.content = emptyForm(about);
  draft.names = NAMES_OF_FIELDS;
  draft.refreshed = () => show(root, reference);
  const errors = h('div', {});
  const refused = h('div', {});
  const worker = about.file.allocation.find(one => !one.until)?.worker.name;
  const form = new Record(about, draft, root, errors, refused);
  act(root, about, 'Record an entry', errors, draft.trouble, refused,
    begun ? h('div', { class: 'govuk-inset-text' }, p('You began this entry before; here is what you wrote.'), linkButton('Begin with an empty form', () => form.startAgain(reference))) : null,
    heading(2, 'When, who, what, from where', 'm'), four(about, draft), await whoActed(about, draft),
    heading(2, 'The rest, or leave it for later', 'm'),
    p(`These four are enough to record it. What stays open here ${worker ? worker === about.me.name ? 'you complete' : `${worker} completes` : 'the allocated worker completes'} within a few days; you find it under "Must happen by".`), rest(draft),
    h('div', { class: 'tl-actions' }, once('Record this entry', () => form.send(null)), draft.status), draft.strip);
}

/** A manager may record what a worker of theirs did; everybody else records what they did or know. */
async function whoActed(about, draft) {
  if (!about.may('UNMARK_KEY')) return null;
  const people = (await colleagues()).filter(one => one.username !== about.me.username);
  return people.length ? select('actedBy', 'If it is a visit or another act of ours: who did it?', [['', 'I did'], ...people.map(one => [one.username, one.name])], { value: draft.get('actedBy') || '', change: value => draft.set('actedBy', value) }) : null;
}

class Record {

  constructor(about, draft, root, errors, refused) {
    Object.assign(this, { about, draft, root, errors, refused, key: crypto.randomUUID?.() });
  }

  async send(mark) {
    clearFields(this.root);
    const missing = lackingOfFour(this.draft.content);
    if (missing.length) return showErrors(this.errors, missing.length === 1 ? 'One thing is still missing' : `${missing.length} things are still missing`, missing, this.root);
    await this.draft.save().catch(() => {});
    try {
      const filed = await post(this.about.path + '/entries', { ...asSent(this.draft.content), madeWithoutAuthority: !!mark, markReason: mark || null }, { key: this.key });
      this.draft.filed();
      const page = this.about.page;
      done(this.root, mark ? 'Recorded, and marked as made without authority' : 'The entry is recorded', mark ? 'Your supervisor has been told. It gives no authority for anything further.' : null,
        this.about.may('SEE_HISTORY') || this.about.may('SEE_OWN_ENTRIES') ? link('See the entry', entryPage(this.about, filed)) : null, link('Record another entry', page + '/entries/new'), link('Go to the case file', page));
    } catch (problem) {
      this.key = crypto.randomUUID?.();
      this.refuse(problem);
    }
  }

  refuse(problem) {
    showErrors(this.errors, problem.message, [...problem.missing,
      ...problem.faults.map(fault => ({ text: fault.reason, target: this.root.querySelector('#' + CSS.escape(fault.field)) ? fault.field : null }))], this.root);
    if (['authority-required', 'beyond-duty'].includes(problem.code)) fill(this.refused, this.instead(problem));
  }

  /** A fact is never refused, and no worker is kept from a child: what can be done now. The text stays as it is. */
  instead(problem) {
    const errors = h('div', {});
    let reason = '';
    const urgent = problem.offers.find(one => one.href);
    const box = h('section', { class: 'tl-conflict', 'aria-labelledby': 'instead-title' });
    const mark = () => reason.trim() ? this.send(reason) : showErrors(errors, 'A reason is needed', [{ text: 'Write why. One sentence is enough.', target: 'markReason' }], box);
    return fill(box, heading(2, 'What you can do now', 'm', 'instead-title'), p('What you typed is kept.'), errors,
      problem.code === 'beyond-duty' ? p('It can wait? Write it in the hand-back note: the responsible worker must read that.') : null,
      urgent && this.about.may('URGENT_ACCESS') ? [heading(3, 'Is a child in danger, or can it not wait?', 's'), h('p', { class: 'govuk-body' }, link('Take urgent access', urgent.href), ', then come back: this entry is waiting for you.')] : null,
      heading(2, 'Has it already happened?', 's'), p('Then it is recorded, with the permanent mark "made without authority". Your supervisor is told at once.'),
      textarea('markReason', 'Why was it done without authority?', { rows: 2, change: value => { reason = value; } }), once('It has already happened: record it', mark, 'secondary'));
  }

  async startAgain(reference) {
    await this.draft.forget();
    await show(this.root, reference);
    this.root.querySelector('#title')?.focus();
  }
}
