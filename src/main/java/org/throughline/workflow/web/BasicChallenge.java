package org.throughline.workflow.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Asks a modeller for name and password. */
final class BasicChallenge implements AuthenticationEntryPoint {

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException none) throws IOException {
        response.setHeader("WWW-Authenticate", "Basic realm=\"Throughline\"");
        Answers.signIn(response);
    }
}
