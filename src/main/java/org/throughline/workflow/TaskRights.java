package org.throughline.workflow;

import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.task.Task;

/**
 * Who may see a task in the engine: its assignee sees it and works on it, its owner sees it, nobody else. One who no longer is either
 * loses the row. Rows are changed in place: removed and made again in one transaction they would collide.
 */
final class TaskRights extends DefaultAuthorizationProvider {

    private static final Set<Permission> ASSIGNEE = Set.of(Permissions.READ, Permissions.TASK_WORK);
    private static final Set<Permission> OWNER = Set.of(Permissions.READ);

    @Override
    public AuthorizationEntity[] newTaskAssignee(Task task, String former, String assignee) {
        return settle(task, former, assignee);
    }

    @Override
    public AuthorizationEntity[] newTaskOwner(Task task, String former, String owner) {
        return settle(task, former, owner);
    }

    @Override
    public AuthorizationEntity[] newTaskUserIdentityLink(Task task, String userId, String type) {
        return null;
    }

    @Override
    public AuthorizationEntity[] newTaskGroupIdentityLink(Task task, String groupId, String type) {
        return null;
    }

    /** For a step that the owner may take on behalf of the assignee. */
    static void letWork(Task task, String owner) {
        AuthorizationEntity row = owner == null ? null : cached(task, owner);
        if (row != null) {
            row.addPermission(Permissions.TASK_WORK);
        }
    }

    private AuthorizationEntity[] settle(Task task, String former, String present) {
        List<AuthorizationEntity> rows = new ArrayList<>();
        for (String user : former == null || former.equals(present) ? listOf(present) : listOf(former, present)) {
            Set<Permission> rights = user.equals(task.getAssignee()) ? ASSIGNEE : user.equals(task.getOwner()) ? OWNER : Set.of();
            row(task, user, rights, rows);
        }
        return rows.isEmpty() ? null : rows.toArray(AuthorizationEntity[]::new);
    }

    private static List<String> listOf(String... users) {
        List<String> present = new ArrayList<>();
        for (String user : users) {
            if (user != null) {
                present.add(user);
            }
        }
        return present;
    }

    private void row(Task task, String user, Set<Permission> rights, List<AuthorizationEntity> rows) {
        AuthorizationEntity row = getAuthorizationManager().findAuthorizationByUserIdAndResourceId(AUTH_TYPE_GRANT, user, Resources.TASK, task.getId());
        if (row == null) {
            row = cached(task, user);
        }
        if (row == null && rights.isEmpty()) {
            return;
        }
        if (row != null && rights.isEmpty()) {
            getAuthorizationManager().delete(row);
            return;
        }
        if (row == null) {
            row = new AuthorizationEntity(AUTH_TYPE_GRANT);
            row.setUserId(user);
            row.setResource(Resources.TASK);
            row.setResourceId(task.getId());
        }
        row.setPermissions(rights.toArray(Permission[]::new));
        rows.add(row);
    }

    /** A row made earlier in this transaction is not in the database yet. */
    private static AuthorizationEntity cached(Task task, String user) {
        return Context.getCommandContext().getDbEntityManager().getCachedEntitiesByType(AuthorizationEntity.class).stream()
                .filter(row -> user.equals(row.getUserId()) && task.getId().equals(row.getResourceId()) && row.getResourceType() == Resources.TASK.resourceType())
                .findFirst().orElse(null);
    }
}
