package org.throughline.meeting.process;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;
import org.throughline.meeting.MeetingStep;
import org.throughline.meeting.MeetingSteps;
import org.throughline.workflow.GuardedProcess;
import org.throughline.workflow.GuardedTask;
import org.throughline.workflow.ThisTransaction;
import org.throughline.workflow.Waiting;

/** What stands at every task of a meeting, whatever the model says. */
@Component
class MeetingGuard implements GuardedProcess {

    private final MeetingSteps steps;
    private final ThisTransaction thisTransaction;

    MeetingGuard(MeetingSteps steps, ThisTransaction thisTransaction) {
        this.steps = steps;
        this.thisTransaction = thisTransaction;
    }

    @Override
    public String processKey() {
        return MultiAgencyMeeting.KEY;
    }

    @Override
    public Waiting taskWaits(GuardedTask task) {
        MeetingSteps.Wait wait = steps.waitsAt(meeting(task.businessKey()), step(task.taskKey()));
        return new Waiting(wait.doer(), wait.owner(), wait.dueAt(), wait.ownerMayAct());
    }

    @Override
    public Map<String, Object> taskCompletes(GuardedTask task, Map<String, Object> submitted) {
        Object outcome = submitted.get(MultiAgencyMeeting.OUTCOME);
        return steps.complete(meeting(task.businessKey()), step(task.taskKey()), task.actingUser(), version(submitted.get(MultiAgencyMeeting.DRAFT_VERSION)),
                outcome == null ? null : outcome.toString());
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

    @Override
    public boolean mayLeave(GuardedTask task) {
        return thisTransaction.hasLeft(meeting(task.businessKey()));
    }

    @Override
    public boolean mayStart(String businessKey, Map<String, Object> variables) {
        return businessKey != null && thisTransaction.hasBegun(meeting(businessKey));
    }

    @Override
    public Optional<String> whyGone(String taskKey, String businessKey) {
        return businessKey == null ? Optional.empty() : MeetingStep.ofTask(taskKey).flatMap(step -> steps.whyGone(meeting(businessKey), step));
    }

    @Override
    public Set<String> allowedVariables() {
        return Set.of(MultiAgencyMeeting.DRAFT_VERSION, MultiAgencyMeeting.OUTCOME);
    }

    private static MeetingStep step(String taskKey) {
        return MeetingStep.ofTask(taskKey)
                .orElseThrow(() -> new Refusal("The meeting knows no step " + taskKey + ". Take the change of the model back.", "unknown-step"));
    }

    private static UUID meeting(String businessKey) {
        try {
            return UUID.fromString(businessKey == null ? "" : businessKey);
        } catch (IllegalArgumentException e) {
            throw new Refusal("This process belongs to no meeting. Call for a meeting on the case file's page.", "no-meeting");
        }
    }
}
