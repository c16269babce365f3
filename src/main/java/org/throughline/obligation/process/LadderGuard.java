package org.throughline.obligation.process;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;
import org.throughline.obligation.LadderQuestions;
import org.throughline.workflow.GuardedProcess;
import org.throughline.workflow.GuardedTask;
import org.throughline.workflow.ThisTransaction;
import org.throughline.workflow.Waiting;

/**
 * What stands at every task of a ladder. Such a task opens no obligation of its own: it is the climb of one, and its silence is the next
 * level of the same ladder.
 */
@Component
class LadderGuard implements GuardedProcess {

    private final LadderQuestions questions;
    private final ThisTransaction thisTransaction;

    LadderGuard(LadderQuestions questions, ThisTransaction thisTransaction) {
        this.questions = questions;
        this.thisTransaction = thisTransaction;
    }

    @Override
    public String processKey() {
        return ObligationLadder.KEY;
    }

    @Override
    public Waiting taskWaits(GuardedTask task) {
        LadderQuestions.Wait wait = questions.waits(obligation(task.businessKey()), task.taskId());
        return new Waiting(wait.asked(), wait.supervisor(), wait.dueAt());
    }

    @Override
    public Map<String, Object> taskCompletes(GuardedTask task, Map<String, Object> submitted) {
        return Map.of(ObligationLadder.ANSWER, questions.answer(task.taskId(), task.actingUser(), version(submitted.get(ObligationLadder.DRAFT_VERSION))).name());
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
        return questions.hasEnded(obligation(task.businessKey()));
    }

    @Override
    public boolean mayStart(String businessKey, Map<String, Object> variables) {
        return businessKey != null && thisTransaction.hasBegun(obligation(businessKey));
    }

    @Override
    public Optional<String> whyGone(String taskKey, String businessKey) {
        return businessKey == null ? Optional.empty() : questions.whyGone(obligation(businessKey));
    }

    @Override
    public Set<String> allowedVariables() {
        return Set.of(ObligationLadder.DRAFT_VERSION, ObligationLadder.OUTCOME);
    }

    private static UUID obligation(String businessKey) {
        try {
            return UUID.fromString(businessKey == null ? "" : businessKey);
        } catch (IllegalArgumentException e) {
            throw new Refusal("This process belongs to nothing that is owed. It starts by itself when something is late.", "no-obligation");
        }
    }
}
