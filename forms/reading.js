import { h, fill, heading, p, hint, tag, button, linkButton, details, summaryList, select, checkbox, input, textarea, radios, dateInput, inset, isDay, showErrors } from './elements.js';
import { day, moment, count, capital, and } from './words.js';
import { get, post, put, remove, maybe, clock } from './service.js';
import { timeline } from './timeline.js';

const PAGE = 50;
const FOLD = 50;
const SETTLE = 350;
const same = (a, b) => !!a && !!b && a.casefileId === b.casefileId && Number(a.seq) === Number(b.seq);
const refOf = item => ({ casefileId: item.casefileId, seq: item.seq });
const keyOf = ref => `${ref.casefileId}/${ref.seq}`;

/**
 * A reader's own reading of a family's history: one entry at a time beside the list. The words come from the server when an
 * entry is opened, and the server keeps the time; what was read is a receipt at once, so nothing is lost by leaving.
 */
export class ReadingList {

  /** @param options {keyOnly, people: [{username, name}], changed(state), embedded} */
  static async begin(root, readingId, options = {}) {
    const reading = new ReadingList(root, readingId, options);
    await reading.load();
    return reading;
  }

  constructor(root, readingId, options) {
    this.root = root;
    this.path = `/api/readings/${encodeURIComponent(readingId)}`;
    this.options = options;
    this.filters = { person: '', agency: '', keyOnly: !!options.keyOnly, unreadOnly: false };
    this.items = [];
    this.full = new Map();
    this.keys = true;
    this.level = options.level || 2;
  }

  async load() {
    this.state = await get(this.path);
    const file = encodeURIComponent(this.state.casefile.reference);
    const [picture, sources, changes] = await Promise.all([maybe(`/api/casefiles/${file}/timeline`), maybe(`/api/casefiles/${file}/sources`),
      maybe(`/api/casefiles/${file}/people/changes?since=${encodeURIComponent(this.state.beganAt)}`), this.page(true)]);
    this.changes = changes || [];
    this.sources = sources || this.state.sources || [];
    this.years = picture || { events: [], persons: [], agencies: [] };
    await this.draw();
    const place = this.state.resumeAt || this.firstUnread() || (this.items[0] && refOf(this.items[0]));
    if (place) await this.choose(place, { quietly: true });
    this.watch();
  }

  firstUnread() {
    const item = this.items.find(item => this.toRead(item));
    return item ? refOf(item) : this.state.unread?.[0] || null;
  }

  toRead(item) {
    return !item.read && !item.withheld;
  }

  async page(fromStart) {
    if (fromStart) {
      this.items = [];
      this.next = null;
    }
    const query = new URLSearchParams({ limit: PAGE });
    if (!fromStart && this.next) query.set('cursor', this.next);
    for (const [name, value] of Object.entries(this.filters)) if (value) query.set(name, value);
    let rounds = 0;
    do {
      const page = await get(`${this.path}/items?${query}`);
      this.items.push(...page.items.filter(item => !this.filters.unreadOnly || this.toRead(item)));
      this.next = page.next;
      query.set('cursor', page.next || '');
    } while (this.next && !this.items.length && ++rounds < 40);
  }

  // ---- the page ----

  async draw() {
    this.progress = h('div', { class: 'tl-progress' });
    this.live = h('p', { class: 'govuk-visually-hidden', role: 'status' });
    this.news = h('div', { role: 'status' });
    this.listBox = h('div', { class: 'tl-list-box', tabindex: '0', role: 'region', 'aria-label': 'Entries in the order in which they happened' });
    this.pane = h('article', { class: 'tl-entry', 'aria-label': 'The entry you are reading' });
    this.sourcesBox = h('section', {});
    const choose = ref => this.choose(ref, { focus: true });
    const drawn = await timeline(this.years, choose).catch(() => ({ element: p('The picture cannot be drawn. The list below holds the same entries.'), mark() {} }));
    this.drawn = drawn;
    const picture = details('Picture of the family\'s years', drawn.element);
    picture.open = true;
    fill(this.root, this.live, this.progress, this.news, this.matches(), this.people(), picture, this.filterRow(), this.help(),
      h('div', { class: 'tl-reading' },
        h('div', {}, heading(this.level, 'Entries', 's'), this.listBox),
        this.pane),
      this.sourcesBox);
    this.root.addEventListener('keydown', event => this.keyboard(event));
    document.addEventListener('keydown', event => { if (event.target === document.body && this.root.isConnected) this.keyboard(event); });
    this.say();
    this.drawList();
    this.drawSources();
  }

  say() {
    const s = this.state;
    const words = s.inWords || [`${s.read} of ${s.total} read`, s.keyLeft && `${s.keyLeft} key left`, s.newSinceBegan && `${s.newSinceBegan} new since you began`].filter(Boolean).join(', ');
    fill(this.progress, h('p', {}, words), h('progress', { max: s.total || 1, value: s.read, 'aria-label': 'Entries read' }));
    this.options.changed?.(s);
  }

  help() {
    return details('Reading with the keyboard',
      h('ul', { class: 'govuk-list' },
        [['J', 'next entry'], ['K', 'entry before'], ['M', 'mark as read and go on'], ['N', 'next entry that is still to be read'], ['U', 'note "I will use this"']]
          .map(([key, text]) => h('li', {}, h('kbd', {}, key), ' ', text)),
        h('li', {}, h('kbd', {}, '↑'), ' ', h('kbd', {}, '↓'), ' in the list: the entry before or after')),
      p('The keys work outside text fields. Tab always leads on.'),
      checkbox('keys', 'Use these letter keys', { value: true, change: on => { this.keys = on; } }));
  }

  /** Who the family is belongs to what is read: what changed since the reading began is new, too. */
  people() {
    if (!this.changes.length) return null;
    return details(`Who the family is: ${count(this.changes.length, 'change', 'changes')} since you began`,
      h('ul', { class: 'govuk-list govuk-list--bullet' }, this.changes.map(one => h('li', {}, `${one.name} ${one.inWords}${one.otherName ? ` (${one.otherName})` : ''}, ${moment(one.at)}${one.by ? `, recorded by ${one.by.name}` : ''}`))));
  }

  filterRow() {
    const reload = () => this.reload();
    const people = this.years.persons.map(person => [person.personId || person.id, person.name]);
    const agencies = this.years.agencies.map(agency => [agency.code, agency.name]);
    return h('div', { class: 'tl-filters', role: 'group', 'aria-label': 'Show only some entries' },
      select('filter-person', 'Person', [['', 'everybody'], ...people], { value: this.filters.person, change: value => { this.filters.person = value; reload(); } }),
      select('filter-agency', 'Agency', [['', 'all agencies'], ...agencies], { value: this.filters.agency, change: value => { this.filters.agency = value; reload(); } }),
      checkbox('filter-key', 'Key entries only', { value: this.filters.keyOnly, change: value => { this.filters.keyOnly = value; reload(); } }),
      checkbox('filter-unread', 'Unread only', { value: this.filters.unreadOnly, change: value => { this.filters.unreadOnly = value; reload(); } }));
  }

  async reload() {
    try {
      await this.page(true);
      this.drawList();
      this.tell(`${count(this.items.length, 'entry', 'entries')} shown${this.next ? ', more below' : ''}`);
    } catch (problem) {
      this.trouble(problem);
    }
  }

  tell(text) {
    this.live.textContent = text;
  }

  trouble(problem) {
    fill(this.news, h('div', { class: 'govuk-inset-text tl-trouble', role: 'alert' }, p(problem.message || 'Something went wrong. Try again.')));
  }

  /** Runs of entries that need not be read one by one stand folded, year by year. */
  rows() {
    const rows = [];
    for (const item of this.items) {
      const folds = item.singly === false && !item.withheld && !this.filters.keyOnly;
      const year = item.eventDate.slice(0, 4);
      const last = rows.at(-1);
      if (folds && last?.period && last.year === year && last.items.length < FOLD) last.items.push(item);
      else if (folds) rows.push({ period: true, year, items: [item] });
      else rows.push({ item });
    }
    return rows.map(row => row.period && row.items.length === 1 ? { item: row.items[0] } : row);
  }

  drawList() {
    const rows = this.rows();
    const kept = this.listBox.scrollTop;
    fill(this.listBox, rows.length ? h('ol', { class: 'tl-list' }, rows.map(row => h('li', {}, row.period ? this.periodRow(row) : this.row(row.item))))
      : p(this.filters.unreadOnly ? 'Nothing is left to read here.' : 'No entry matches. Choose other people or agencies above.'),
      this.next ? button('Show more entries', async event => {
        const from = this.items.length;
        event.target.setAttribute('aria-disabled', 'true');
        try {
          await this.page(false);
          this.drawList();
          this.listBox.querySelector(`[data-ref="${keyOf(this.items[from] || this.items.at(-1))}"]`)?.focus();
        } catch (problem) {
          this.trouble(problem);
        }
      }, 'secondary') : null);
    this.listBox.scrollTop = kept;
  }

  row(item) {
    return h('button', { type: 'button', 'data-ref': keyOf(item), 'aria-current': same(item, this.current) ? 'true' : null, onclick: () => this.choose(refOf(item), { focus: true }) },
      h('span', { class: 'tl-when' }, `${capital(item.dateInWords || day(item.eventDate))} · ${item.agency?.name || ''}`),
      h('span', { class: 'tl-what' }, item.withheld ? 'Withheld entry' : this.title(item)), this.marks(item));
  }

  title(item) {
    const kind = { CORRECTION: 'Correction: ', DISPUTE: 'Disputed: ' }[item.kind] || '';
    return kind + (item.typeLabel || item.type);
  }

  marks(item) {
    const marks = [];
    if (item.key) marks.push(tag('Key entry', 'red'));
    if (item.isNew) marks.push(tag('New', 'purple'));
    if (item.withheld) marks.push(tag('Withheld', 'grey'));
    else marks.push(item.own ? tag('Your own', 'grey') : item.read ? tag('Read', 'green') : tag('To read', 'blue'));
    if (item.notes?.some(note => note.kind === 'USE')) marks.push(tag('Will use', 'turquoise'));
    if (item.notes?.some(note => note.kind === 'UNCLEAR')) marks.push(tag('Not understood', 'orange'));
    return h('span', { class: 'tl-marks' }, marks);
  }

  periodRow(row) {
    const left = row.items.filter(item => this.toRead(item)).length;
    const types = new Map();
    row.items.forEach(item => types.set(item.typeLabel, (types.get(item.typeLabel) || 0) + 1));
    return h('button', { type: 'button', 'data-ref': keyOf(row.items[0]), 'aria-current': this.period && same(this.period[0], row.items[0]) ? 'true' : null, onclick: () => this.choosePeriod(row.items) },
      h('span', { class: 'tl-when' }, `${row.items[0].dateInWords || day(row.items[0].eventDate)} to ${row.items.at(-1).dateInWords || day(row.items.at(-1).eventDate)}`),
      h('span', { class: 'tl-what' }, `${count(row.items.length, 'entry', 'entries')} read together`),
      h('span', { class: 'tl-marks' }, left ? tag(`${left} to read`, 'blue') : tag('Read', 'green')),
      h('span', { class: 'tl-when' }, [...types].map(([label, number]) => `${number} × ${label}`).join(', ')));
  }

  markCurrent() {
    this.listBox.querySelectorAll('[aria-current]').forEach(row => row.removeAttribute('aria-current'));
    const ref = this.period ? this.period[0] : this.current;
    const row = ref && this.listBox.querySelector(`[data-ref="${keyOf(ref)}"]`);
    row?.setAttribute('aria-current', 'true');
    if (row) {
      const box = this.listBox.getBoundingClientRect();
      const at = row.getBoundingClientRect();
      if (at.top < box.top || at.bottom > box.bottom) this.listBox.scrollTop += at.top - box.top - 40;
    }
    if (this.current) this.drawn.mark(this.current);
  }

  // ---- one entry ----

  async choose(ref, { focus, quietly, wait } = {}) {
    this.period = null;
    this.current = refOf(ref);
    clearTimeout(this.waiting);
    clearTimeout(this.settling);
    this.markCurrent();
    const head = this.items.find(item => same(item, ref));
    if (head?.withheld) {
      this.drawWithheld(head);
      if (focus) this.focusPane();
      return;
    }
    const openNow = async () => {
      try {
        const item = await this.open(ref);
        if (!same(this.current, ref)) return;
        this.drawEntry(item);
        if (focus) this.focusPane();
        this.keepPlace(ref);
      } catch (problem) {
        if (quietly && problem.status === 404) return;
        this.trouble(problem);
      }
    };
    if (wait) {
      fill(this.pane, h('p', { class: 'govuk-body tl-wait' }, head ? `${head.dateInWords || day(head.eventDate)}: ${this.title(head)}` : 'Opening'));
      this.settling = setTimeout(openNow, SETTLE);
    } else {
      await openNow();
    }
  }

  async open(ref) {
    if (!this.full.has(keyOf(ref))) {
      const answer = await post(`${this.path}/openings`, { items: [refOf(ref)] });
      for (const item of answer.items) this.full.set(keyOf(item), item);
    }
    return this.full.get(keyOf(ref));
  }

  focusPane() {
    this.pane.querySelector('h3, h4')?.focus();
  }

  keepPlace(ref) {
    clearTimeout(this.placing);
    this.placing = setTimeout(() => put(`${this.path}/place`, refOf(ref)).catch(() => {}), 600);
  }

  drawWithheld(item) {
    this.pane.className = 'tl-entry';
    fill(this.pane, this.entryHeading(capital(`${item.dateInWords || day(item.eventDate)}: withheld entry`)), this.marks(item),
      p(`There is an entry here whose words are not shown to you. Kind of restriction: ${words(item.withheld.kind)}. Held by ${item.withheld.holder || 'the agency that recorded it'}.`),
      p('You need do nothing. The holder has been asked to release it, to give a safe summary, or to state by name that nothing in it changes how this family must be worked with. The sign-off waits for that answer.'),
      this.moves());
  }

  entryHeading(text) {
    return h('h' + (this.level + 1), { class: 'govuk-heading-m', tabindex: '-1' }, text);
  }

  drawEntry(item) {
    if (!item) return;
    this.pane.className = 'tl-entry' + (item.key ? ' tl-entry-key' : '');
    const about = item.about ? inset(`This stands beside the entry ${this.nameOf(item.about)}. `, linkButton('Show that entry', () => this.choose(item.about, { focus: true }))) : null;
    const beside = [...(item.corrections || []).map(ref => ['corrected', ref]), ...(item.disputes || []).map(ref => ['disputed', ref])].map(([how, ref]) =>
      inset(h('strong', {}, how === 'corrected' ? 'This entry was corrected. ' : 'This entry is disputed. '),
        linkButton(how === 'corrected' ? 'Read the correction' : 'Read the other account', () => this.choose(ref, { focus: true }))));
    const mark = { MARKED: 'Made without authority', URGENT: 'Made under urgent access' }[item.standing];
    fill(this.pane,
      this.entryHeading(capital(`${item.dateInWords || day(item.eventDate)}: ${this.title(item)}`)), this.marks(item), about, beside,
      mark ? inset(h('strong', {}, mark), item.markReason ? `: ${item.markReason}` : '') : null,
      h('p', { class: 'tl-summary tl-text' }, item.summary || item.reason || ''),
      summaryList([
        ['About', and((item.persons || []).map(person => person.name || person))],
        ['From', [item.agency?.name, item.sourcePerson].filter(Boolean).join(', ')],
        ['How it is known', capital(item.provenanceInWords || '')],
        ['Checked', capital(item.verificationInWords || '')],
        ['Why it matters', item.significance],
        ['For the child', [capital(item.impactInWords || ''), item.impact].filter(Boolean).join('.\n')],
        ['What was done', item.actionTaken],
        ['What came of it', item.outcome],
        item.reason && item.summary ? ['Reason', item.reason] : null,
        ...Object.entries(item.attributes || {}).map(([name, value]) => [capital(name), value]),
        ['Recorded', [item.recordedAt && moment(item.recordedAt), item.recordedBy && `by ${item.recordedBy}`].filter(Boolean).join(' ')],
        item.keyByRule ? ['Key entry', 'By rule: this kind of event always is'] : null
      ]),
      this.noteRow(item), this.moves(), this.acknowledge(item));
  }

  nameOf(ref) {
    const item = this.items.find(item => same(item, ref));
    return item ? `of ${item.dateInWords || day(item.eventDate)} (${item.typeLabel})` : '';
  }

  noteRow(item) {
    const toggle = (kind, text) => {
      const on = item.notes?.some(note => note.kind === kind);
      return h('button', { type: 'button', class: 'govuk-button govuk-button--secondary tl-toggle', 'aria-pressed': String(!!on), 'data-note': kind,
        onclick: () => this.note(item, kind, !on) }, (on ? '✓ ' : '') + text);
    };
    const unclear = item.notes?.find(note => note.kind === 'UNCLEAR');
    const use = item.notes?.find(note => note.kind === 'USE');
    const words = (note, id, label) => note ? textarea(id, label, { rows: 2, strong: false, value: note.text || '', most: 2000, change: text => {
      clearTimeout(this.noting);
      note.text = text;
      this.noting = setTimeout(() => put(`${this.path}/notes`, { ...refOf(item), kind: note.kind, text: text || null }).catch(problem => this.trouble(problem)), 800);
    } }) : null;
    return h('div', {}, h('div', { class: 'tl-notes' }, toggle('USE', 'I will use this'), toggle('UNCLEAR', 'I do not understand this')),
      words(use, 'note-use', 'What for? You need not write anything.'), words(unclear, 'note-unclear', 'What is not clear? You need not write anything.'));
  }

  async note(item, kind, on) {
    try {
      if (on) await put(`${this.path}/notes`, { ...refOf(item), kind, text: null });
      else await remove(`${this.path}/notes`, { ...refOf(item), kind });
      item.notes = (item.notes || []).filter(note => note.kind !== kind);
      if (on) item.notes.push({ kind, text: null });
      const head = this.items.find(other => same(other, item));
      if (head) head.notes = item.notes;
      if (same(this.current, item)) this.drawEntry(item);
      this.drawList();
      this.markCurrent();
      this.pane.querySelector(`[data-note="${kind}"]`)?.focus();
      this.tell(on ? 'Note made' : 'Note taken away');
    } catch (problem) {
      this.trouble(problem);
    }
  }

  moves() {
    return h('div', { class: 'tl-notes' }, linkButton('Entry before', () => this.step(-1, true)), linkButton('Next entry', () => this.step(1, true)),
      this.state.read < this.state.total ? linkButton('Next entry to read', () => this.nextUnread()) : null);
  }

  acknowledge(item) {
    const wait = h('p', { class: 'tl-wait', role: 'status' });
    if (item.own) return p('You recorded this entry yourself. It counts as read.');
    if (item.read) return p('You have read this entry.');
    if (this.state.mine === false) return null;
    const act = button('Mark as read and go on', () => this.receipt([item], false, wait), '', { 'data-act': 'read' });
    this.countDown(wait, act, [item]);
    return h('div', {}, act, wait);
  }

  /** The waiting time, said calmly: it is the server's, and the button says when it takes it. */
  countDown(wait, act, items) {
    clearTimeout(this.waiting);
    const at = Math.max(...items.map(item => Date.parse(item.mayAcknowledgeAt || 0) || 0));
    let said = false;
    const tick = () => {
      const milliseconds = at - (Date.now() + clock.ahead);
      const left = Math.ceil(milliseconds / 1000);
      act.setAttribute('aria-disabled', String(left > 0));
      const text = left > 90 ? `You can mark this as read in about ${count(Math.round(left / 60), 'minute')}.` : left > 0 ? `You can mark this as read in ${count(left, 'second')}.` : '';
      if (left > 0 && said) wait.firstChild ? wait.firstChild.nodeValue = text : wait.append(text);
      else wait.textContent = text;
      wait.setAttribute('aria-live', said ? 'off' : 'polite');
      said = true;
      if (left > 0) this.waiting = setTimeout(tick, milliseconds % 1000 + 20);
    };
    tick();
  }

  async receipt(items, period, wait) {
    if (this.sending) return;
    this.sending = true;
    try {
      this.state = { ...this.state, ...await post(`${this.path}/receipts`, { items: items.map(refOf), period }) };
      for (const item of items) {
        item.read = true;
        const head = this.items.find(other => same(other, item));
        if (head) head.read = true;
      }
      // the time for what is open and not read begins anew: the server is asked again
      for (const [key, item] of this.full) if (this.toRead(item)) this.full.delete(key);
      fill(this.news);
      this.say();
      this.drawList();
      this.tell(`Read. ${this.state.inWords || `${this.state.read} of ${this.state.total} read`}`);
      await this.nextUnread();
    } catch (problem) {
      if (problem.status === 409 && wait) {
        wait.setAttribute('aria-live', 'polite');
        wait.textContent = problem.message;
      } else {
        this.trouble(problem);
      }
    } finally {
      this.sending = false;
    }
  }

  async nextUnread() {
    const rows = this.rows();
    const open = row => row.period ? row.items.some(item => this.toRead(item)) : this.toRead(row.item);
    const at = this.position(rows);
    const row = rows.slice(at + 1).find(open) || rows.slice(0, at + 1).find(open);
    if (row?.period) return this.choosePeriod(row.items);
    if (row) return this.choose(refOf(row.item), { focus: true });
    this.state = await get(this.path);
    this.say();
    const elsewhere = this.state.unread?.[0];
    if (elsewhere) return this.choose(elsewhere, { focus: true });
    this.allRead();
  }

  allRead() {
    this.period = null;
    const withheld = this.state.withheldUnanswered;
    this.pane.className = 'tl-entry';
    fill(this.pane, this.entryHeading(this.state.read >= this.state.total ? 'You have read every entry' : 'Nothing else is left to read here'),
      withheld ? p(`${count(withheld, 'answer')} of a holder ${withheld === 1 ? 'is' : 'are'} awaited. The holder has been asked; the sign-off waits for that.`) : null,
      this.options.complete ? p('Look at the sources below, then confirm at the end of this page that you have read the history.') : null);
    this.focusPane();
  }

  position(rows) {
    return rows.findIndex(row => row.period ? this.period && same(this.period[0], row.items[0]) : !this.period && same(row.item, this.current));
  }

  step(by, focus) {
    const rows = this.rows();
    const at = this.position(rows);
    const row = rows[at < 0 ? 0 : at + by];
    if (!row) {
      this.tell(by > 0 ? 'This is the last entry shown' : 'This is the first entry shown');
      return;
    }
    if (row.period) this.choosePeriod(row.items, { focus });
    else this.choose(refOf(row.item), { focus, wait: true });
  }

  keyboard(event) {
    const target = event.target;
    const typing = target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select');
    if (typing || event.ctrlKey || event.altKey || event.metaKey) return;
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && target.closest('.tl-list')) {
      const buttons = [...this.listBox.querySelectorAll('.tl-list button')];
      const next = buttons[buttons.indexOf(target) + (event.key === 'ArrowDown' ? 1 : -1)];
      if (next) {
        event.preventDefault();
        next.focus();
      }
      return;
    }
    if (!this.keys) return;
    const acts = {
      j: () => this.step(1, true), k: () => this.step(-1, true), n: () => this.nextUnread(),
      m: () => this.pane.querySelector('[data-act="read"]')?.click(), u: () => this.pane.querySelector('[data-note="USE"]')?.click()
    };
    const act = acts[event.key.toLowerCase()];
    if (act) {
      event.preventDefault();
      act();
    }
  }

  // ---- a period ----

  async choosePeriod(items, { focus = true } = {}) {
    this.period = items;
    this.current = refOf(items[0]);
    clearTimeout(this.waiting);
    this.markCurrent();
    try {
      // those to read are asked for together: the server says from when it takes one receipt for all of them; by itself an entry has a time of its own
      const ask = async (some, period) => some.length ? (await post(`${this.path}/openings`, { items: some.map(refOf), period })).items : [];
      for (const item of await ask(items.filter(item => !this.toRead(item) && !this.full.has(keyOf(item))), false)) this.full.set(keyOf(item), item);
      const given = new Map(this.full);
      for (const item of await ask(items.filter(item => this.toRead(item)), true)) given.set(keyOf(item), item);
      this.drawPeriod(items.map(item => given.get(keyOf(item))).filter(Boolean));
      if (focus) this.focusPane();
      this.keepPlace(items[0]);
    } catch (problem) {
      this.trouble(problem);
    }
  }

  drawPeriod(items) {
    this.pane.className = 'tl-entry';
    const types = new Map();
    for (const item of items) types.set(item.typeLabel, [...(types.get(item.typeLabel) || []), item]);
    const left = items.filter(item => this.toRead(item));
    const wait = h('p', { class: 'tl-wait', role: 'status' });
    const act = left.length ? button('Mark this period as read and go on', () => this.receipt(left, true, wait), '', { 'data-act': 'read' }) : null;
    fill(this.pane, this.entryHeading(capital(`${items[0].dateInWords} to ${items.at(-1).dateInWords}: ${count(items.length, 'entry', 'entries')}`)),
      p('These entries can be read together. None of them is a key entry.'),
      [...types].map(([label, some]) => h('div', {}, h('h' + (this.level + 2), { class: 'govuk-heading-s' }, `${label}: ${some.length}`),
        some.map(item => h('div', { class: 'tl-period-item' },
          h('div', { class: 'tl-text' }, h('strong', {}, `${item.dateInWords || day(item.eventDate)}: `), item.summary),
          hint([item.agency?.name, item.provenanceInWords, item.verificationInWords, item.impactInWords].filter(Boolean).join('; ')),
          linkButton('Open this entry by itself', () => this.choose(refOf(item), { focus: true })))))),
      act || p('You have read this period.'), wait, this.moves());
    if (act) this.countDown(wait, act, left);
  }

  // ---- what stands around the reading ----

  matches() {
    const open = this.state.undecidedMatches || [];
    if (!open.length) return null;
    const box = h('section', { 'aria-label': 'May be the same person' }, heading(this.level, 'May be the same person: please decide', 'm'));
    open.forEach((match, index) => {
      const id = `match-${index}`;
      const answer = { outcome: '', reason: '' };
      const errors = h('div', {});
      const item = h('div', { class: 'tl-match' }, errors,
        p(`${name(match.a)} and ${name(match.b)} may be the same person. ${match.basisInWords || `Found by: ${words(match.basis)}.`}`),
        radios(`${id}-outcome`, 'What do you say?', [{ value: 'SAME', text: 'The same person' }, { value: 'NOT_SAME', text: 'Not the same' }, { value: 'CANNOT_TELL', text: 'I cannot tell' }],
          { inline: true, small: true, change: value => { answer.outcome = value; } }),
        textarea(`${id}-reason`, 'Why do you say so?', { rows: 2, change: value => { answer.reason = value; } }),
        button('Keep this decision', async () => {
          const missing = [];
          if (!answer.outcome) missing.push({ text: 'Choose one of the three answers.', target: `${id}-outcome` });
          if (!answer.reason.trim()) missing.push({ text: 'Write why. One sentence is enough.', target: `${id}-reason` });
          if (missing.length) return showErrors(errors, 'This decision is not complete', missing, item);
          try {
            await post(`/api/matches/${match.id}/decision`, answer);
            item.replaceChildren(p('Decided. It can be changed in the case file.'));
            this.tell('Decision kept');
            if (answer.outcome === 'SAME') {
              this.state = await get(this.path);
              this.say();
              await this.reload();
            }
          } catch (problem) {
            showErrors(errors, problem.message, problem.faults.map(fault => ({ text: fault.reason })), item);
          }
        }, 'secondary'));
      box.append(item);
    });
    return box;
  }

  drawSources() {
    const sources = this.sources;
    if (!sources.length) {
      fill(this.sourcesBox, heading(this.level, 'Known and not seen', 'm'), p('No other record about this family is known to exist.'));
      return;
    }
    fill(this.sourcesBox, heading(this.level, 'Known and not seen', 'm'),
      p('These records are known to exist. Each one that has not been received needs a name, what that person does, and by when.'),
      sources.map((source, index) => this.source(source, index)));
  }

  source(source, index) {
    const id = `source-${source.id || index}`;
    const state = source.state || (source.receivedAt ? 'RECEIVED' : source.askedAt ? 'ASKED_FOR' : 'KNOWN');
    const received = ['RECEIVED', 'READ'].includes(state);
    const owner = source.owner?.username || source.owner;
    const answered = received || ((owner || source.ownerId) && source.action && source.actionDue);
    const answer = { owner: owner || this.options.me?.username || '', action: source.action || '', actionDue: source.actionDue || '' };
    const errors = h('div', {});
    const people = (this.options.people || []).filter(Boolean);
    const keeping = received ? null : h('div', {}, errors,
      select(`${id}-owner`, 'Who gets it', people.map(person => [person.username, person.name]), { value: answer.owner || people[0]?.username, change: value => { answer.owner = value; } }),
      textarea(`${id}-action`, 'What will be done', { rows: 2, value: answer.action, change: value => { answer.action = value; } }),
      dateInput(`${id}-due`, 'By when', { value: answer.actionDue, change: value => { answer.actionDue = value; } }),
      button('Keep this', async () => {
        answer.owner ||= people[0]?.username;
        const missing = [];
        if (!answer.action.trim()) missing.push({ text: 'Write what will be done to get this record.', target: `${id}-action` });
        if (!isDay(answer.actionDue)) missing.push({ text: 'Give a day, for example 14 9 2026.', target: `${id}-due` });
        if (missing.length) return showErrors(errors, 'This is not complete', missing, box);
        try {
          await put(`/api/sources/${source.id}/answer`, answer);
          Object.assign(source, answer, { owner: { username: answer.owner, name: this.personName(answer.owner) } });
          box.replaceWith(this.source(source, index));
          this.tell('Kept');
        } catch (problem) {
          showErrors(errors, problem.message, problem.faults.map(fault => ({ text: fault.reason })), box);
        }
      }, 'secondary'));
    const box = h('div', { class: 'tl-source', id, tabindex: '-1' },
      h('p', { class: 'govuk-body' }, h('strong', {}, source.holder || source.agency?.name || 'Holder not named'), `: ${source.what} `,
        received ? tag('Received', 'green') : answered ? tag('In hand', 'blue') : tag('Needs a name', 'red'), ' ', state === 'ASKED_FOR' ? tag('Asked for', 'grey') : null),
      received && source.receivedWhat ? p(`${source.receivedWhat}, from ${source.receivedFrom}, on ${day(source.receivedOn)}.`) : null,
      answered && !received ? p(`${source.owner?.name || this.personName(owner)} does this by ${day(source.actionDue)}: ${source.action}`) : null,
      keeping ? (answered ? details('Change this', keeping) : keeping) : null,
      received ? null : details('It has come', this.came(source, index, id, () => box)));
    return box;
  }

  /** What came, from whom, and when: without it a source does not count as received. */
  came(source, index, id, box) {
    const came = { what: '', from: '', on: '' };
    const errors = h('div', {});
    return h('div', {}, errors,
      textarea(`${id}-came-what`, 'Which document came, or which entry of the history holds it?', { rows: 2, change: value => { came.what = value; } }),
      input(`${id}-came-from`, 'From whom did it come?', { change: value => { came.from = value; } }),
      dateInput(`${id}-came-on`, 'On which day?', { change: value => { came.on = value; } }),
      button('Record that it came', async () => {
        const missing = [];
        if (!came.what.trim()) missing.push({ text: 'Say which document came, or which entry of the history holds it.', target: `${id}-came-what` });
        if (!came.from.trim()) missing.push({ text: 'Say from whom it came.', target: `${id}-came-from` });
        if (!isDay(came.on)) missing.push({ text: 'Give the day on which it came, for example 14 9 2026.', target: `${id}-came-on` });
        if (missing.length) return showErrors(errors, 'This is not complete', missing, box());
        try {
          await post(`/api/sources/${source.id}/received`, came);
          Object.assign(source, { state: 'RECEIVED', receivedWhat: came.what, receivedFrom: came.from, receivedOn: came.on });
          box().replaceWith(this.source(source, index));
          this.tell('Recorded');
        } catch (problem) {
          showErrors(errors, problem.message, problem.faults.map(fault => ({ text: fault.reason })), box());
        }
      }, 'secondary'));
  }

  personName(username) {
    return this.options.people?.find(person => person?.username === username)?.name || username || 'Somebody with a name';
  }

  /** Entries may be added while somebody reads: said, never put in their way. */
  watch() {
    const look = async () => {
      if (!this.root.isConnected) return clearInterval(this.watching);
      if (document.visibilityState !== 'visible') return;
      const fresh = await get(this.path).catch(() => null);
      if (!fresh) return;
      const more = fresh.total - this.state.total;
      this.state = fresh;
      this.say();
      if (more > 0) {
        fill(this.news, h('div', { class: 'govuk-inset-text' }, p(`${count(more, 'entry', 'entries')} came in while you were reading.`),
          button('Show the list again', async () => { fill(this.news); await this.reload(); }, 'secondary')));
      }
    };
    this.watching = setInterval(look, 60000);
  }
}

function words(code) {
  return String(code || '').toLowerCase().replaceAll('_', ' ');
}

function name(person) {
  if (!person || typeof person === 'string') return person || 'Somebody';
  return person.name + (person.born ? ` (born ${day(person.born)})` : '');
}
