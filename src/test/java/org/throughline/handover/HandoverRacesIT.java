package org.throughline.handover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.authority.Authorities;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.Chronology;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** Acts that cross at the same moment: one of them happens, the loser gets a sentence, and the record holds. */
@ThroughlineTest
class HandoverRacesIT {

    @Autowired FamilyWorld world;
    @Autowired HandoverWalk walk;
    @Autowired Handovers handovers;
    @Autowired Chronology chronology;
    @Autowired Casefiles casefiles;
    @Autowired Authorities authorities;
    @Autowired JdbcClient jdbc;

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
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
        TestClock.get().tick();
    }

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    /** Runs them at the same moment; a null where one succeeded, else its sentence. */
    private List<String> crossing(List<Callable<?>> acts) throws Exception {
        CyclicBarrier together = new CyclicBarrier(acts.size());
        List<Future<String>> running = new ArrayList<>();
        for (Callable<?> act : acts) {
            running.add(threads.submit(() -> {
                together.await(30, TimeUnit.SECONDS);
                try {
                    act.call();
                    return null;
                } catch (Exception refused) {
                    return String.valueOf(refused.getMessage());
                }
            }));
        }
        List<String> answers = new ArrayList<>();
        for (Future<String> answer : running) {
            answers.add(answer.get(60, TimeUnit.SECONDS));
        }
        return answers;
    }

    private Object sign() {
        walk.complete(handover, family.team().supervisor(), Map.of("draftVersion", version));
        return null;
    }

    private void theRecordHolds() {
        assertThat(jdbc.sql("select count(*) from gate_violation where casefile_id = :file").param("file", family.file()).query(Integer.class).single()).isZero();
        assertThat(jdbc.sql("select count(*) from allocation where casefile_id = :file and until_at is null and responsibility = 'RESPONSIBLE'")
                .param("file", family.file()).query(Integer.class).single()).isOne();
    }

    @RepeatedTest(3)
    void aFactThatArrivesWhileSigningIsReadFirstOrComesAfterwards() throws Exception {
        List<String> answers = crossing(List.of(this::sign,
                () -> chronology.append(family.file(), world.fact(family, "The baby was weighed."), family.team().visitor(), null)));
        assertThat(answers.get(1)).as("a fact is never refused").isNull();
        boolean signed = authorities.held(family.file(), family.team().incoming().id()).isPresent();
        if (signed) {
            assertThat(answers.get(0)).isNull();
        } else {
            assertThat(answers.get(0)).contains("1 entry is still unread");
        }
        theRecordHolds();
    }

    @RepeatedTest(3)
    void ofTwoSignaturesOneCounts() throws Exception {
        String task = walk.task(handover);
        List<String> answers = crossing(List.of(this::sign, this::sign, this::sign));
        assertThat(answers).as("task %s", task).containsOnlyOnce((String) null);
        assertThat(answers.stream().filter(answer -> answer != null)).allSatisfy(answer -> assertThat(answer).isNotBlank());
        assertThat(jdbc.sql("select count(*) from sign_off where handover_id = :id").param("id", handover).query(Integer.class).single()).isOne();
        assertThat(jdbc.sql("select count(*) from authority where casefile_id = :file and origin = 'SIGN_OFF'").param("file", family.file()).query(Integer.class).single()).isOne();
        theRecordHolds();
    }

    @RepeatedTest(3)
    void aWithdrawalAndASignatureExcludeEachOther() throws Exception {
        List<String> answers = crossing(List.of(this::sign, () -> {
            handovers.withdraw(handover, "The worker stays.", family.team().supervisor());
            return null;
        }));
        boolean signed = answers.get(0) == null;
        boolean withdrawn = answers.get(1) == null;
        assertThat(signed).isNotEqualTo(withdrawn);
        assertThat(answers.get(signed ? 1 : 0)).isNotBlank();
        assertThat(authorities.held(family.file(), family.team().incoming().id()).isPresent()).isEqualTo(signed);
        theRecordHolds();
    }
}
