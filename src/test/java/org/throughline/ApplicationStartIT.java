package org.throughline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

@ThroughlineTest
class ApplicationStartIT {

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    @Test
    void theEngineWorksOnTablesThatTheMigrationMade() {
        assertThat(jdbc.sql("select version_ from act_ge_schema_log").query(String.class).list()).containsExactly("7.24.0");
        assertThat(engine.getManagementService().getTableCount()).containsKey("ACT_RU_TASK");
    }

    @Test
    void theApplicationIsNotTheOwnerOfAnything() {
        assertThat(jdbc.sql("select current_user").query(String.class).single()).isEqualTo("throughline_app");
        assertThat(jdbc.sql("select count(*) from pg_class where relowner = 'throughline_app'::regrole").query(Long.class).single())
                .isZero();
    }

    @Test
    void theEnginesClockMovesWithOurs() {
        Instant evening = Instant.parse("2026-03-29T17:00:00Z");
        TestClock.get().set(evening);
        TestClock.get().advance(Duration.ofHours(2));

        assertThat(clock.instant()).isEqualTo(evening.plus(Duration.ofHours(2)));
        assertThat(ClockUtil.getCurrentTime().toInstant()).isEqualTo(clock.instant());
    }
}
