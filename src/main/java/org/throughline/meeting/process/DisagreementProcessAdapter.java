package org.throughline.meeting.process;

import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;
import org.throughline.meeting.DisagreementProcess;
import org.throughline.meeting.DisagreementStep;
import org.throughline.workflow.AsApplication;
import org.throughline.workflow.ThisTransaction;

/** The disagreement's process in the engine. */
@Component
class DisagreementProcessAdapter implements DisagreementProcess {

    private final RuntimeService runtime;
    private final TaskService tasks;
    private final AsApplication application;
    private final ThisTransaction thisTransaction;

    DisagreementProcessAdapter(RuntimeService runtime, TaskService tasks, AsApplication application, ThisTransaction thisTransaction) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.application = application;
        this.thisTransaction = thisTransaction;
    }

    @Override
    public void start(UUID disagreement, boolean childInDanger, boolean dateToSet) {
        thisTransaction.began(disagreement);
        application.run(() -> runtime.startProcessInstanceByKey(ProfessionalDisagreement.KEY, disagreement.toString(),
                Map.of(ProfessionalDisagreement.CHILD_IN_DANGER, childInDanger, ProfessionalDisagreement.DATE_TO_SET, dateToSet)));
        if (waitingTask(disagreement) == null) {
            throw new Refusal("The process that is in use lets this wait nowhere, so it was not begun. Ask an administrator to look at the model.", "model");
        }
    }

    @Override
    public void moveTo(UUID disagreement, DisagreementStep step) {
        thisTransaction.left(disagreement);
        application.run(() -> {
            Task waiting = waiting(disagreement);
            if (waiting == null) {
                return; // the watchdog says that the process is missing; the record goes on all the same
            }
            String instance = waiting.getProcessInstanceId();
            runtime.createProcessInstanceModification(instance)
                    .startBeforeActivity(step.taskKey())
                    .cancelActivityInstance(runtime.getActivityInstance(instance).getActivityInstances(waiting.getTaskDefinitionKey())[0].getId())
                    .execute();
        });
    }

    @Override
    public void withdraw(UUID disagreement) {
        thisTransaction.left(disagreement);
        application.run(() -> {
            if (runtime.createProcessInstanceQuery().processDefinitionKey(ProfessionalDisagreement.KEY).processInstanceBusinessKey(disagreement.toString()).count() > 0) {
                runtime.createMessageCorrelation(ProfessionalDisagreement.MESSAGE_WITHDRAWN).processInstanceBusinessKey(disagreement.toString()).correlate();
            }
        });
    }

    @Override
    public void giveTo(UUID disagreement, String username) {
        application.run(() -> {
            Task waiting = waiting(disagreement);
            if (waiting != null) {
                tasks.setAssignee(waiting.getId(), username);
            }
        });
    }

    @Override
    public String waitingTask(UUID disagreement) {
        return application.call(() -> {
            Task waiting = waiting(disagreement);
            return waiting == null ? null : waiting.getId();
        });
    }

    private Task waiting(UUID disagreement) {
        return tasks.createTaskQuery().processDefinitionKey(ProfessionalDisagreement.KEY).processInstanceBusinessKey(disagreement.toString()).singleResult();
    }
}
