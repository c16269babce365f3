package org.throughline.testing;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.MapPropertySource;
import org.throughline.standalone.Login;

/**
 * Gives a Spring context the test database, the test clock and an engine whose jobs run only when a test says so. Part of
 * {@link ThroughlineTest}; other kinds of Spring tests name it with {@code @ContextConfiguration(initializers = TestContext.class)}.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class TestContext implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** Signs the daily roots of this run; in the order of the setting: name, private half, public half. */
    private static final String ROOT_KEY = rootKey();
    /** A file of its own for each run, as its database is. */
    private static final Path ROOTS = Path.of("target", "roots-" + UUID.randomUUID() + ".jsonl");

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        long begun = System.nanoTime();
        context.addApplicationListener(event -> {
            if (event instanceof ApplicationReadyEvent) {
                Budgets.shared(context.getEnvironment().matchesProfiles("keycloak") ? Budgets.Kind.KEYCLOAK : Budgets.Kind.CONTEXT, System.nanoTime() - begun);
            }
        });
        TestDatabase database = TestDatabase.get();
        Login app = database.appLogin();
        Login owner = database.ownerLogin();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("testDatabase", Map.ofEntries(
                Map.entry("spring.datasource.url", app.url()),
                Map.entry("spring.datasource.username", app.user()),
                Map.entry("spring.datasource.password", app.password()),
                Map.entry("spring.flyway.url", owner.url()),
                Map.entry("spring.flyway.user", owner.user()),
                Map.entry("spring.flyway.password", owner.password()),
                Map.entry("camunda.bpm.job-execution.enabled", "false"),
                Map.entry("throughline.links.keys", "test:dGhlIGtleSBvZiB0aGUgdGVzdHMsIHRoaXJ0eS10d28gYnl0ZXM="),
                Map.entry("throughline.links.address", "https://throughline.example.org/"),
                // the tests themselves are the proxy; of one that is not named nothing is believed (FrontDoorWebTest)
                Map.entry("throughline.proxies", "127\\.0\\.0\\.1|0:0:0:0:0:0:0:1"),
                // tests go round themselves
                Map.entry("throughline.watchdog.scheduled", "false"),
                Map.entry("throughline.families.scheduled", "false"),
                Map.entry("throughline.meetings.scheduled", "false"),
                Map.entry("throughline.agreements.scheduled", "false"),
                Map.entry("throughline.deadlines.scheduled", "false"),
                Map.entry("throughline.away.scheduled", "false"),
                Map.entry("throughline.leaving.scheduled", "false"),
                Map.entry("throughline.roots.keys", ROOT_KEY),
                Map.entry("throughline.roots.file", ROOTS.toString()),
                Map.entry("throughline.roots.scheduled", "false"),
                Map.entry("throughline.mail.scheduled", "false"))));
        ((GenericApplicationContext) context).registerBean("clock", Clock.class, TestClock::get);
        ((GenericApplicationContext) context).registerBean("ownerDatabase", OwnerDatabase.class, database::owner);
        ((GenericApplicationContext) context).registerBean("takenFlows", TakenFlows.class, TakenFlows::new);
    }

    private static String rootKey() {
        try {
            KeyPair made = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            Base64.Encoder base64 = Base64.getEncoder();
            return "test:" + base64.encodeToString(made.getPrivate().getEncoded()) + ":" + base64.encodeToString(made.getPublic().getEncoded());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
