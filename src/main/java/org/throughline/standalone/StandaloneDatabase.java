package org.throughline.standalone;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Starts the embedded server where no {@code spring.datasource.url} names another, and stops it after everything that uses it. */
@Order(0)
final class StandaloneDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String NAME = "throughline";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        if (environment.containsProperty("spring.datasource.url")) {
            return;
        }
        Path data = Path.of(environment.getProperty("throughline.data", "data"));
        EmbeddedPostgres server = EmbeddedPostgres.start(PostgresSettings.in(data));
        SpringApplication.getShutdownHandlers().add(server::close);
        server.ensureDatabase(NAME);
        environment.getPropertySources().addFirst(properties(server.app(NAME), server.owner(NAME)));
    }

    private static MapPropertySource properties(Login app, Login owner) {
        return new MapPropertySource("standaloneDatabase", Map.of(
                "spring.datasource.url", app.url(),
                "spring.datasource.username", app.user(),
                "spring.datasource.password", app.password(),
                "spring.flyway.url", owner.url(),
                "spring.flyway.user", owner.user(),
                "spring.flyway.password", owner.password()));
    }
}
