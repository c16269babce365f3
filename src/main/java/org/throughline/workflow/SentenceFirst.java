package org.throughline.workflow;

import java.util.Optional;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.throughline.access.Invalid;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;

/** The outermost interceptor: takes the domain's sentence out of the engine's wrapping, and notes what a completion brings. */
final class SentenceFirst extends CommandInterceptor {

    private final Submissions submissions;

    SentenceFirst(Submissions submissions) {
        this.submissions = submissions;
    }

    @Override
    public <T> T execute(Command<T> command) {
        Optional<Submissions.Submission> submission = submissions.of(command);
        submission.ifPresent(submissions::begin);
        try {
            return next.execute(command);
        } catch (RuntimeException wrapped) {
            throw sentence(wrapped);
        } finally {
            submission.ifPresent(s -> submissions.end());
        }
    }

    private static RuntimeException sentence(RuntimeException wrapped) {
        for (Throwable cause = wrapped; cause != null; cause = cause.getCause() == cause ? null : cause.getCause()) {
            if (cause instanceof Refusal || cause instanceof NotFound || cause instanceof Invalid) {
                return (RuntimeException) cause;
            }
        }
        return wrapped;
    }
}
