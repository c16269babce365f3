package org.throughline.workflow.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.throughline.access.Network;

/**
 * Counts failed sign-ins by address: after twenty in five minutes the address waits. By address and not by name alone, so that nobody
 * can keep a colleague out.
 */
@Component
class Throttle extends OncePerRequestFilter {

    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final int FAILURES = 20;
    private static final int ADDRESSES = 10_000;

    private final Clock clock;
    private final Map<String, Deque<Instant>> tries = new LinkedHashMap<>();

    Throttle(Clock clock) {
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        if (request.getMethod().equals("POST") && request.getRequestURI().equals("/login") && count("sign-in " + Network.of(request.getRemoteAddr())) >= FAILURES) {
            response.sendRedirect("/login?wait");
            return;
        }
        chain.doFilter(request, response);
    }

    AuthenticationFailureHandler failures() {
        return (request, response, failure) -> {
            note("sign-in " + Network.of(request.getRemoteAddr()));
            if (failure instanceof DisabledException) {
                StillHere.tell(request);
                response.sendRedirect("/login");
                return;
            }
            response.sendRedirect("/login?wrong");
        };
    }

    synchronized void note(String what) {
        tries.computeIfAbsent(what, none -> new ArrayDeque<>()).add(clock.instant());
        if (tries.size() > ADDRESSES) {
            tries.remove(tries.keySet().iterator().next());
        }
    }

    /** How many of these there were in the last five minutes. */
    synchronized int count(String what) {
        Deque<Instant> times = tries.get(what);
        if (times == null) {
            return 0;
        }
        Instant from = clock.instant().minus(WINDOW);
        times.removeIf(time -> time.isBefore(from));
        return times.size();
    }
}
