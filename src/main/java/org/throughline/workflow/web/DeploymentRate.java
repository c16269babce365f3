package org.throughline.workflow.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.throughline.access.Network;

/** A modeller deploys now and then; who calls more often than thirty times in five minutes guesses a password. */
final class DeploymentRate extends OncePerRequestFilter {

    private static final int CALLS = 30;

    private final Throttle throttle;

    DeploymentRate(Throttle throttle) {
        this.throttle = throttle;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        String who = "deployment " + Network.of(request.getRemoteAddr());
        if (throttle.count(who) >= CALLS) {
            Answers.tooMany(response, "Too many calls from this address. Wait five minutes, then try again.");
            return;
        }
        throttle.note(who);
        chain.doFilter(request, response);
    }
}
