package org.throughline.workflow;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.stereotype.Service;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;

/** The waiting tasks, each person's own; and the way to complete one as a person. */
@Service
public class EngineTasks {

    /** Of a task that is gone, where nobody knows more. */
    static final String NO_LONGER = "This task no longer waits: it is done or was taken back. Look at what waits now.";

    private static final int LONGEST_LIST = 500;
    private static final String FORMS = "embedded:/forms/";

    private final TaskService tasks;
    private final HistoryService history;
    private final RepositoryService repository;
    private final IdentityService identity;
    private final AsApplication application;
    private final Guards guards;
    private final Clock clock;

    EngineTasks(TaskService tasks, HistoryService history, RepositoryService repository, IdentityService identity, AsApplication application, Guards guards,
            Clock clock) {
        this.tasks = tasks;
        this.history = history;
        this.repository = repository;
        this.identity = identity;
        this.application = application;
        this.guards = guards;
        this.clock = clock;
    }

    /** What this person has to do, the earliest due first; at most 500. */
    public List<EngineTask> assignedTo(String username) {
        return list(query().taskAssignee(username));
    }

    /** What waits with those for whom this person answers, the earliest due first; at most 500. */
    public List<EngineTask> ownedBy(String username) {
        return list(query().taskOwner(username));
    }

    /** What waits for an aggregate now. For callers that have checked that the person may see the aggregate. */
    public List<EngineTask> waitingFor(String processKey, String businessKey) {
        return list(query().processDefinitionKey(processKey).processInstanceBusinessKey(businessKey));
    }

    /** One task of this person (as assignee or owner). @throws NotFound if there is none or it is not theirs */
    public EngineTask of(String username, String taskId) {
        Task task = application.call(() -> query().taskId(taskId).singleResult());
        if (task == null || !username.equals(task.getAssignee()) && !username.equals(task.getOwner())) {
            throw new NotFound();
        }
        return seen(task);
    }

    /**
     * Completes a task as this person: the act itself.
     *
     * @param variables what the person sends; only what the process allows is taken
     * @throws Refusal  with the sentence of the domain, or that it is already done
     * @throws NotFound if there never was such a task, or it is not theirs
     */
    public void complete(String username, String taskId, Map<String, Object> variables) {
        Task task = application.call(() -> query().taskId(taskId).singleResult());
        if (task == null) {
            throw whyGone(username, taskId);
        }
        if (!username.equals(task.getAssignee()) && !username.equals(task.getOwner())) {
            throw new NotFound();
        }
        asPerson(username, () -> {
            try {
                tasks.complete(taskId, variables);
            } catch (AuthorizationException notTheirs) {
                throw new Refusal("This step waits for somebody else. Take it over on the page of the handover, then do it.", "not-your-step");
            } catch (NullValueException | NullPointerException missing) {
                // the engine does not expect that its process instance ends between two of its looks
                if (application.call(() -> query().taskId(taskId).count()) > 0) {
                    throw missing;
                }
                throw whyGone(username, taskId);
            } catch (OptimisticLockingException raced) {
                throw new Refusal("Someone else completed or changed this task at the same moment. Open it again to see how it stands.", "raced");
            }
        });
    }

    /** Why a task is not there: the sentence of who did it and when, for those it was with. */
    public RuntimeException whyGone(String username, String taskId) {
        return application.call(() -> {
            HistoricTaskInstance gone = history.createHistoricTaskInstanceQuery().taskId(taskId).singleResult();
            if (gone == null || gone.getEndTime() == null || !username.equals(gone.getAssignee()) && !username.equals(gone.getOwner())) {
                return new NotFound();
            }
            HistoricProcessInstance instance = history.createHistoricProcessInstanceQuery().processInstanceId(gone.getProcessInstanceId()).singleResult();
            Optional<String> sentence = guards.of(gone.getProcessDefinitionKey())
                    .flatMap(guard -> guard.whyGone(gone.getTaskDefinitionKey(), instance == null ? null : instance.getBusinessKey()));
            return new Refusal(sentence.orElse(NO_LONGER), "already-done");
        });
    }

    private TaskQuery query() {
        return tasks.createTaskQuery().initializeFormKeys();
    }

    private List<EngineTask> list(TaskQuery query) {
        return application.call(() -> query.orderByDueDate().asc().orderByTaskId().asc().listPage(0, LONGEST_LIST).stream().map(this::seen).toList());
    }

    private EngineTask seen(Task task) {
        String form = task.getFormKey() != null && task.getFormKey().startsWith(FORMS) ? task.getFormKey().substring(FORMS.length()).replace(".html", "") : null;
        return application.call(() -> {
            String processKey = repository.getProcessDefinition(task.getProcessDefinitionId()).getKey();
            String businessKey = businessKey(task);
            return new EngineTask(task.getId(), task.getTaskDefinitionKey(), task.getName(), processKey, businessKey, form,
                    task.getCreateTime().toInstant(), task.getDueDate() == null ? null : task.getDueDate().toInstant(), task.getAssignee(), task.getOwner(),
                    task.getDueDate() != null && task.getDueDate().toInstant().isBefore(clock.instant()));
        });
    }

    private String businessKey(Task task) {
        HistoricProcessInstance instance = history.createHistoricProcessInstanceQuery().processInstanceId(task.getProcessInstanceId()).singleResult();
        return instance == null ? null : instance.getBusinessKey();
    }

    private void asPerson(String username, Runnable act) {
        Authentication before = identity.getCurrentAuthentication();
        List<String> groups = application.call(() -> identity.createGroupQuery().groupMember(username).list().stream().map(g -> g.getId()).toList());
        identity.setAuthentication(username, groups);
        try {
            act.run();
        } finally {
            identity.clearAuthentication();
            if (before != null) {
                identity.setAuthentication(before);
            }
        }
    }
}
