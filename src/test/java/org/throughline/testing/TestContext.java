package org.throughline.testing;

import java.time.Clock;
import java.util.Map;
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

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        long begun = System.nanoTime();
        context.addApplicationListener(event -> {
            if (event instanceof ApplicationReadyEvent) {
                Budgets.shared(Budgets.Kind.CONTEXT, System.nanoTime() - begun);
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
                // tests go round themselves
                Map.entry("throughline.watchdog.scheduled", "false"),
                Map.entry("throughline.families.scheduled", "false"),
                Map.entry("throughline.meetings.scheduled", "false"),
                Map.entry("throughline.agreements.scheduled", "false"),
                Map.entry("throughline.deadlines.scheduled", "false"),
                Map.entry("throughline.away.scheduled", "false"),
                Map.entry("throughline.leaving.scheduled", "false"),
                Map.entry("throughline.mail.scheduled", "false"))));
        ((GenericApplicationContext) context).registerBean("clock", Clock.class, TestClock::get);
        ((GenericApplicationContext) context).registerBean("ownerDatabase", OwnerDatabase.class, database::owner);
    }
}
