package org.throughline.workflow.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.camunda.bpm.webapp.impl.security.filter.util.CsrfConstants;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * One token against forged requests for the webapps and for our own interface: kept in the session where the engine's filter looks for
 * it, given to pages in the cookie XSRF-TOKEN, and expected back in the header X-XSRF-TOKEN.
 */
final class SessionToken extends OncePerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        if (READING.contains(request.getMethod())) {
            if (session != null && request.getUserPrincipal() != null) {
                give(session, request, response);
            }
            chain.doFilter(request, response);
            return;
        }
        if (request.getServletPath().equals("/login") || session != null && sent(request, session)) {
            chain.doFilter(request, response);
            return;
        }
        Answers.forbidden(response);
    }

    private static void give(HttpSession session, HttpServletRequest request, HttpServletResponse response) {
        String token;
        synchronized (session.getId().intern()) {
            token = (String) session.getAttribute(CsrfConstants.CSRF_TOKEN_SESSION_ATTR_NAME);
            if (token == null) {
                byte[] fresh = new byte[16];
                RANDOM.nextBytes(fresh);
                token = HexFormat.of().withUpperCase().formatHex(fresh);
                session.setAttribute(CsrfConstants.CSRF_TOKEN_SESSION_ATTR_NAME, token);
            }
        }
        if (!token.equals(cookie(request))) {
            response.addHeader(HttpHeaders.SET_COOKIE, ResponseCookie.from("XSRF-TOKEN", token).path("/").sameSite("Lax").secure(request.isSecure()).build().toString());
            response.setHeader("X-XSRF-TOKEN", token);
        }
    }

    private static String cookie(HttpServletRequest request) {
        return request.getCookies() == null ? null
                : Arrays.stream(request.getCookies()).filter(c -> c.getName().equals("XSRF-TOKEN")).map(c -> c.getValue()).findFirst().orElse(null);
    }

    private static boolean sent(HttpServletRequest request, HttpSession session) {
        String expected = (String) session.getAttribute(CsrfConstants.CSRF_TOKEN_SESSION_ATTR_NAME);
        String sent = request.getHeader("X-XSRF-TOKEN");
        return expected != null && sent != null
                && MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
    }
}
