package org.throughline.meeting.process;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;
import org.throughline.meeting.DisagreementStep;
import org.throughline.meeting.DisagreementSteps;
import org.throughline.workflow.GuardedProcess;
import org.throughline.workflow.GuardedTask;
import org.throughline.workflow.ThisTransaction;
import org.throughline.workflow.Waiting;

/** What stands at every task of a disagreement, whatever the model says. */
@Component
class DisagreementGuard implements GuardedProcess {

    private final DisagreementSteps steps;
    private final ThisTransaction thisTransaction;

    DisagreementGuard(DisagreementSteps steps, ThisTransaction thisTransaction) {
        this.steps = steps;
        this.thisTransaction = thisTransaction;
    }

    @Override
    public String processKey() {
        return ProfessionalDisagreement.KEY;
    }

    @Override
    public Waiting taskWaits(GuardedTask task) {
        DisagreementSteps.Wait wait = steps.waitsAt(disagreement(task.businessKey()), step(task.taskKey()));
        return new Waiting(wait.doer(), wait.owner(), wait.dueAt(), wait.ownerMayAct());
    }

    @Override
    public Map<String, Object> taskCompletes(GuardedTask task, Map<String, Object> submitted) {
        Object outcome = submitted.get(ProfessionalDisagreement.OUTCOME);
        return steps.complete(disagreement(task.businessKey()), step(task.taskKey()), task.actingUser(), version(submitted.get(ProfessionalDisagreement.DRAFT_VERSION)),
                outcome == null ? null : outcome.toString());
    }

    private static Integer version(Object sent) {
        try {
            return sent == null ? null : sent instanceof Number number ? Math.toIntExact(number.longValue()) : Integer.valueOf(sent.toString());
        } catch (ArithmeticException | NumberFormatException e) {
            throw new Refusal("The version of the text must be a whole number.", "stale-draft");
        }
    }

    @Override
    public boolean mayLeave(GuardedTask task) {
        return thisTransaction.hasLeft(disagreement(task.businessKey()));
    }

    @Override
    public boolean mayStart(String businessKey, Map<String, Object> variables) {
        return businessKey != null && thisTransaction.hasBegun(disagreement(businessKey));
    }

    @Override
    public Optional<String> whyGone(String taskKey, String businessKey) {
        return businessKey == null ? Optional.empty() : DisagreementStep.ofTask(taskKey).flatMap(step -> steps.whyGone(disagreement(businessKey), step));
    }

    @Override
    public Set<String> allowedVariables() {
        return Set.of(ProfessionalDisagreement.DRAFT_VERSION, ProfessionalDisagreement.OUTCOME);
    }

    private static DisagreementStep step(String taskKey) {
        return DisagreementStep.ofTask(taskKey)
                .orElseThrow(() -> new Refusal("A disagreement knows no step " + taskKey + ". Take the change of the model back.", "unknown-step"));
    }

    private static UUID disagreement(String businessKey) {
        try {
            return UUID.fromString(businessKey == null ? "" : businessKey);
        } catch (IllegalArgumentException e) {
            throw new Refusal("This process belongs to no disagreement. Write on the case file's page that you do not agree.", "no-disagreement");
        }
    }
}
