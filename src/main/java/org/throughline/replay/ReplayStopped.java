package org.throughline.replay;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** A replay that could not go on, for a reason that is none of the bundle's: where it stood, why, and what had been found. */
final class ReplayStopped extends RuntimeException {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("EEE d MMM yyyy, HH:mm", Locale.UK);
    /** Of the standard: the connection is lost; of PostgreSQL: it is shutting down, or was shot down. */
    private static final String[] NO_DATABASE = {"08", "57P"};
    private ReplayResult found;

    /** @param where at which entry, in words */
    ReplayStopped(RuntimeException fault, LocalDateTime at, String where) {
        super("stopped at " + MOMENT.format(at) + " of its own time, " + where + ": " + inWords(fault), fault);
    }

    void found(ReplayResult untilThen) {
        found = untilThen;
    }

    /** What was found until it stopped; empty where the record could not be read any more. */
    Optional<ReplayResult> found() {
        return Optional.ofNullable(found);
    }

    /** What went wrong, in one line: what lies deepest says most. */
    static String inWords(Throwable fault) {
        Throwable deepest = fault;
        for (Throwable at = fault; at != null && at.getCause() != at; at = at.getCause()) {
            if (at instanceof SQLException lost && lost.getSQLState() != null && (lost.getSQLState().startsWith(NO_DATABASE[0]) || lost.getSQLState().startsWith(NO_DATABASE[1]))) {
                return "its database does not answer any more.";
            }
            deepest = at;
        }
        String message = deepest.getMessage() == null ? "" : deepest.getMessage().strip().lines().findFirst().orElse("");
        return deepest.getClass().getSimpleName() + (message.isEmpty() ? "." : ", " + message + (message.endsWith(".") ? "" : "."));
    }
}
