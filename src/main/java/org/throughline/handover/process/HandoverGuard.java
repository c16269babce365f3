package org.throughline.handover.process;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;
import org.throughline.handover.HandoverStep;
import org.throughline.handover.HandoverSteps;
import org.throughline.workflow.GuardedProcess;
import org.throughline.workflow.GuardedTask;
import org.throughline.workflow.ThisTransaction;
import org.throughline.workflow.Waiting;

/** What stands at every task of a handover, whatever the model says. */
@Component
class HandoverGuard implements GuardedProcess {

    private final HandoverSteps steps;
    private final ThisTransaction thisTransaction;

    HandoverGuard(HandoverSteps steps, ThisTransaction thisTransaction) {
        this.steps = steps;
        this.thisTransaction = thisTransaction;
    }

    @Override
    public String processKey() {
        return CaseHandover.KEY;
    }

    @Override
    public Waiting taskWaits(GuardedTask task) {
        HandoverSteps.Wait wait = steps.waitsAt(handover(task.businessKey()), step(task.taskKey()));
        return new Waiting(wait.doer(), wait.owner(), wait.dueAt(), wait.ownerMayAct());
    }

    @Override
    public Map<String, Object> taskCompletes(GuardedTask task, Map<String, Object> submitted) {
        return steps.complete(handover(task.businessKey()), step(task.taskKey()), task.actingUser(),
                version(submitted.get(CaseHandover.DRAFT_VERSION)), text(submitted.get(CaseHandover.OUTCOME)));
    }

    private static Integer version(Object sent) {
        if (sent == null) {
            return null;
        }
        try {
            return sent instanceof Number number ? Math.toIntExact(number.longValue()) : Integer.valueOf(sent.toString());
        } catch (ArithmeticException | NumberFormatException e) {
            throw new Refusal("The version of the text must be a whole number.", "stale-draft");
        }
    }

    private static String text(Object sent) {
        return sent == null ? null : sent.toString();
    }

    @Override
    public boolean mayLeave(GuardedTask task) {
        return thisTransaction.hasLeft(handover(task.businessKey()));
    }

    @Override
    public boolean mayStart(String businessKey, Map<String, Object> variables) {
        return businessKey != null && thisTransaction.hasBegun(handover(businessKey));
    }

    @Override
    public Optional<String> whyGone(String taskKey, String businessKey) {
        return businessKey == null ? Optional.empty()
                : HandoverStep.ofTask(taskKey).flatMap(step -> steps.whyGone(handover(businessKey), step));
    }

    @Override
    public Set<String> allowedVariables() {
        return Set.of(CaseHandover.DRAFT_VERSION, CaseHandover.OUTCOME);
    }

    private static HandoverStep step(String taskKey) {
        return HandoverStep.ofTask(taskKey)
                .orElseThrow(() -> new Refusal("The handover knows no step " + taskKey + ". Take the change of the model back.", "unknown-step"));
    }

    private static UUID handover(String businessKey) {
        try {
            return UUID.fromString(businessKey == null ? "" : businessKey);
        } catch (IllegalArgumentException e) {
            throw new Refusal("This process belongs to no handover. Ask for a handover on the case file's page.", "no-handover");
        }
    }
}
