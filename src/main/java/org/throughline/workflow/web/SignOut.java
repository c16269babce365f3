package org.throughline.workflow.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.web.filter.OncePerRequestFilter;
import org.throughline.workflow.SignInMethod;

/** Signing out, from our pages or from a webapp, ends the whole session, and what the sign-in method keeps elsewhere. */
final class SignOut extends OncePerRequestFilter {

    private static final Set<String> PATHS = Set.of("/logout", "/camunda/api/admin/auth/user/default/logout");

    private final SignInMethod method;

    SignOut(SignInMethod method) {
        this.method = method;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        if (request.getMethod().equals("POST") && PATHS.contains(request.getRequestURI())) {
            Authentication who = SecurityContextHolder.getContext().getAuthentication();
            method.signedOut(request, response, who);
            new SecurityContextLogoutHandler().logout(request, response, who);
            response.setStatus(204);
            return;
        }
        chain.doFilter(request, response);
    }
}
