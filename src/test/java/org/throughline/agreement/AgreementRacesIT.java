package org.throughline.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.access.Refusal;
import org.throughline.organisation.Practitioner;
import org.throughline.testing.Crossing;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** A parent's answer that is recorded twice at the same moment: one counts, the other is told, and nothing is half done. */
@ThroughlineTest
class AgreementRacesIT {

    @Autowired FamilyWorld world;
    @Autowired AgreementWalk walk;
    @Autowired AgreementDrafts drafts;
    @Autowired Agreements agreements;
    @Autowired JdbcClient jdbc;

    private Family family;
    private UUID agreement;
    private Practitioner worker;

    @BeforeEach
    void explainedToTheMother() {
        world.startClock();
        family = world.family(world.team(), 3);
        agreement = walk.at(family, AgreementStep.ANSWER);
        worker = walk.doer(agreement);
        TestClock.get().tick();
    }

    private int saved(String answer) {
        int version = drafts.get(agreement, AgreementStep.ANSWER, worker).version();
        return drafts.save(agreement, AgreementStep.ANSWER, version, AgreementWalk.answers(answer), worker).version();
    }

    private List<Exception> loser(List<Callable<?>> acts) throws Exception {
        List<Exception> told = Crossing.refusals(acts);
        assertThat(told).as("one counts").containsOnlyOnce((Exception) null);
        assertThat(told.stream().filter(Objects::nonNull)).allSatisfy(refused -> assertThat(refused).isInstanceOf(Refusal.class).message().isNotBlank().doesNotContain("could not execute", "constraint", "Optimistic"));
        return told;
    }

    private void oneAnswerOfEachPartyAndOneAct() {
        assertThat(jdbc.sql("select party from agreement_answer where agreement_id = ?").param(agreement).query(String.class).list()).containsExactlyInAnyOrder("agency", "p1");
        assertThat(jdbc.sql("select count(*) from agreement_act where agreement_id = ? and step = 'ANSWER'").param(agreement).query(Integer.class).single()).isOne();
        assertThat(jdbc.sql("select count(*) from obligation where subject_id = ? and ended_at is null").param(agreement).query(Integer.class).single()).as("one thing is owed").isOne();
        assertThat(jdbc.sql("select count(*) from gate_violation where casefile_id = ?").param(family.file()).query(Integer.class).single()).isZero();
    }

    @RepeatedTest(3)
    void theSameAnswerSentThreeTimesAtOnceCountsOnce() throws Exception {
        int version = saved("AGREES");
        List<Callable<?>> sent = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            sent.add(() -> answered(version));
        }
        loser(sent);
        oneAnswerOfEachPartyAndOneAct();
        assertThat(walk.step(agreement)).isEqualTo(AgreementStep.REVIEW);
    }

    private Object answered(int version) {
        walk.complete(agreement, worker, version);
        return null;
    }

    /** In one window she agrees, in another one she does not: what is completed is what stood on that screen, or nothing. */
    @RepeatedTest(3)
    void twoDifferentAnswersOfOneParentAtOnceAreOneOfThemAndNeverAMixture() throws Exception {
        int agrees = saved("AGREES");
        List<Exception> told = Crossing.refusals(List.of(() -> answered(agrees), () -> answered(saved("ASKS_CHANGE"))));
        assertThat(told).as("at most one").contains((Exception) null);
        assertThat(told.stream().filter(Objects::nonNull)).allSatisfy(refused -> assertThat(refused.getMessage()).isNotBlank().doesNotContain("constraint"));
        boolean first = told.get(0) == null;
        assertThat(told.get(first ? 1 : 0)).as("the other is told").isNotNull();
        assertThat(jdbc.sql("select answer from agreement_answer where agreement_id = ? and party = 'p1'").param(agreement).query(String.class).list()).containsExactly(first ? "AGREES" : "ASKS_CHANGE");
        assertThat(walk.step(agreement)).isEqualTo(first ? AgreementStep.REVIEW : AgreementStep.DRAFT);
        oneAnswerOfEachPartyAndOneAct();
    }

    /** Often, because the engine finds a task whose process has just ended only now and then. */
    @RepeatedTest(12)
    void anAnswerAndNotPursuingItExcludeEachOther() throws Exception {
        int version = saved("AGREES");
        List<Exception> told = loser(List.of(() -> answered(version), () -> {
            agreements.dropped(agreement, "The mother has moved to her sister's.", worker);
            return null;
        }));
        boolean agreed = told.get(0) == null;
        assertThat(walk.state(agreement) == AgreementState.IN_FORCE).isEqualTo(agreed);
        assertThat(jdbc.sql("select count(*) from agreement_answer where agreement_id = ?").param(agreement).query(Integer.class).single()).isEqualTo(agreed ? 2 : 0);
        assertThat(jdbc.sql("select count(*) from gate_violation where casefile_id = ?").param(family.file()).query(Integer.class).single()).isZero();
    }
}
