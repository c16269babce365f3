package org.throughline.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends a session whose person is no longer welcome. With each request: what Keycloak has told every node, and the organisation. Every two minutes
 * (ID1): Keycloak itself, so that a disabled login is out within five. While Keycloak is away the session goes on, and it is asked again soon.
 */
final class StillWelcome extends OncePerRequestFilter {

    private static final String NEXT = StillWelcome.class.getName() + ".next";
    private static final String BUSY = StillWelcome.class.getName() + ".busy";
    private static final Duration WHILE_AWAY = Duration.ofSeconds(30);

    private final EndedSessions ended;
    private final SessionCheck check;
    private final Clock clock;

    StillWelcome(EndedSessions ended, SessionCheck check, Clock clock) {
        this.ended = ended;
        this.check = check;
        this.clock = clock;
    }

    /** Files without content about anybody. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("/forms/") || path.startsWith("/webjars/") || path.startsWith("/login");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        if (session != null && SecurityContextHolder.getContext().getAuthentication() instanceof OAuth2AuthenticationToken person && person.getPrincipal() instanceof OidcUser user
                && !welcome(request, response, session, person, user)) {
            session.invalidate();
            SecurityContextHolder.clearContext();
        }
        chain.doFilter(request, response);
    }

    private boolean welcome(HttpServletRequest request, HttpServletResponse response, HttpSession session, OAuth2AuthenticationToken person, OidcUser user) {
        EndedSessions.Standing standing = ended.standing(person.getName(), user.getClaimAsString("sid"), user.getSubject(), user.getIssuedAt());
        if (!standing.welcome()) {
            return false;
        }
        AtomicBoolean busy = busy(session);
        Instant now = clock.instant();
        Instant next = (Instant) session.getAttribute(NEXT);
        if (next == null) {
            session.setAttribute(NEXT, now.plus(standing.askAgain()));
        } else if (!now.isBefore(next) && busy.compareAndSet(false, true)) {
            try {
                SessionCheck.Answer answer = check.ask(request, response, person);
                session.setAttribute(NEXT, now.plus(answer == SessionCheck.Answer.UNKNOWN ? WHILE_AWAY : standing.askAgain()));
                return answer != SessionCheck.Answer.OVER;
            } finally {
                busy.set(false);
            }
        }
        return true;
    }

    private static AtomicBoolean busy(HttpSession session) {
        synchronized (session.getId().intern()) {
            AtomicBoolean busy = (AtomicBoolean) session.getAttribute(BUSY);
            if (busy == null) {
                busy = new AtomicBoolean();
                session.setAttribute(BUSY, busy);
            }
            return busy;
        }
    }
}
