package org.throughline.workflow.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/** Signing out, from our pages or from a webapp, ends the whole session. */
final class SignOut extends OncePerRequestFilter {

    private static final Set<String> PATHS = Set.of("/logout", "/camunda/api/admin/auth/user/default/logout");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        if (request.getMethod().equals("POST") && PATHS.contains(request.getRequestURI())) {
            new SecurityContextLogoutHandler().logout(request, response, SecurityContextHolder.getContext().getAuthentication());
            response.setStatus(204);
            return;
        }
        chain.doFilter(request, response);
    }
}
