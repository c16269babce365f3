package org.throughline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** What the embedded default tells the application. Its server ends with this JVM, so its data stay below {@code target}. */
class StandaloneDatabaseIT {

    private static final Path DATA = Path.of("target/test-standalone");

    @Test
    void withoutASettingTheApplicationGetsItsOwnServerAndListensToThisMachineOnly() {
        try (ConfigurableApplicationContext context = start("--throughline.data=" + DATA)) {
            Environment told = context.getEnvironment();
            assertThat(told.getProperty("spring.datasource.url")).startsWith("jdbc:postgresql://127.0.0.1:").endsWith("/throughline");
            assertThat(told.getProperty("spring.datasource.username")).isEqualTo("throughline_app");
            assertThat(told.getProperty("spring.flyway.user")).isEqualTo("throughline_owner");
            assertThat(told.getProperty("spring.flyway.password")).isNotEqualTo(told.getProperty("spring.datasource.password"));
            assertThat(told.getProperty("server.address")).isEqualTo("127.0.0.1");
            assertThat(told.getProperty("throughline.standalone")).isEqualTo("true");
            Installation installation = context.getBean(Installation.class);
            assertThat(installation.data()).isEqualTo(DATA.toAbsolutePath());
            assertThat(installation.toString()).doesNotContain(told.getProperty("spring.flyway.password"));
        }
    }

    @Test
    void withAServerOfYourOwnNothingIsStartedOrSet() {
        try (ConfigurableApplicationContext context = start("--spring.datasource.url=jdbc:postgresql://db.example.org/throughline")) {
            assertThat(context.getEnvironment().containsProperty("throughline.standalone")).isFalse();
            assertThat(context.getEnvironment().containsProperty("server.address")).isFalse();
            assertThat(context.getBeanProvider(Installation.class).getIfAvailable()).isNull();
        }
    }

    /** An application without anything in it; what is registered for every start still takes part. */
    private static ConfigurableApplicationContext start(String argument) {
        return new SpringApplicationBuilder(Nothing.class).web(WebApplicationType.NONE).run(argument, "--server.port=0");
    }

    private static final class Nothing {}
}
