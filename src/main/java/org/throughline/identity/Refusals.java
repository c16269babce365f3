package org.throughline.identity;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Tells a program with a token why it is not let in, as a problem detail; nothing about the token that would help to make one. */
final class Refusals implements AuthenticationEntryPoint {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why) throws IOException {
        if (why instanceof RefusedSignIn refused) {
            write(response, 403, "not-admitted", "Not admitted", refused.getMessage());
        } else if (why instanceof AuthenticationServiceException) {
            response.setHeader("Retry-After", "30");
            write(response, 503, "identity-away", "Keycloak does not answer", "Whether this token is good cannot be found out just now. Try again in a minute.");
        } else {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"Throughline\", error=\"invalid_token\"");
            write(response, 401, "sign-in", "Sign in", "Fetch a new token for this purpose, then do it again.");
        }
    }

    private static void write(HttpServletResponse response, int status, String code, String title, String detail) throws IOException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("title", title);
        body.put("status", status);
        body.put("detail", detail);
        body.put("code", code);
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8));
    }
}
