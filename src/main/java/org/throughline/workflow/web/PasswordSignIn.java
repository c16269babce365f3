package org.throughline.workflow.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Profile;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.stereotype.Component;
import org.throughline.access.Access;
import org.throughline.workflow.SignInMethod;

/** Name and password of an account here: the form for people, Basic for deployments; nothing for programs. */
@Component
@Profile("!" + SignInMethod.KEYCLOAK)
class PasswordSignIn implements SignInMethod {

    private final EnginePasswords passwords;
    private final Throttle throttle;
    private final Access access;

    PasswordSignIn(EnginePasswords passwords, Throttle throttle, Access access) {
        this.passwords = passwords;
        this.throttle = throttle;
        this.access = access;
    }

    @Override
    public void people(HttpSecurity http) throws Exception {
        http.authenticationProvider(passwords)
                .formLogin(form -> form.loginPage("/login").defaultSuccessUrl("/").failureHandler(throttle.failures()).permitAll())
                .addFilterBefore(throttle, UsernamePasswordAuthenticationFilter.class)
                .addFilterAfter(new StillHere(access), AnonymousAuthenticationFilter.class);
    }

    @Override
    public void deployments(HttpSecurity http) throws Exception {
        http.authenticationProvider(passwords).httpBasic(basic -> basic.authenticationEntryPoint(new BasicChallenge()));
    }

    @Override
    public void calls(HttpSecurity http) {
        throw new IllegalStateException("Programs call with a token of an identity provider.");
    }

    @Override
    public void signedOut(HttpServletRequest request, HttpServletResponse response, Authentication who) {
        // the session here is all there is
    }

    @Override
    public DeployAccess deployAccess(HttpServletRequest request, Authentication who) {
        return new DeployAccess(null, null, null);
    }
}
