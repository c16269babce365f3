package org.throughline.meeting.process;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;
import org.throughline.meeting.DisagreementStep;
import org.throughline.meeting.DisagreementSteps;
import org.throughline.workflow.StepGuard;
import org.throughline.workflow.ThisTransaction;
import org.throughline.workflow.Waiting;

/** What stands at every task of a disagreement, whatever the model says. */
@Component
class DisagreementGuard extends StepGuard {

    private final DisagreementSteps steps;

    DisagreementGuard(DisagreementSteps steps, ThisTransaction thisTransaction) {
        super(ProfessionalDisagreement.KEY, "disagreement", "Write on the case file's page that you do not agree.", thisTransaction);
        this.steps = steps;
    }

    @Override
    protected Waiting waitsAt(UUID id, String taskKey) {
        DisagreementSteps.Wait wait = steps.waitsAt(id, step(taskKey));
        return new Waiting(wait.doer(), wait.owner(), wait.dueAt(), wait.ownerMayAct());
    }

    @Override
    protected Map<String, Object> completes(UUID id, String taskKey, String actingUser, Integer draftVersion, String outcome) {
        return steps.complete(id, step(taskKey), actingUser, draftVersion, outcome);
    }

    @Override
    protected Optional<String> gone(UUID id, String taskKey) {
        return DisagreementStep.ofTask(taskKey).flatMap(step -> steps.whyGone(id, step));
    }

    private static DisagreementStep step(String taskKey) {
        return DisagreementStep.ofTask(taskKey)
                .orElseThrow(() -> new Refusal("A disagreement knows no step " + taskKey + ". Take the change of the model back.", "unknown-step"));
    }
}
