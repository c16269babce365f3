package org.throughline.handover.process;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;
import org.throughline.handover.HandoverStep;
import org.throughline.handover.HandoverSteps;
import org.throughline.workflow.StepGuard;
import org.throughline.workflow.ThisTransaction;
import org.throughline.workflow.Waiting;

/** What stands at every task of a handover, whatever the model says. */
@Component
class HandoverGuard extends StepGuard {

    private final HandoverSteps steps;

    HandoverGuard(HandoverSteps steps, ThisTransaction thisTransaction) {
        super(CaseHandover.KEY, "handover", "Ask for a handover on the case file's page.", thisTransaction);
        this.steps = steps;
    }

    @Override
    protected Waiting waitsAt(UUID id, String taskKey) {
        HandoverSteps.Wait wait = steps.waitsAt(id, step(taskKey));
        return new Waiting(wait.doer(), wait.owner(), wait.dueAt(), wait.ownerMayAct());
    }

    @Override
    protected Map<String, Object> completes(UUID id, String taskKey, String actingUser, Integer draftVersion, String outcome) {
        return steps.complete(id, step(taskKey), actingUser, draftVersion, outcome);
    }

    @Override
    protected Optional<String> gone(UUID id, String taskKey) {
        return HandoverStep.ofTask(taskKey).flatMap(step -> steps.whyGone(id, step));
    }

    private static HandoverStep step(String taskKey) {
        return HandoverStep.ofTask(taskKey)
                .orElseThrow(() -> new Refusal("The handover knows no step " + taskKey + ". Take the change of the model back.", "unknown-step"));
    }
}
