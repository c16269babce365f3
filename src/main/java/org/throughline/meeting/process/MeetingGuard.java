package org.throughline.meeting.process;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;
import org.throughline.meeting.MeetingStep;
import org.throughline.meeting.MeetingSteps;
import org.throughline.workflow.StepGuard;
import org.throughline.workflow.ThisTransaction;
import org.throughline.workflow.Waiting;

/** What stands at every task of a meeting, whatever the model says. */
@Component
class MeetingGuard extends StepGuard {

    private final MeetingSteps steps;

    MeetingGuard(MeetingSteps steps, ThisTransaction thisTransaction) {
        super(MultiAgencyMeeting.KEY, "meeting", "Call for a meeting on the case file's page.", thisTransaction);
        this.steps = steps;
    }

    @Override
    protected Waiting waitsAt(UUID id, String taskKey) {
        MeetingSteps.Wait wait = steps.waitsAt(id, step(taskKey));
        return new Waiting(wait.doer(), wait.owner(), wait.dueAt(), wait.ownerMayAct());
    }

    @Override
    protected Map<String, Object> completes(UUID id, String taskKey, String actingUser, Integer draftVersion, String outcome) {
        return steps.complete(id, step(taskKey), actingUser, draftVersion, outcome);
    }

    @Override
    protected Optional<String> gone(UUID id, String taskKey) {
        return MeetingStep.ofTask(taskKey).flatMap(step -> steps.whyGone(id, step));
    }

    private static MeetingStep step(String taskKey) {
        return MeetingStep.ofTask(taskKey)
                .orElseThrow(() -> new Refusal("The meeting knows no step " + taskKey + ". Take the change of the model back.", "unknown-step"));
    }
}
