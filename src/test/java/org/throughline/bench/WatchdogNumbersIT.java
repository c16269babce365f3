package org.throughline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.obligation.Watchdog;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** A round of the watchdog over 100,000 open obligations: when none is late, and when all of them are. It goes round every minute and must be done by then. */
@Tag("bench")
@ThroughlineTest
class WatchdogNumbersIT {

    private static final int OPEN = 100_000;
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final Report REPORT = new Report();

    @Autowired Watchdog watchdog;
    @Autowired FamilyWorld world;
    @Autowired OwnerDatabase database;
    @Autowired JdbcClient jdbc;

    @Test
    void aRoundOverAHundredThousandObligations() {
        world.startClock(NOW);
        Team team = world.team();
        jdbc.sql("""
                insert into obligation (id, dedupe_key, subject_kind, subject_id, rule_id, what, owner_id, agency_id, born_at, due_at, unit)
                select i, 'numbers:' || i, 'TEST', i, 'X7', 'Do it', :owner, :agency, :now, :now::timestamptz + interval '1 day' + n * interval '1 millisecond', 'WORKING_DAYS'
                from (select gen_random_uuid() as i, n from generate_series(1, :open) n) made""")
                .param("owner", team.incoming().id()).param("agency", team.csc()).param("now", Timestamp.from(NOW)).param("open", OPEN).update();
        watchdog.round();
        double calm = REPORT.once("a round of the watchdog over 100,000 open obligations, none late", watchdog::round);
        TestClock.get().advance(Duration.ofDays(2));
        double stormy = REPORT.once("the first round after an outage in which all of them came late", watchdog::round);
        int first = told();
        double next = REPORT.once("the next round", watchdog::round);
        REPORT.line("told in a round", "%d", first);
        assertThat(first).isEqualTo(1000);
        assertThat(told()).isEqualTo(2000);
        assertThat(jdbc.sql("select waiting from alarm where kind = 'MANY_LATE' and cleared_at is null").query(Integer.class).single()).isEqualTo(OPEN - 2000);
        assertThat(jdbc.sql("select count(*) from alarm").query(Integer.class).single()).as("one alarm for all of them").isLessThan(20);
        assertThat(jdbc.sql("select max(due_at) < (select min(due_at) from obligation where subject_kind = 'TEST' and level = 0) from obligation where subject_kind = 'TEST' and level > 0")
                .query(Boolean.class).single()).as("the most late first").isTrue();
        assertThat(calm).as("seconds").isLessThan(30);
        assertThat(Math.max(stormy, next)).as("well before its silence turns the health DOWN").isLessThan(150);
        database.asOwner().sql("update obligation set ended_at = now(), end_kind = 'OVERTAKEN', end_reason = 'Measured.' where subject_kind = 'TEST' and ended_at is null").update();
        watchdog.round();
    }

    private int told() {
        return jdbc.sql("select count(*) from obligation where subject_kind = 'TEST' and level > 0").query(Integer.class).single();
    }

    @AfterAll
    static void print() throws IOException {
        REPORT.keep(Path.of("target/bench/watchdog.md"));
    }
}
