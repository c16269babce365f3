/*
 * What Cockpit shows of ours. Nothing is imported before it is drawn, and whatever fails leaves a sentence in its own place:
 * the rest of the page never depends on it.
 */
import('../../tasklist/scripts/shell.js').then(({ shell }) => shell('Throughline Cockpit')).catch(fault => console.warn(fault));

/** Another try for what has failed is an administrator's: to a manager, who looks on, it is not offered. The door asks again. */
fetch('/camunda/api/admin/auth/user/default', { credentials: 'same-origin', headers: { Accept: 'application/json' } }).then(async answer => {
  if (answer.ok && (await answer.json()).authorizedApps?.includes('admin')) {
    document.documentElement.classList.add('throughline-administrator');
  }
}).catch(fault => console.warn(fault));

function guarded(id, pluginPoint, properties, draw) {
  return {
    id,
    pluginPoint,
    properties,
    priority: 90,
    render: async (node, context) => {
      try {
        await draw(await import('./overview.js'), node, context);
      } catch (fault) {
        console.warn(id, fault);
        if (node instanceof Element) {
          node.textContent = 'This part cannot be shown now. The rest of the page works; load it again in a moment.';
        }
      }
    },
    unmount: () => {}
  };
}

export default [
  guarded('throughline-overview', 'cockpit.dashboard', { label: 'How it stands' }, (ours, node) => ours.dashboard(node)),
  guarded('throughline-badges', 'cockpit.processDefinition.diagram.plugin', {}, (ours, viewer) => ours.badges(viewer)),
  guarded('throughline-acts', 'cockpit.processInstance.runtime.tab', { label: 'Who did what when' }, (ours, node, { processInstanceId }) => ours.acts(node, processInstanceId))
];
