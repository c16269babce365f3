import { h, fill, heading, p, link, radios, textarea, list } from '../elements.js';

/** Somebody may be known already: each record is looked at and decided before anybody is recorded a second time. */
export class Known {

  constructor() {
    this.decided = new Map();
    this.box = h('div', {});
  }

  /** Shows what the server found; what was decided before stays decided. */
  show(matches) {
    const records = [...new Map(matches.map(one => [one.known, one])).values()];
    fill(this.box, h('section', { class: 'tl-conflict', 'aria-labelledby': 'known-title' }, heading(2, 'Known already?', 'm', 'known-title'),
      p('Nothing has been recorded yet. Look at each record and decide. As little as possible is shown; who was shown it is kept.'), records.map((one, index) => this.record(one, index, matches))));
    this.box.querySelector('h2').setAttribute('tabindex', '-1');
    this.box.querySelector('h2').focus();
  }

  record(one, index, matches) {
    const now = this.decided.get(one.known) || { known: one.known, outcome: null, reason: '' };
    this.decided.set(one.known, now);
    const why = matches.filter(other => other.known === one.known).map(other => `${other.person}: ${other.basisInWords}`);
    const id = `known-${index}`;
    return h('section', { class: 'tl-source', 'aria-label': one.givenName || 'A record' },
      heading(3, [one.givenName, one.yearOfBirth && `born or expected ${one.yearOfBirth}`].filter(Boolean).join(', '), 's'), list(why),
      one.files.length ? h('p', { class: 'govuk-body' }, 'Case files: ', one.files.map((file, at) => [at ? ', ' : '', link(file.reference, '/casefiles/' + encodeURIComponent(file.reference)), file.responsible ? ` (${file.responsible})` : ''])) : null,
      radios(id, 'Is it the same person?', [{ value: 'SAME', text: 'The same person' }, { value: 'NOT_SAME', text: 'Not the same' }, { value: 'CANNOT_TELL', text: 'I cannot tell' }],
        { value: now.outcome, inline: true, small: true, strong: false, change: value => { now.outcome = value; } }),
      textarea(id + '-reason', 'Why?', { rows: 2, value: now.reason, change: value => { now.reason = value; } }));
  }

  /** What was decided, as the server takes it. */
  get decisions() {
    return [...this.decided.values()];
  }

  /** Where the server's names of these fields stand on the page. */
  get targets() {
    return Object.fromEntries(this.decisions.flatMap((one, index) => [[`decisions[${index}].outcome`, `known-${index}`], [`decisions[${index}].reason`, `known-${index}-reason`]]));
  }
}
