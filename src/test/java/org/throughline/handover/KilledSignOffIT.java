package org.throughline.handover;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.authority.Authorities;
import org.throughline.casefile.Casefiles;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.ThroughlineTest;

/** The connection of the application is killed between the writes of a sign-off and its commit: nothing of it has happened, and it can be done again. */
@ThroughlineTest
class KilledSignOffIT {

    @Autowired FamilyWorld world;
    @Autowired HandoverWalk walk;
    @Autowired Authorities authorities;
    @Autowired Casefiles casefiles;
    @Autowired OwnerDatabase owner;
    @Autowired JdbcClient jdbc;

    private final ExecutorService signer = Executors.newSingleThreadExecutor();
    private Family family;
    private UUID handover;
    private int version;

    @BeforeEach
    void readyToSign() {
        world.startClock();
        family = world.family(world.team(), 3);
        handover = walk.at(family, HandoverStep.SIGN_OFF);
        world.reads(family.file(), family.team().supervisor());
        version = walk.save(handover, family.team().supervisor(), walk.signOff("AGREED"));
    }

    @AfterEach
    void stop() throws InterruptedException {
        signer.shutdownNow();
        assertThat(signer.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aSignOffThatIsKilledBeforeItsCommitHasNotHappenedAndCanBeDoneAgain() throws Exception {
        String task = walk.task(handover);
        long before = written();
        try (Connection holder = owner.ownerDataSource().getConnection()) {
            holder.setAutoCommit(false);
            holdsTheDutyThatTheSignatureMeets(holder);
            Future<Throwable> signing = signer.submit(() -> {
                try {
                    sign();
                    return null;
                } catch (Throwable killed) {
                    return killed;
                }
            });
            int backend = waitsFor(pid(holder), signing);
            assertThat(owner.asSuperuser().sql("select count(*) from pg_locks where pid = ? and relation in ('sign_off'::regclass, 'authority'::regclass, 'allocation'::regclass) and mode = 'RowExclusiveLock'")
                    .params(backend).query(Integer.class).single()).as("it has written its signature, the authority and the responsibility").isEqualTo(3);
            assertThat(owner.asSuperuser().sql("select pg_terminate_backend(?)").params(backend).query(Boolean.class).single()).isTrue();
            assertThat(signing.get(60, TimeUnit.SECONDS)).as("who signed is told that it failed").isNotNull();
            holder.rollback();
        }
        assertThat(written()).as("nothing of it is written").isEqualTo(before);
        assertThat(authorities.held(family.file(), family.team().incoming().id())).isEmpty();
        assertThat(authorities.held(family.file(), family.team().outgoing().id())).as("who was responsible still may act").isPresent();
        assertThat(casefiles.responsible(family.file())).contains(family.team().outgoing().id());
        assertThat(walk.step(handover)).isEqualTo(HandoverStep.SIGN_OFF);
        assertThat(walk.task(handover)).as("the same task waits").isEqualTo(task);

        sign();
        assertThat(authorities.held(family.file(), family.team().incoming().id())).isPresent();
        assertThat(casefiles.responsible(family.file())).contains(family.team().incoming().id());
        assertThat(jdbc.sql("select violation from gate_violation where casefile_id = ?").params(family.file()).query(String.class).list()).isEmpty();
    }

    private void sign() {
        walk.complete(handover, family.team().supervisor(), Map.of("draftVersion", version));
    }

    /** The sign-off has written everything else when it comes to this row. */
    private void holdsTheDutyThatTheSignatureMeets(Connection holder) throws Exception {
        try (PreparedStatement lock = holder.prepareStatement("select id from obligation where subject_id = ? and ended_at is null and dedupe_key like 'handover:%' for update")) {
            lock.setObject(1, handover);
            try (var rows = lock.executeQuery()) {
                assertThat(rows.next()).as("the duty of the waiting step").isTrue();
            }
        }
    }

    private static int pid(Connection connection) throws Exception {
        try (var statement = connection.createStatement(); var row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    private int waitsFor(int holder, Future<?> signing) {
        Instant patience = Instant.now().plus(Duration.ofSeconds(90));
        Optional<Integer> waiting = Optional.empty();
        while (waiting.isEmpty() && !signing.isDone() && Instant.now().isBefore(patience)) {
            List<Integer> found = owner.asSuperuser().sql("select pid from pg_stat_activity where ? = any(pg_blocking_pids(pid))").params(holder).query(Integer.class).list();
            waiting = found.stream().findFirst();
        }
        assertThat(waiting).as("the sign-off waits between its writes and its commit").isPresent();
        return waiting.get();
    }

    private long written() {
        return jdbc.sql("""
                select (select count(*) from sign_off where handover_id = :handover) + (select count(*) from authority where casefile_id = :file)
                     + (select count(*) from allocation where casefile_id = :file) + (select count(*) from handover_act where handover_id = :handover)""")
                .param("handover", handover).param("file", family.file()).query(Long.class).single();
    }
}
