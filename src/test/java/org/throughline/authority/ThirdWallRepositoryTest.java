package org.throughline.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.testing.DatabaseTest;
import org.throughline.testing.OwnerDatabase;

/** What the auditor asks, held against violations that the owner plants with the second wall down. */
@DatabaseTest
class ThirdWallRepositoryTest {

    private final JdbcClient app;
    private final OwnerDatabase owner;
    private GateWorld world;

    ThirdWallRepositoryTest(JdbcClient app, OwnerDatabase owner) {
        this.app = app;
        this.owner = owner;
    }

    @BeforeEach
    void build() {
        owner.simulateClock();
        world = new GateWorld(app);
        assertThat(found()).as("before anything is planted").isEmpty();
    }

    @Test
    void findsAnInterventionThatIsFiledAsInformation() {
        owner.withoutTriggers("entry", () -> world.entry(owner.asOwner(), e -> e.visit(world.incoming, "INFORMATION", null)));
        assertThat(found()).containsExactly("INTERVENTION_WITHOUT_LAWFUL_STATE");
    }

    @Test
    void findsAnActOfOursThatIsFiledAsAnotherAgencysFact() {
        UUID elsewhere = GateWorld.id();
        world.agency(elsewhere, "CHILDRENS_SOCIAL_CARE", true);
        owner.withoutTriggers("entry", () -> world.entry(owner.asOwner(), e -> world.toldOf(e, elsewhere, null)));
        assertThat(found()).as("a fact that is another agency's").isEmpty();
        owner.withoutTriggers("entry", () -> world.entry(owner.asOwner(), e -> world.toldOf(e, elsewhere, world.incoming)));
        assertThat(found()).containsExactly("INTERVENTION_WITHOUT_LAWFUL_STATE");
    }

    @Test
    void findsAnInterventionThatRestsOnSomebodyElsesAuthority() {
        UUID olive = world.imported(world.outgoing);
        owner.withoutTriggers("entry", () -> world.entry(owner.asOwner(), e -> e.visit(world.incoming, "AUTHORISED", olive)));
        assertThat(found()).containsExactly("INTERVENTION_WITHOUT_AUTHORITY");
    }

    @Test
    void findsAnInterventionAfterUrgentAccessHasEnded() {
        Instant now = world.later();
        UUID urgent = world.urgent(world.incoming, "The baby is alone", now, now.plus(Duration.ofDays(1)));
        owner.withoutTriggers("entry", () -> world.entry(owner.asOwner(), e -> e.visit(world.incoming, "URGENT", urgent).at(now.plus(Duration.ofDays(3)))));
        assertThat(found()).containsExactly("INTERVENTION_WITHOUT_AUTHORITY");
    }

    @Test
    void findsAnEntryThatWasTakenOutByOnePersonAlone() {
        owner.withoutTriggers("entry", () -> world.entry(owner.asOwner(), e -> {
            e.kind = "NOT_THIS_FAMILY";
            e.about = 1L;
            return e;
        }));
        assertThat(found()).containsExactly("TAKEN_OUT_BY_ONE");
    }

    @Test
    void findsAuthorityThatWasSignedWithoutReading() {
        world.reads(world.incoming, 1);
        world.reads(world.supervisor, 0);
        plantAuthority(world.supervisor, "AGREED");
        assertThat(found()).containsExactly("SIGNED_WITHOUT_READING");
    }

    @Test
    void findsAnUnreadEntryWhereOneOfTheSameNumberWasTakenOutOfAnotherChain() {
        world.entry(e -> e.on(world.motherFile, world.mother));
        owner.withoutTriggers("entry", () -> world.entry(owner.asOwner(), e -> {
            e.kind = "NOT_THIS_FAMILY";
            e.about = 2L;
            return e;
        }));
        long tomb = app.sql("select max(seq) from entry where casefile_id = ?").params(world.file).query(Long.class).single();
        UUID request = GateWorld.id();
        owner.withoutTriggers("not_this_family_request", () -> owner.asOwner().sql("""
                insert into not_this_family_request (id, casefile_id, seq, family_file, reason, asked_by, asked_at) values (?, ?, 1, ?, 'Next door.', ?, ?)""")
                .params(request, world.motherFile, world.file, world.outgoing, GateWorld.at(world.later())).update());
        owner.withoutTriggers("taken_out", () -> owner.asOwner().sql("insert into taken_out (casefile_id, seq, request_id, tomb_file, tomb_seq) values (?, 1, ?, ?, ?)")
                .params(world.motherFile, request, world.file, tomb).update());
        world.reads(world.incoming, 1);
        world.reads(world.supervisor, 0);
        plantAuthority(world.supervisor, "AGREED");
        assertThat(found()).contains("SIGNED_WITHOUT_READING");
    }

    @Test
    void findsASignerWhoHadNotReadTheKeyEntries() {
        world.reads(world.incoming, 0);
        world.reads(world.supervisor, 2);
        plantAuthority(world.supervisor, "AGREED");
        assertThat(found()).containsExactly("SIGNER_HAD_NOT_READ");
    }

    @Test
    void findsASignatureOfSomebodyElse() {
        world.reads(world.incoming, 0);
        world.reads(world.stranger, 0);
        plantAuthority(world.stranger, "AGREED");
        assertThat(found()).containsExactly("SIGNED_BY_SOMEONE_ELSE");
    }

    @Test
    void findsAuthorityFromASignOffThatDidNotAgree() {
        world.reads(world.incoming, 0);
        world.reads(world.supervisor, 0);
        plantAuthority(world.supervisor, "READ_AGAIN");
        assertThat(found()).containsExactly("AUTHORITY_WITHOUT_SIGN_OFF");
    }

    @Test
    void findsAFileForWhichNobodyIsResponsible() {
        owner.withoutTriggers("allocation", () -> owner.asOwner().sql("update allocation set until_at = now() where id = ?").params(world.firstAllocation).update());
        assertThat(found()).containsExactly("NOBODY_RESPONSIBLE");
    }

    @Test
    void findsAuthorityOfAnImportThatIsNotTheFirstWorkers() {
        owner.withoutTriggers("authority", () -> world.imported(world.incoming));
        assertThat(found()).containsExactly("IMPORTED_AUTHORITY_NOT_THE_FIRST");
    }

    @Test
    void findsASignatureOnTheSignersOwnAnswer() {
        world.withholdsAndAnswers(world.stranger, world.incoming);
        world.standsIn(world.stranger, world.supervisor);
        world.reads(world.incoming, 1);
        world.reads(world.stranger, 0);
        plantAuthority(world.stranger, "AGREED");
        assertThat(found()).containsExactly("SIGNED_ON_OWN_ANSWER");
    }

    @Test
    void findsASignerWhoUnmarkedAKeyEntryMeanwhile() {
        world.reads(world.incoming, 0);
        world.reads(world.supervisor, 0);
        plantAuthority(world.supervisor, "AGREED", () -> world.judges(world.supervisor, false, world.later()));
        assertThat(found()).containsExactly("SIGNER_UNMARKED_KEY");
    }

    @Test
    void findsASignatureThatAnswersNoAccountOfTheNewWorker() {
        world.reads(world.incoming, 0);
        world.reads(world.supervisor, 0);
        world.handover();
        world.moveResponsibility();
        UUID discussion = world.act("RECORD_DISCUSSION", "DISCUSSED", world.outgoing, world.later());
        Instant signed = world.later();
        UUID[] signOff = new UUID[1];
        owner.withoutTriggers("sign_off", () -> signOff[0] = world.signOff(world.supervisor, "AGREED", discussion, signed));
        world.authority(world.incoming, signOff[0], world.supervisor, signed);
        assertThat(found()).containsExactly("SIGNED_WITHOUT_ACCOUNT");
    }

    @Test
    void findsAKeyEntryThatPartReadDoesNotExcuse() {
        world.reads(world.incoming, 2);
        world.reads(world.supervisor, 0);
        owner.withoutTriggers("part_read_grant", () -> world.grantsPartRead(world.supervisor, world.incoming, world.later(),
                LocalDate.ofInstant(world.start, ZoneOffset.UTC).plusDays(10)));
        plantAuthority(world.supervisor, "AGREED");
        assertThat(found()).containsExactly("SIGNED_WITHOUT_READING");
    }

    @Test
    void findsASignerWhoPartedTwoRecordsOfTheFamily() {
        world.reads(world.incoming, 0);
        world.reads(world.supervisor, 0);
        plantAuthority(world.supervisor, "AGREED", () -> world.partsRecords(world.supervisor));
        assertThat(found()).containsExactly("SIGNER_PARTED_RECORDS");
    }

    @Test
    void findsAFirstWorkerWhoHadNotReadTheHistoryOfTheFamily() {
        UUID opened = world.opened(world.supervisor);
        world.mother(opened, true);
        owner.withoutTriggers("authority", () -> world.openedAuthority(owner.asOwner(), opened, world.incoming, world.supervisor));
        assertThat(app.sql("select distinct violation from gate_violation where casefile_id = ?").params(opened).query(String.class).list())
                .containsExactly("OPENED_AUTHORITY_NOT_EARNED");
    }

    private void plantAuthority(UUID signer, String outcome) {
        plantAuthority(signer, outcome, () -> {});
    }

    private void plantAuthority(UUID signer, String outcome, Runnable meanwhile) {
        world.handover();
        meanwhile.run();
        world.moveResponsibility();
        Instant signed = world.later();
        UUID signOff = world.signOff(signer, outcome, signed);
        owner.withoutTriggers("authority", () -> world.authority(owner.asOwner(), world.incoming, signOff, signer, signed));
    }

    private List<String> found() {
        return app.sql("select distinct violation from gate_violation where casefile_id = ? order by 1").params(world.file).query(String.class).list();
    }
}
