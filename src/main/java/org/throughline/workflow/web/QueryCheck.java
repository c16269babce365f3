package org.throughline.workflow.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Looks for expressions and or-queries in what is sent to the engine, whatever content type it claims to have. */
final class QueryCheck {

    static final int LARGEST_BODY = 1_000_000;

    private static final JsonFactory JSON = new JsonFactory();
    private static final String REFUSED = "Expressions and or-queries are not taken here (%s).";

    private QueryCheck() {}

    static Optional<String> inQueryString(HttpServletRequest request) {
        // parsed by the container from the query string alone: a form body is not read before its own check
        if (request.getQueryString() == null) {
            return Optional.empty();
        }
        for (String part : request.getQueryString().split("[&;]")) {
            String name;
            try {
                name = java.net.URLDecoder.decode(part.split("=", 2)[0], java.nio.charset.StandardCharsets.UTF_8);
            } catch (IllegalArgumentException notEncoded) {
                return Optional.of("The address cannot be read.");
            }
            if (forbidden(name)) {
                return Optional.of(REFUSED.formatted(name));
            }
        }
        return Optional.empty();
    }

    static Optional<String> inBody(byte[] body) {
        if (body.length > LARGEST_BODY) {
            return Optional.of("What was sent is too large.");
        }
        if (new String(body, java.nio.charset.StandardCharsets.UTF_8).isBlank()) {
            return Optional.empty();
        }
        try (JsonParser parser = JSON.createParser(body)) {
            JsonToken token;
            while ((token = parser.nextToken()) != null) {
                if (token == JsonToken.FIELD_NAME && forbidden(parser.currentName())) {
                    return Optional.of(REFUSED.formatted(parser.currentName()));
                }
            }
            return Optional.empty();
        } catch (IOException notJson) {
            return Optional.of("What was sent is not readable JSON.");
        }
    }

    private static boolean forbidden(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return lower.endsWith("expression") || lower.equals("orqueries");
    }
}
