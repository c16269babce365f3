package org.throughline.workflow;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * The two groups, what each may do in the engine, and Tasklist's four filters. Made or mended at every start: a fresh engine has none,
 * and people may not make filters of their own (a stored filter can carry an expression).
 */
@Component
class StandingRights implements SmartInitializingSingleton {

    private final IdentityService identity;
    private final AuthorizationService authorizations;
    private final FilterService filters;
    private final TaskService tasks;
    private final AsApplication application;

    StandingRights(IdentityService identity, AuthorizationService authorizations, FilterService filters, TaskService tasks, AsApplication application) {
        this.identity = identity;
        this.authorizations = authorizations;
        this.filters = filters;
        this.tasks = tasks;
        this.application = application;
    }

    @Override
    public void afterSingletonsInstantiated() {
        application.run(this::settle);
    }

    private void settle() {
        group(Accounts.WORKERS, "Workers");
        group(Accounts.MANAGERS, "Managers");
        group(Accounts.ADMINISTRATORS, "Administrators");

        grant(Accounts.WORKERS, Resources.APPLICATION, "tasklist", Permissions.ACCESS);
        // names and diagrams of the processes; and the list under "Start process", which the domain then still decides
        grant(Accounts.WORKERS, Resources.PROCESS_DEFINITION, ANY, ProcessDefinitionPermissions.READ, ProcessDefinitionPermissions.CREATE_INSTANCE);
        grant(Accounts.WORKERS, Resources.PROCESS_INSTANCE, ANY, Permissions.CREATE);
        // Cockpit to look at: where instances stand; their variables are ids and routing facts
        grant(Accounts.MANAGERS, Resources.APPLICATION, "cockpit", Permissions.ACCESS);
        grant(Accounts.MANAGERS, Resources.PROCESS_DEFINITION, ANY, ProcessDefinitionPermissions.READ, ProcessDefinitionPermissions.READ_INSTANCE);
        for (Resource resource : Resources.values()) {
            grant(Accounts.ADMINISTRATORS, resource, ANY, Permissions.ALL);
        }

        filter("My work", "What you have to do, the earliest due first.", 10, tasks.createTaskQuery().taskAssigneeExpression("${currentUser()}"));
        filter("To sign off", "Accounts that wait for your signature.", 20,
                tasks.createTaskQuery().taskAssigneeExpression("${currentUser()}").taskDefinitionKey("Task_SignOff"));
        filter("Overdue", "What is late, with you or with those for whom you answer.", 30, tasks.createTaskQuery().dueBeforeExpression("${now()}"));
        filter("My team", "What waits with those for whom you answer.", 40, tasks.createTaskQuery().taskOwnerExpression("${currentUser()}"));
    }

    private void group(String id, String name) {
        if (identity.createGroupQuery().groupId(id).count() == 0) {
            Group group = identity.newGroup(id);
            group.setName(name);
            group.setType("WORKFLOW");
            identity.saveGroup(group);
        }
    }

    private void grant(String group, Resource resource, String id, Permission... permissions) {
        Authorization row = authorizations.createAuthorizationQuery().groupIdIn(group).resourceType(resource).resourceId(id).singleResult();
        if (row == null) {
            row = authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
            row.setGroupId(group);
            row.setResource(resource);
            row.setResourceId(id);
        } else if (Set.of(permissions).equals(new HashSet<>(Arrays.asList(row.getPermissions(permissions))))) {
            return;
        }
        row.setPermissions(permissions);
        authorizations.saveAuthorization(row);
    }

    private void filter(String name, String description, int priority, TaskQuery query) {
        Filter filter = filters.createFilterQuery().filterName(name).singleResult();
        if (filter == null) {
            filter = filters.newTaskFilter(name);
        }
        Map<String, Object> properties = new HashMap<>();
        properties.put("description", description);
        properties.put("priority", priority);
        properties.put("color", "#1d70b8");
        properties.put("refresh", true);
        properties.put("showUndefinedVariable", false);
        filter.setProperties(properties);
        filter.setQuery(query.orderByDueDate().asc());
        filters.saveFilter(filter);
        grant(Accounts.WORKERS, Resources.FILTER, filter.getId(), Permissions.READ);
    }
}
