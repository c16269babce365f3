package org.throughline.workflow.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.boot.actuate.autoconfigure.security.servlet.EndpointRequest;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.context.support.WebApplicationContextUtils;
import org.throughline.workflow.Accounts;
import org.throughline.workflow.SignInMethod;

/**
 * Who may come in where. The chains: the management port, deployments from a modeller (recognised with each call), the rest of the engine's REST
 * (nobody), signed links, programs with a token (profile keycloak), and people in a browser. How somebody is recognised is the {@link SignInMethod};
 * what then holds is written here, once. What no line permits is denied.
 */
@Configuration(proxyBeanMethods = false)
class Security {

    private static final PathPatternRequestMatcher.Builder PATHS = PathPatternRequestMatcher.withDefaults();
    private static final RequestMatcher ENGINE_REST = PATHS.matcher("/engine-rest/**");
    private static final RequestMatcher WEBAPPS = PATHS.matcher("/camunda/**");
    private static final RequestMatcher CALLS = new OrRequestMatcher(PATHS.matcher("/api/**"), PATHS.matcher("/camunda/api/**"), PATHS.matcher("/engine-rest/**"));

    /** Health and figures, on the management port alone, and nothing else there; who reaches that port is the network's matter (operations). */
    @Bean
    @Order(0)
    SecurityFilterChain management(HttpSecurity http) throws Exception {
        return http.securityMatcher(new OrRequestMatcher(EndpointRequest.toAnyEndpoint(), Security::onTheManagementPort))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.requestMatchers(EndpointRequest.to("health", "prometheus")).permitAll().anyRequest().denyAll())
                .build();
    }

    private static boolean onTheManagementPort(HttpServletRequest request) {
        return WebServerApplicationContext.hasServerNamespace(WebApplicationContextUtils.getWebApplicationContext(request.getServletContext()), "management");
    }

    @Bean
    @Order(1)
    SecurityFilterChain deploymentDoor(HttpSecurity http, SignInMethod method, DoorList doors, IdentityService identity, Throttle throttle) throws Exception {
        method.deployments(http);
        return http.securityMatcher(new OrRequestMatcher(PATHS.matcher(HttpMethod.GET, "/engine-rest/version"),
                        PATHS.matcher(HttpMethod.POST, "/engine-rest/deployment/create")))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.anyRequest().hasAuthority(Accounts.ADMINISTRATORS))
                .exceptionHandling(answers -> answers.accessDeniedHandler((request, response, denied) -> Answers.notFound(response)))
                .addFilterBefore(new DeploymentRate(throttle), UsernamePasswordAuthenticationFilter.class)
                .addFilterAfter(new Doors(doors), AuthorizationFilter.class)
                .addFilterAfter(new EngineUser(identity), Doors.class)
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain engineRestDoor(HttpSecurity http) throws Exception {
        return http.securityMatcher(ENGINE_REST)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
                .exceptionHandling(answers -> answers.authenticationEntryPoint((request, response, none) -> Answers.signIn(response)))
                .build();
    }

    /** The pages behind signed links: no session, no script, nothing kept, nobody else's frame. The link itself says what its holder may do. */
    @Bean
    @Order(3)
    SecurityFilterChain linksDoor(HttpSecurity http) throws Exception {
        return http.securityMatcher(PATHS.matcher("/links/**"))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(cache -> cache.disable())
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.GET, "/links/*").permitAll().requestMatchers(HttpMethod.POST, "/links/*").permitAll()
                        .dispatcherTypeMatchers(DispatcherType.ERROR).permitAll().anyRequest().denyAll())
                .exceptionHandling(answers -> answers.authenticationEntryPoint((request, response, none) -> Answers.notFound(response)))
                .headers(headers -> headers.referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                        .addHeaderWriter(new StaticHeadersWriter("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")))
                .build();
    }

    /** Programs that call for a person, each call with a token: no session, so nothing that another site could use. */
    @Bean
    @Order(4)
    @Profile(SignInMethod.KEYCLOAK)
    SecurityFilterChain programsDoor(HttpSecurity http, SignInMethod method, IdentityService identity) throws Exception {
        method.calls(http);
        return http.securityMatcher(new AndRequestMatcher(PATHS.matcher("/api/**"), Security::bearsAToken))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(cache -> cache.disable())
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .addFilterAfter(new EngineUser(identity), AuthorizationFilter.class)
                .build();
    }

    private static boolean bearsAToken(HttpServletRequest request) {
        String sent = request.getHeader(HttpHeaders.AUTHORIZATION);
        return sent != null && sent.regionMatches(true, 0, "Bearer ", 0, "Bearer ".length());
    }

    @Bean
    @Order(5)
    SecurityFilterChain peoplesDoor(HttpSecurity http, SignInMethod method, DoorList doors, IdentityService identity, GoneTasks gone,
            IdleTime idle) throws Exception {
        method.people(http);
        return http
                .authorizeHttpRequests(requests -> requests
                        .dispatcherTypeMatchers(DispatcherType.ERROR).permitAll()
                        .requestMatchers("/login", "/error", "/favicon.ico", "/forms/govuk-frontend.css", "/forms/throughline.css", "/forms/throughline.svg").permitAll()
                        .requestMatchers(HttpMethod.GET, "/api/notice").permitAll()
                        .requestMatchers("/", "/work/*", "/handovers/**", "/readings/**", "/obligations", "/people/*/leaving", "/people/away", "/duty-rota", "/casefiles/**", "/alarms", "/rules", "/rules/figures", "/forms/**", "/webjars/d3/**", "/meetings/**", "/deploy-token", "/agreements/*", "/models", "/roots", "/logins").authenticated()
                        .requestMatchers("/api/**", "/camunda", "/camunda/**", "/logout").authenticated()
                        .anyRequest().denyAll())
                .logout(logout -> logout.disable())
                .csrf(csrf -> csrf.requireCsrfProtectionMatcher(PATHS.matcher(HttpMethod.POST, "/login")).csrfTokenRepository(new HttpSessionCsrfTokenRepository()))
                .requestCache(Customizer.withDefaults())
                .exceptionHandling(answers -> answers.authenticationEntryPoint(byKindOfRequest())
                        .accessDeniedHandler((request, response, denied) -> Answers.forbidden(response)))
                .headers(headers -> headers
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                        .addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(new NegatedRequestMatcher(WEBAPPS),
                                new StaticHeadersWriter("Content-Security-Policy", LoginPage.CONTENT_SECURITY_POLICY))))
                .addFilterAfter(idle, SecurityContextHolderFilter.class)
                .addFilterAfter(new SessionToken(), AuthorizationFilter.class)
                .addFilterAfter(new SignOut(method), SessionToken.class)
                .addFilterAfter(new Doors(doors), SignOut.class)
                .addFilterAfter(new NonceOfItsOwn(), Doors.class)
                .addFilterAfter(gone, Doors.class)
                .addFilterAfter(new EngineUser(identity), GoneTasks.class)
                .build();
    }

    /** A page leads to the sign-in; a call is told so. */
    private static AuthenticationEntryPoint byKindOfRequest() {
        AuthenticationEntryPoint page = new LoginUrlAuthenticationEntryPoint("/login");
        return (HttpServletRequest request, HttpServletResponse response, org.springframework.security.core.AuthenticationException none) -> {
            if (CALLS.matches(request)) {
                Answers.signIn(response);
            } else {
                page.commence(request, response, none);
            }
        };
    }

    // filters that are beans belong to the chain alone

    @Bean
    FilterRegistrationBean<GoneTasks> goneTasksOnlyInTheChain(GoneTasks filter) {
        return off(filter);
    }

    @Bean
    FilterRegistrationBean<Throttle> throttleOnlyInTheChain(Throttle filter) {
        return off(filter);
    }

    @Bean
    FilterRegistrationBean<IdleTime> idleTimeOnlyInTheChain(IdleTime filter) {
        return off(filter);
    }

    private static <F extends jakarta.servlet.Filter> FilterRegistrationBean<F> off(F filter) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.setEnabled(false);
        return registration;
    }

    /** The webapps take the person from our session. */
    @Bean
    FilterRegistrationBean<org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter> webappsTakeOurSignIn() {
        var registration = new FilterRegistrationBean<>(new org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter());
        registration.setName("Container Based Authentication Filter");
        registration.addInitParameter("authentication-provider", SignedInPerson.class.getName());
        registration.addUrlPatterns("/camunda/app/*", "/camunda/api/*");
        registration.setOrder(201);
        return registration;
    }
}
