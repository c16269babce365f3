package org.throughline.workflow.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;

/** The answers of the doors, as problem details (RFC 9457). {@code message} is what Tasklist shows. */
final class Answers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Answers() {}

    static void signIn(HttpServletResponse response) throws IOException {
        write(response, 401, "sign-in", "Sign in", "Sign in first, then do it again.", List.of());
    }

    static void notFound(HttpServletResponse response) throws IOException {
        write(response, 404, "not-found", "Not found", new NotFound().getMessage(), List.of());
    }

    static void forbidden(HttpServletResponse response) throws IOException {
        write(response, 403, "not-allowed", "Not allowed", "This request was not taken. Load the page again and repeat what you did; your sign-in may have ended.", List.of());
    }

    static void unreadable(HttpServletResponse response, String sentence) throws IOException {
        write(response, 400, "put-right", "Please put this right", sentence, List.of());
    }

    static void tooMany(HttpServletResponse response, String sentence) throws IOException {
        response.setHeader("Retry-After", "300");
        write(response, 429, "too-many", "Too many tries", sentence, List.of());
    }

    /** The list of a task's comments, which nobody makes: Tasklist asks for it with the history, and the engine answers who may not read all history with 404. */
    static void noComments(HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write("[]".getBytes(StandardCharsets.UTF_8));
    }

    static void refused(HttpServletResponse response, Refusal refusal) throws IOException {
        write(response, 409, refusal.code(), "This cannot be done yet", refusal.getMessage(), refusal.missing());
    }

    static void write(HttpServletResponse response, int status, String code, String title, String detail, List<Refusal.Missing> missing) throws IOException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("title", title);
        body.put("status", status);
        body.put("detail", detail);
        body.put("code", code);
        if (status == 409) {
            body.put("message", detail);
            body.put("missing", missing);
        }
        byte[] bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
