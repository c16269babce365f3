package org.throughline.access.web;

import jakarta.validation.ConstraintViolationException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.throughline.access.Invalid;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.access.TooOften;
import org.throughline.organisation.NotInOrganisation;

/** Turns what went wrong into a problem detail (RFC 9457): a sentence that says what to do next, and nothing of the inside. */
final class Problems {

    private static final int LONGEST_CHAIN = 20;

    private Problems() {}

    /** Empty where nobody foresaw it. */
    static Optional<ProblemDetail> of(Throwable thrown) {
        return chain(thrown).map(Problems::known).flatMap(Optional::stream).findFirst();
    }

    private static Stream<Throwable> chain(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause).limit(LONGEST_CHAIN);
    }

    private static Optional<ProblemDetail> known(Throwable e) {
        if (e instanceof Refusal refusal) {
            ProblemDetail problem = problem(HttpStatus.CONFLICT, refusal.code(), "This cannot be done yet", refusal.getMessage());
            problem.setProperty("missing", refusal.missing());
            return Optional.of(problem);
        }
        if (e instanceof Invalid invalid) {
            return Optional.of(faults(HttpStatus.UNPROCESSABLE_ENTITY, invalid.getMessage(), invalid.faults()));
        }
        if (e instanceof TooOften often) {
            ProblemDetail problem = problem(HttpStatus.TOO_MANY_REQUESTS, "too-often", "Not so often", often.getMessage());
            problem.setProperty("retryAfterSeconds", often.until().toSeconds() + 1);
            return Optional.of(problem);
        }
        if (e instanceof NotFound) {
            return Optional.of(problem(HttpStatus.NOT_FOUND, "not-found", "Not found", e.getMessage()));
        }
        if (e instanceof NotInOrganisation) {
            return Optional.of(problem(HttpStatus.NOT_FOUND, "not-in-organisation", "Not found", e.getMessage()));
        }
        if (e instanceof AuthenticationException) {
            return Optional.of(problem(HttpStatus.UNAUTHORIZED, "sign-in", "Sign in", "Sign in first, then do it again."));
        }
        if (e instanceof AccessDeniedException) {
            return Optional.of(problem(HttpStatus.NOT_FOUND, "not-found", "Not found", new NotFound().getMessage()));
        }
        if (e instanceof ConstraintViolationException invalid) {
            return Optional.of(faults(HttpStatus.BAD_REQUEST, "Some of what was sent needs to be put right.", invalid.getConstraintViolations().stream()
                    .map(v -> new Invalid.Fault(v.getPropertyPath().toString(), v.getMessage())).toList()));
        }
        if (e instanceof OptimisticLockingFailureException) {
            return Optional.of(stale());
        }
        if (e instanceof PessimisticLockingFailureException) {
            return Optional.of(busy());
        }
        if (e instanceof SQLException sql) {
            return ofDatabase(sql);
        }
        if (e instanceof DuplicateKeyException && sqlState(e).isEmpty()) {
            return Optional.of(twice());
        }
        if (e instanceof DataIntegrityViolationException && sqlState(e).isEmpty()) {
            return Optional.of(contradiction());
        }
        if ((e instanceof DataAccessResourceFailureException || e instanceof CannotCreateTransactionException) && sqlState(e).isEmpty()) {
            return Optional.of(away());
        }
        return Optional.empty();
    }

    private static Optional<String> sqlState(Throwable e) {
        return chain(e).filter(SQLException.class::isInstance).map(SQLException.class::cast).map(SQLException::getSQLState)
                .filter(state -> state != null).findFirst();
    }

    /** Our own triggers speak in sentences (class 23T); of everything else only the kind is told. */
    private static Optional<ProblemDetail> ofDatabase(SQLException sql) {
        String state = sql.getSQLState();
        if (state == null) {
            return Optional.of(sql instanceof java.sql.SQLTransientConnectionException ? away() : contradiction());
        }
        if (state.startsWith("23T")) {
            // what is written in batches has the server's own words one cause further down
            String sentence = chain(sql).filter(PSQLException.class::isInstance).map(own -> ((PSQLException) own).getServerErrorMessage())
                    .filter(message -> message != null).map(ServerErrorMessage::getMessage).findFirst().orElse("The record does not allow this.");
            return Optional.of(problem(HttpStatus.CONFLICT, "record-refuses", "The record does not allow this", sentence));
        }
        return switch (state.length() < 2 ? state : state.substring(0, 2)) {
            case "08", "53", "57" -> Optional.of(away());
            case "23" -> Optional.of(state.equals("23505") ? twice() : contradiction());
            case "40", "55" -> Optional.of(busy());
            default -> Optional.empty();
        };
    }

    static ProblemDetail away() {
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "database-away", "Not available just now",
                "The record cannot be reached just now, and nothing was saved. Keep what you have written, and try again in a minute.");
    }

    private static ProblemDetail stale() {
        return problem(HttpStatus.CONFLICT, "changed-meanwhile", "Changed meanwhile",
                "Somebody else changed this at the same time. Load it again, then repeat what you did.");
    }

    private static ProblemDetail busy() {
        return problem(HttpStatus.CONFLICT, "busy", "Changed at the same time", "Others are changing the record of this family at this moment. Try again.");
    }

    private static ProblemDetail twice() {
        return problem(HttpStatus.CONFLICT, "already-there", "Already there", "This is already recorded. Load the page again to see it.");
    }

    private static ProblemDetail contradiction() {
        return problem(HttpStatus.CONFLICT, "record-refuses", "The record does not allow this",
                "What was sent does not fit what is recorded. Load the page again, then repeat what you did.");
    }

    static ProblemDetail unforeseen(String number) {
        ProblemDetail problem = problem(HttpStatus.INTERNAL_SERVER_ERROR, "unforeseen", "Something went wrong",
                "Something went wrong on our side. Check whether what you did is there before you repeat it. If it happens again, give an administrator the number "
                        + number + ".");
        problem.setProperty("number", number);
        return problem;
    }

    static ProblemDetail faults(HttpStatus status, String detail, List<Invalid.Fault> faults) {
        ProblemDetail problem = problem(status, "put-right", "Please put this right", detail);
        problem.setProperty("faults", faults);
        return problem;
    }

    static ProblemDetail problem(HttpStatus status, String code, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        problem.setProperties(new java.util.LinkedHashMap<>(Map.of("code", code)));
        return problem;
    }
}
