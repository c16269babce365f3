import { h, fill, heading, p, link, tag, inset, details, list } from './elements.js';
import { get } from './service.js';
import { moment, count } from './words.js';

/** Which models run, who put them there, and what was refused with which findings. For those who run the system. */
export async function show(root) {
  document.title = 'Models - Throughline';
  const { models, deployments } = await get('/api/models');
  const own = models.filter(model => !model.packaged);
  const waiting = models.filter(model => model.waiting);
  const refused = deployments.filter(one => one.findings.length);
  const taken = deployments.filter(one => !one.findings.length);
  fill(root, heading(1, 'Models', 'l', 'title'),
    p(['Processes and tables are changed in Camunda Modeler and deployed from there: ', link('where to, and with what', '/deploy-token'), '. A model without a safeguard is not taken.']),
    waiting.length ? inset(`A newer packaged version waits behind ${waiting.map(model => model.name || model.key).join(', ')}. Compare the two in Cockpit; deploy the packaged one with your changes, or remove your own version, then restart.`) : null,
    heading(2, 'Changed by an administrator', 'm'), own.length ? lines(own) : p('Every model that runs came with the application.'),
    heading(2, 'Refused', 'm'), refused.length ? [p('What was refused runs nowhere: the version before it goes on. Put right what is named, at the element that is named, and deploy it again.'), list(refused.map(refusal))] : p('No deployment has been refused.'),
    heading(2, 'Taken', 'm'), taken.length ? list(taken.map(one => [h('strong', {}, one.name || one.files.join(', ')), `. ${one.by}, ${moment(one.at)}. ${count(one.files.length, 'file')}: ${one.files.join(', ')}.`])) : p('No administrator has deployed anything yet.'),
    heading(2, 'With the application', 'm'), lines(models.filter(model => model.packaged)));
}

function lines(models) {
  return h('ul', { class: 'govuk-task-list' }, models.map(model => h('li', { class: 'govuk-task-list__item' },
    h('div', { class: 'govuk-task-list__name-and-hint' }, model.name || model.key,
      h('div', { class: 'govuk-task-list__hint' }, `${model.decision ? 'table' : 'process'} ${model.key} · version ${model.version} · ${moment(model.deployedAt)}`,
        model.packaged ? '' : ` · ${model.by || 'nobody is named: before names were kept'}`)),
    h('div', { class: 'govuk-task-list__status' }, model.waiting ? tag('Newer one waits', 'yellow') : model.packaged ? tag('Packaged', 'grey') : tag('Own', 'blue')))));
}

/** Where all findings are of one file, its name is said once. */
function refusal(one) {
  const file = one.files.length === 1 ? one.files[0] : null;
  const findings = one.findings.map(text => file && [', ', ': '].some(next => text.startsWith(file + next)) ? text.slice(file.length + 2) : text);
  return [h('strong', {}, one.name || one.files.join(', ')), `. ${one.by}, ${moment(one.at)}.${one.name ? ` ${count(one.files.length, 'file')}: ${one.files.join(', ')}.` : ''}`,
    details(count(findings.length, 'finding'), list(findings))];
}
