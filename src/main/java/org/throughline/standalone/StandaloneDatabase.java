package org.throughline.standalone;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts the embedded server where no {@code spring.datasource.url} names another, and stops it after everything that uses it.
 *
 * <p>Because this default comes with demo people and shows their passwords, it listens to this machine only and refuses any other {@code server.address}.
 * {@code throughline.reset=true} sets the present database aside and begins with an empty one;
 * {@code discard} does away with it.
 */
@Order(0)
final class StandaloneDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Logger LOG = LoggerFactory.getLogger(StandaloneDatabase.class);
    private static final String NAME = "throughline";
    private static final String DISCARD = "discard";
    /** What begins empty at every start need not survive a power cut. */
    private static final Map<String, String> NEED_NOT_LAST = Map.of("fsync", "off", "synchronous_commit", "off", "full_page_writes", "off");
    private static final String NOTICE =
            "Demonstration, on this machine alone. Reconstruction for testing: events in outline from the published summary; names, days, words invented";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        if (environment.containsProperty("spring.datasource.url")) {
            return;
        }
        OnlyThisMachine.check(environment);
        String reset = environment.getProperty("throughline.reset", "false");
        PostgresSettings settings = PostgresSettings.in(Path.of(environment.getProperty("throughline.data", "data")));
        if (reset.equals(DISCARD)) {
            settings = settings.with(NEED_NOT_LAST);
        }
        EmbeddedPostgres server = EmbeddedPostgres.start(settings);
        SpringApplication.getShutdownHandlers().add(server::close);
        StoryMark mark = new StoryMark(settings.data());
        if (mark.interrupted()) {
            LOG.info("The demo was interrupted while it was being set up; it is set up again.");
        }
        RootSecret roots = new RootSecret(settings.data());
        if (reset.equals(DISCARD)) {
            server.discard(NAME);
            roots.setAside(Instant.now());
        } else if (mark.interrupted() || reset.equals("true")) {
            mark.forget();
            roots.setAside(Instant.now());
            server.setAside(NAME, Instant.now())
                    .ifPresent(kept -> LOG.info("Reset: the database so far is kept as {} (see operations.md).", kept));
        }
        server.ensureDatabase(NAME);
        environment.getPropertySources().addFirst(connections(server.app(NAME), server.owner(NAME)));
        environment.getPropertySources().addLast(new MapPropertySource("standaloneDefaults", Map.of(
                "server.address", "127.0.0.1",
                "throughline.demo", "true",
                "throughline.links.keys", LinkSecret.in(settings.data()),
                "throughline.roots.keys", roots.keys(),
                "throughline.roots.file", roots.file().toString(),
                "throughline.notice", NOTICE)));
        context.getBeanFactory().registerSingleton("clock", new StoryClock());
        if (reset.equals(DISCARD)) {
            context.getBeanFactory().registerSingleton("freshStart", new FreshStart(server, NAME));
        }
        context.getBeanFactory().registerSingleton("installation", new Installation(settings.data(), server.owner(NAME)));
    }

    private static MapPropertySource connections(Login app, Login owner) {
        return new MapPropertySource("standaloneDatabase", Map.of(
                "throughline.standalone", "true",
                "spring.datasource.url", app.url(),
                "spring.datasource.username", app.user(),
                "spring.datasource.password", app.password(),
                "spring.flyway.url", owner.url(),
                "spring.flyway.user", owner.user(),
                "spring.flyway.password", owner.password()));
    }
}
