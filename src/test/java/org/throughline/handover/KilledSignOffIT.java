package org.throughline.handover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.authority.Authorities;
import org.throughline.casefile.Casefiles;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.Killed;
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

    @Test
    void aSignOffThatIsKilledBeforeItsCommitHasNotHappenedAndCanBeDoneAgain() throws Exception {
        String task = walk.task(handover);
        long before = written();
        Killed.halfWay(owner, this::sign, List.of("sign_off", "authority", "allocation"),
                "select id from obligation where subject_id = ? and ended_at is null and dedupe_key like 'handover:%' for update", handover);
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

    private long written() {
        return jdbc.sql("""
                select (select count(*) from sign_off where handover_id = :handover) + (select count(*) from authority where casefile_id = :file)
                     + (select count(*) from allocation where casefile_id = :file) + (select count(*) from handover_act where handover_id = :handover)""")
                .param("handover", handover).param("file", family.file()).query(Long.class).single();
    }
}
