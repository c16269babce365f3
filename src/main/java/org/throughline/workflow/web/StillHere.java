package org.throughline.workflow.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.throughline.access.Access;

/**
 * Ends, with the next request, a session whose person has left the organisation or signs in no longer. The webapps would go on: to them a session is
 * enough. Where Keycloak says who somebody is, its own check does this.
 */
final class StillHere extends OncePerRequestFilter {

    private static final String ENDED = StillHere.class.getName();

    private final Access access;

    StillHere(Access access) {
        this.access = access;
    }

    /** Files without content about anybody, and the sign-in itself. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("/forms/") || path.startsWith("/webjars/") || path.equals("/login");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        Authentication person = SecurityContextHolder.getContext().getAuthentication();
        if (session != null && person != null && !(person instanceof AnonymousAuthenticationToken) && access.isOut(person.getName())) {
            session.invalidate();
            SecurityContextHolder.clearContext();
            tell(request);
        }
        chain.doFilter(request, response);
    }

    /** The sign-in page says why, to this browser alone: whoever only knows a user name learns nothing. */
    static void tell(HttpServletRequest request) {
        request.getSession().setAttribute(ENDED, Boolean.TRUE);
    }

    /** Whether this browser is told on the sign-in page that an account has ended. */
    static boolean told(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(ENDED) != null;
    }
}
