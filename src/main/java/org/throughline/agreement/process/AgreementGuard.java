package org.throughline.agreement.process;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;
import org.throughline.agreement.AgreementStep;
import org.throughline.agreement.AgreementSteps;
import org.throughline.workflow.StepGuard;
import org.throughline.workflow.ThisTransaction;
import org.throughline.workflow.Waiting;

/** What stands at every task of an agreement, whatever the model says. */
@Component
class AgreementGuard extends StepGuard {

    private final AgreementSteps steps;

    AgreementGuard(AgreementSteps steps, ThisTransaction thisTransaction) {
        super(VoluntaryAgreement.KEY, "agreement", "Begin on the case file's page.", thisTransaction);
        this.steps = steps;
    }

    @Override
    protected Waiting waitsAt(UUID id, String taskKey) {
        AgreementSteps.Wait wait = steps.waitsAt(id, step(taskKey));
        return new Waiting(wait.doer(), wait.owner(), wait.dueAt(), wait.ownerMayAct());
    }

    @Override
    protected Map<String, Object> completes(UUID id, String taskKey, String actingUser, Integer draftVersion, String outcome) {
        return steps.complete(id, step(taskKey), actingUser, draftVersion, outcome);
    }

    @Override
    protected Optional<String> gone(UUID id, String taskKey) {
        return AgreementStep.ofTask(taskKey).flatMap(step -> steps.whyGone(id, step));
    }

    private static AgreementStep step(String taskKey) {
        return AgreementStep.ofTask(taskKey)
                .orElseThrow(() -> new Refusal("The agreement knows no step " + taskKey + ". Take the change of the model back.", "unknown-step"));
    }
}
