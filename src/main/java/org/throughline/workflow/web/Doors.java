package org.throughline.workflow.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.throughline.workflow.Accounts;

/**
 * Stands in front of both doors to the engine's REST interface: what is not on the list does not exist, and what passes carries no
 * expression and no or-query. In this engine's version either runs code (CVE-2026-109432).
 */
final class Doors extends OncePerRequestFilter {

    private static final String DEPLOYMENT = "/engine-rest/deployment/create";
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "OPTIONS");

    private final DoorList doors;

    Doors(DoorList doors) {
        this.doors = doors;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return !path.startsWith("/camunda") && !path.startsWith("/engine-rest");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        String path = request.getRequestURI();
        boolean call = path.startsWith("/camunda/api") || path.startsWith("/engine-rest");
        boolean page = !call && (request.getMethod().equals("GET") || request.getMethod().equals("HEAD"));
        if (!page && !(call && doors.lets(request.getMethod(), path, who()))) {
            Answers.notFound(response);
            return;
        }
        if (call && path.endsWith("/comment") && SecurityContextHolder.getContext().getAuthentication() != null) {
            Answers.noComments(response);
            return;
        }
        Optional<String> fault = QueryCheck.inQueryString(request);
        if (fault.isPresent()) {
            Answers.unreadable(response, fault.get());
            return;
        }
        if (page || WITHOUT_BODY.contains(request.getMethod()) || path.equals(DEPLOYMENT)) {
            chain.doFilter(request, response);
            return;
        }
        byte[] body = request.getInputStream().readNBytes(QueryCheck.LARGEST_BODY + 1);
        fault = QueryCheck.inBody(body);
        if (fault.isPresent()) {
            Answers.unreadable(response, fault.get());
            return;
        }
        chain.doFilter(new ReadBody(request, body), response);
    }

    private static DoorList.Who who() {
        Authentication person = SecurityContextHolder.getContext().getAuthentication();
        Set<String> groups = person == null ? Set.of() : AuthorityUtils.authorityListToSet(person.getAuthorities());
        return groups.contains(Accounts.ADMINISTRATORS) ? DoorList.Who.ADMIN : groups.contains(Accounts.MANAGERS) ? DoorList.Who.MANAGER : DoorList.Who.ALL;
    }
}
