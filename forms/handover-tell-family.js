import { h, fill, heading, p, input, textarea, dateInput, button, linkButton, link, isDay } from './elements.js';

export default {
  title: 'Tell the family',
  draft: 'family-told',

  async render(step, body) {
    const draft = step.draft;
    const told = h('div', { id: 'whom', tabindex: '-1' });
    const untold = h('div', {});
    const rows = name => draft.get(name) || [];
    const change = (name, index, field) => value => {
      const all = [...rows(name)];
      all[index] = { ...all[index], [field]: value };
      draft.set(name, all);
    };
    const add = (name, box, render) => () => {
      draft.set(name, [...rows(name), {}]);
      render();
      box.querySelector('.tl-source:last-of-type input')?.focus();
    };
    const away = (name, index, render) => linkButton('Take this away', () => {
      draft.set(name, rows(name).filter((_, other) => other !== index));
      render();
    });
    const drawTold = () => fill(told, rows('whom').map((row, index) => h('div', { class: 'tl-source' },
      input(`whom-${index}-name`, 'Whom did you tell?', { value: row.name, change: change('whom', index, 'name') }),
      input(`whom-${index}-how`, 'How?', { hint: 'For example: at home, together with Olive', value: row.how, change: change('whom', index, 'how') }),
      dateInput(`whom-${index}-on`, 'When?', { value: row.on, change: change('whom', index, 'on') }),
      textarea(`whom-${index}-said`, 'What did they say?', { rows: 3, value: row.whatTheySaid, hint: 'In their words. It stands in the record unedited.', change: change('whom', index, 'whatTheySaid') }),
      away('whom', index, drawTold))));
    const drawUntold = () => fill(untold, rows('notTold').map((row, index) => h('div', { class: 'tl-source' },
      input(`not-told-${index}-name`, 'Who was not told?', { value: row.name, change: change('notTold', index, 'name') }),
      textarea(`not-told-${index}-reason`, 'Why not?', { rows: 2, value: row.reason, change: change('notTold', index, 'reason') }),
      away('notTold', index, drawUntold))));
    if (!rows('whom').length && !rows('notTold').length) draft.content.whom = [{}];
    draft.refreshed = () => { drawTold(); drawUntold(); };
    drawTold();
    drawUntold();
    fill(body,
      p('Tell the child in a way they understand, the parents and everybody with parental responsibility: who you are, why the worker changes, and from when.'),
      h('p', { class: 'govuk-body' }, link('Print "Before you knock"', `/handovers/${step.id}/before-you-knock`, { target: '_blank' })),
      heading(step.level + 1, 'Who was told', 'm'), told, button('Add a person', add('whom', told, drawTold), 'secondary'),
      heading(step.level + 1, 'Who was not told', 'm'), untold, button('Add somebody who was not told', add('notTold', untold, drawUntold), 'secondary'),
      step.actions('Record this', {
        checks: () => {
          const missing = [];
          if (!rows('whom').length && !rows('notTold').length) missing.push({ text: 'Say who was told, or who was not and why.' });
          rows('whom').forEach((row, index) => {
            if (!row.name?.trim()) missing.push({ text: 'Write whom you told.', target: `whom-${index}-name` });
            if (!row.how?.trim()) missing.push({ text: 'Write how you told them.', target: `whom-${index}-how` });
            if (!isDay(row.on)) missing.push({ text: 'Give the day on which you told them.', target: `whom-${index}-on` });
            if (!row.whatTheySaid?.trim()) missing.push({ text: 'Write what they said, or "nothing".', target: `whom-${index}-said` });
          });
          rows('notTold').forEach((row, index) => {
            if (!row.name?.trim()) missing.push({ text: 'Write who was not told.', target: `not-told-${index}-name` });
            if (!row.reason?.trim()) missing.push({ text: 'Write why they were not told.', target: `not-told-${index}-reason` });
          });
          return missing;
        },
        done: () => 'It is recorded that the family was told'
      }));
  }
};
