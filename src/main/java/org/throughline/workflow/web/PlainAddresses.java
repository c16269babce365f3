package org.throughline.workflow.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes addresses only as browsers write them, before anything compares one: a letter that is written as a percent sign and a number (RFC 3986,
 * 2.3), a parameter, a way up, a doubled or backward slash is the same address to the server that decodes it, and another one to a door.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class PlainAddresses extends OncePerRequestFilter {

    private static final Pattern NEEDLESS = Pattern.compile("%(?:3[0-9]|4[1-9A-F]|5[0-9A]|6[1-9A-F]|7[0-9A]|2D|2E|2F|3B|5C|5F|7E)|[;\\\\]|//|/\\.{1,2}(?:/|$)", Pattern.CASE_INSENSITIVE);

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        if (NEEDLESS.matcher(request.getRequestURI()).find()) {
            Answers.unreadable(response, "This address is not written as a browser writes it. Type it without codes for letters, and without ; // or ..");
            return;
        }
        chain.doFilter(request, response);
    }
}
