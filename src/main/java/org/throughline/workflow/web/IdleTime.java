package org.throughline.workflow.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends a session that nobody has used for a while. An open Tasklist asks again every ten seconds: that is no act of a person. */
@Component
class IdleTime extends OncePerRequestFilter {

    private static final String LAST_ACT = IdleTime.class.getName();
    private static final Pattern BY_ITSELF = Pattern.compile("/camunda/api/engine/engine/default/filter(/[^/]+/(list|count))?|/api/tasks/cards|/api/notice|/api/alarms/banner");

    private final Clock clock;
    private final Duration longest;

    IdleTime(Clock clock, @Value("${throughline.sign-in.idle:30m}") Duration longest) {
        this.clock = clock;
        this.longest = longest;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        if (session != null) {
            Instant now = clock.instant();
            Instant last = (Instant) session.getAttribute(LAST_ACT);
            if (last != null && Duration.between(last, now).compareTo(longest) > 0) {
                session.invalidate();
                SecurityContextHolder.clearContext();
            } else if (last == null || !BY_ITSELF.matcher(request.getRequestURI()).matches()) {
                session.setAttribute(LAST_ACT, now);
            }
        }
        chain.doFilter(request, response);
    }
}
