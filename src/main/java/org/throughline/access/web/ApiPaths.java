package org.throughline.access.web;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.throughline.access.NotFound;

/** What belongs to the REST interface, and what is said there for a status alone. */
final class ApiPaths {

    private ApiPaths() {}

    static boolean isApi(String path) {
        return path != null && (path.equals("/api") || path.startsWith("/api/"));
    }

    static ProblemDetail byStatus(HttpStatusCode status) {
        return byStatus(status, false);
    }

    /** @param file whether the address takes a file */
    static ProblemDetail byStatus(HttpStatusCode status, boolean file) {
        HttpStatus known = HttpStatus.resolve(status.value());
        HttpStatus answer = known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known;
        return switch (answer) {
            case UNAUTHORIZED -> Problems.problem(answer, "sign-in", "Sign in", "Sign in first, then do it again.");
            case FORBIDDEN -> Problems.problem(answer, "not-allowed", "Not allowed", "This request was not taken. Load the page again and repeat what you did; your sign-in may have ended.");
            case NOT_FOUND -> Problems.problem(answer, "not-found", "Not found", new NotFound().getMessage());
            case METHOD_NOT_ALLOWED -> Problems.problem(answer, "wrong-method", "Not possible here", "This address does not take this kind of request.");
            case UNSUPPORTED_MEDIA_TYPE -> Problems.problem(answer, "wrong-type", "Not possible here", "This address does not take this kind of content. Send " + (file ? "a form with the file in it (multipart/form-data)." : "JSON."));
            case NOT_ACCEPTABLE -> Problems.problem(answer, "wrong-type", "Not possible here", "This address answers with JSON.");
            case PAYLOAD_TOO_LARGE -> Problems.problem(answer, "too-large", "Too large", "What was sent is too large. Send less at a time.");
            case SERVICE_UNAVAILABLE -> Problems.away();
            default -> answer.is5xxServerError() ? Problems.problem(answer, "unforeseen", "Something went wrong",
                    "Something went wrong on our side. Check whether what you did is there before you repeat it.")
                    : Problems.problem(answer, "put-right", "Please put this right", "This request cannot be taken as it is. Check it and send it again.");
        };
    }
}
