package org.throughline.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.testing.DatabaseTest;
import org.throughline.testing.OwnerDatabase;

/** The database itself, attacked by plain INSERTs of the application's role: no service stands before it here. */
@DatabaseTest
class SecondWallRepositoryTest {

    private final JdbcClient app;
    private final OwnerDatabase owner;
    private GateWorld world;

    SecondWallRepositoryTest(JdbcClient app, OwnerDatabase owner) {
        this.app = app;
        this.owner = owner;
    }

    @BeforeEach
    void build() {
        owner.simulateClock();
        world = new GateWorld(app);
    }

    @Test
    void aSignOffInOrderGivesAuthorityAndCarriesAVisit() {
        Instant signed = signedInOrder();
        UUID signOff = world.signOff(world.supervisor, "AGREED", signed);
        UUID authority = world.authority(world.incoming, signOff, world.supervisor, signed);
        world.entry(e -> e.visit(world.incoming, "AUTHORISED", authority));
        assertThat(violations()).isZero();
    }

    @Test
    void oneUnreadEntryRefusesAuthority() {
        world.reads(world.incoming, 1);
        world.reads(world.supervisor, 0);
        world.handover();
        world.moveResponsibility();
        Instant signed = world.later();
        UUID signOff = world.signOff(world.supervisor, "AGREED", signed);
        refused("23T68", () -> world.authority(world.incoming, signOff, world.supervisor, signed));
    }

    @Test
    void anEntryThatCameBetweenReadingAndSignatureRefusesAuthority() {
        Instant before = signedInOrder();
        world.entry(e -> e.from(world.health));
        Instant signed = world.later();
        UUID signOff = world.signOff(world.supervisor, "AGREED", signed);
        refused("23T68", () -> world.authority(world.incoming, signOff, world.supervisor, signed));
        assertThat(before).isBefore(signed);
    }

    @Test
    void aSignerWhoHasNotReadTheKeyEntryCannotGiveAuthority() {
        world.reads(world.incoming, 0);
        world.reads(world.supervisor, 2);
        world.handover();
        world.moveResponsibility();
        Instant signed = world.later();
        UUID signOff = world.signOff(world.supervisor, "AGREED", signed);
        refused("23T69", () -> world.authority(world.incoming, signOff, world.supervisor, signed));
    }

    @Test
    void anotherManagerCannotSignButTheDeputyCan() {
        Instant signed = signedInOrder();
        world.reads(world.stranger, 0);
        Instant later = world.later();
        UUID byStranger = world.signOff(world.stranger, "AGREED", later);
        refused("23T66", () -> world.authority(world.incoming, byStranger, world.stranger, later));
        app.sql("insert into deputy (id, practitioner_id, deputy_id, since) values (?, ?, ?, ?)")
                .params(GateWorld.id(), world.supervisor, world.stranger, GateWorld.at(world.start)).update();
        assertThat(signed).isBefore(later);
        assertThat(world.authority(world.incoming, byStranger, world.stranger, later)).isNotNull();
    }

    @Test
    void aSignOffThatAsksToTalkAgainGivesNothing() {
        Instant signed = signedInOrder();
        UUID signOff = world.signOff(world.supervisor, "TALK_AGAIN", signed);
        refused("23T64", () -> world.authority(world.incoming, signOff, world.supervisor, signed));
    }

    @Test
    void nobodySignsForThemselvesAndNotTheOutgoingWorker() {
        signedInOrder();
        refused("23514", () -> world.signOff(world.incoming, "AGREED", world.later()));
        refused("23514", () -> world.signOff(world.outgoing, "AGREED", world.later()));
    }

    @Test
    void authorityGoesWithResponsibility() {
        world.reads(world.incoming, 0);
        world.reads(world.supervisor, 0);
        world.handover();
        world.allocation = world.firstAllocation;
        Instant signed = world.later();
        UUID signOff = world.signOff(world.supervisor, "AGREED", signed);
        refused("23T67", () -> world.authority(world.incoming, signOff, world.supervisor, signed));
    }

    @Test
    void onlyTheFirstWorkerOfAnImportedFileStartsWithAuthority() {
        world.imported(world.outgoing);
        refused("23T63", () -> world.imported(world.outgoing));
        refused("23T63", () -> world.imported(world.incoming));
    }

    @Test
    void urgentAccessNeedsAReasonAnEndAndNoConflict() {
        Instant now = world.later();
        refused("23514", () -> world.urgent(world.incoming, " ", now, now.plus(Duration.ofDays(1))));
        refused("23T62", () -> world.urgent(world.incoming, "The baby is alone", now, now.plus(Duration.ofDays(60))));
        app.sql("insert into conflict_of_interest (casefile_id, practitioner_id, reason, since) values (?, ?, 'related', ?)")
                .params(world.file, world.stranger, GateWorld.at(now)).update();
        refused("23T61", () -> world.urgent(world.stranger, "The baby is alone", now, now.plus(Duration.ofDays(1))));
        UUID urgent = world.urgent(world.incoming, "The baby is alone", now, now.plus(Duration.ofDays(1)));
        world.entry(e -> e.visit(world.incoming, "URGENT", urgent));
        refused("23T74", () -> world.entry(e -> e.visit(world.incoming, "AUTHORISED", urgent)));
        refused("23T74", () -> world.entry(e -> e.visit(world.incoming, "URGENT", urgent).at(now.plus(Duration.ofDays(2)))));
    }

    @Test
    void anInterventionHasExactlyThreeLawfulStates() {
        UUID olive = world.imported(world.outgoing);
        refused("23T72", () -> world.entry(e -> e.visit(world.incoming, "INFORMATION", null)));
        refused("23514", () -> world.entry(e -> e.visit(world.incoming, "AUTHORISED", null)));
        refused("23T74", () -> world.entry(e -> e.visit(world.incoming, "AUTHORISED", olive)));
        refused("23514", () -> world.entry(e -> e.visit(world.incoming, "MARKED", null)));
        refused("23514", () -> world.entry(e -> e.visit(world.incoming, "MARKED", null).mark("  ")));
        world.entry(e -> e.visit(world.incoming, "MARKED", null).mark("The child was crying behind the door"));
        world.entry(e -> e.visit(world.outgoing, "AUTHORISED", olive));
    }

    @Test
    void anInterventionInSomebodyElsesNameIsRefused() {
        UUID olive = world.imported(world.outgoing);
        refused("23T76", () -> world.entry(e -> {
            e.visit(world.outgoing, "AUTHORISED", olive);
            e.recordedBy = world.incoming;
            return e;
        }));
    }

    @Test
    void anInterventionHidesInNoOtherShape() {
        world.imported(world.outgoing);
        refused("23T73", () -> world.entry(e -> e.visit(world.incoming, "MARKED", null).mark("x").on(world.motherFile, world.mother)));
        refused("23T72", () -> world.entry(e -> {
            e.visit(world.incoming, "INFORMATION", null).correcting(1);
            return e;
        }));
        refused("23T70", () -> world.entry(e -> {
            e.standing = "MARKED";
            e.mark = "a fact is not an intervention";
            return e;
        }));
        refused("23T26", () -> world.entry(e -> e.visit(world.incoming, "INFORMATION", null).imported()));
    }

    @Test
    void withdrawnAuthorityCarriesNothing() {
        UUID olive = world.imported(world.outgoing);
        Instant withdrawn = world.later();
        app.sql("update authority set revoked_at = ?, revoked_by = ?, revoked_reason = 'left' where id = ?")
                .params(GateWorld.at(withdrawn), world.supervisor, olive).update();
        refused("23T74", () -> world.entry(e -> e.visit(world.outgoing, "AUTHORISED", olive)));
        refused("23T50", () -> app.sql("update authority set revoked_at = null where id = ?").params(olive).update());
    }

    @Test
    void aVisitToTwoChildrenNeedsAuthorityForBoth() {
        UUID sister = GateWorld.id();
        UUID sisterFile = GateWorld.id();
        world.person(sister, "CHILD");
        world.relationship(world.mother, sister, "PARENT");
        world.casefile(sisterFile, sister, "CHILD");
        UUID olive = world.imported(world.outgoing);
        long visit = world.entry(e -> e.visit(world.outgoing, "AUTHORISED", olive));
        refused("23T75", () -> world.name(app, world.file, visit, sister, world.later()));
    }

    @Test
    void theClockOfTheRecordCannotBeSetBackOrAhead() {
        refused("23T22", () -> world.entry(e -> e.at(world.start.minusSeconds(1))));
        owner.realClock();
        refused("23T23", () -> world.entry(e -> e.at(Instant.now().minus(Duration.ofMinutes(6)))));
        refused("23T23", () -> world.entry(e -> e.at(Instant.now().plus(Duration.ofMinutes(6)))));
        refused("23T60", () -> world.urgent(world.incoming, "why", Instant.now().minus(Duration.ofHours(1)), Instant.now().plus(Duration.ofHours(1))));
        world.entry(e -> e.at(Instant.now()));
    }

    @Test
    void anAcknowledgementNeedsAnOpeningAndTime() {
        Instant opened = world.later();
        refused("23T31", () -> receipt(1, opened));
        app.sql("insert into opening (reader_id, casefile_id, seq, opened_at) values (?, ?, 1, ?)").params(world.incoming, world.file, GateWorld.at(opened)).update();
        refused("23T32", () -> receipt(1, opened.plusMillis(1_900)));
        receipt(1, opened.plusSeconds(2));
        owner.realClock();
        refused("23T30", () -> app.sql("insert into opening (reader_id, casefile_id, seq, opened_at) values (?, ?, 2, ?)")
                .params(world.incoming, world.file, GateWorld.at(Instant.now().minus(Duration.ofHours(1)))).update());
    }

    @Test
    void theApplicationCannotShrinkTheFamilyOrRewriteTheRecord() {
        refused("42501", () -> app.sql("delete from family_member where casefile_id = ?").params(world.file).update());
        refused("42501", () -> app.sql("update entry set standing = 'INFORMATION' where casefile_id = ?").params(world.file).update());
        refused("42501", () -> app.sql("delete from entry where casefile_id = ?").params(world.file).update());
        refused("42501", () -> app.sql("truncate receipt cascade").update());
        refused("42501", () -> app.sql("update clock_mode set mode = 'SIMULATED'").update());
        refused("42501", () -> app.sql("alter table entry disable trigger all").update());
        refused("23T00", () -> owner.asOwner().sql("update entry set standing = 'INFORMATION' where casefile_id = ?").params(world.file).update());
        refused("23T00", () -> owner.asOwner().sql("delete from sign_off").update());
        refused("23T00", () -> owner.asOwner().sql("truncate receipt cascade").update());
    }

    @Test
    void whoPartedTwoRecordsOfTheFamilyDoesNotSign() {
        world.reads(world.incoming, 0);
        world.reads(world.supervisor, 0);
        world.handover();
        world.partsRecords(world.supervisor);
        world.moveResponsibility();
        Instant signed = world.later();
        UUID signOff = world.signOff(world.supervisor, "AGREED", signed);
        refused("23T6B", () -> world.authority(world.incoming, signOff, world.supervisor, signed));
    }

    @Test
    void whoAnsweredForSomethingWithheldDoesNotSignForItsReader() {
        world.withholdsAndAnswers(world.supervisor, world.incoming);
        world.reads(world.incoming, 1);
        world.reads(world.supervisor, 0);
        world.handover();
        world.moveResponsibility();
        Instant signed = world.later();
        UUID signOff = world.signOff(world.supervisor, "AGREED", signed);
        refused("23T6A", () -> world.authority(world.incoming, signOff, world.supervisor, signed));
    }

    @Test
    void nobodyUnmarksAKeyEntryUnread() {
        refused("23T35", () -> app.sql("insert into key_decision (id, casefile_id, seq, key, decided_by, decided_at, reason) values (?, ?, 2, false, ?, ?, 'x')")
                .params(GateWorld.id(), world.file, world.supervisor, GateWorld.at(world.later())).update());
    }

    @Test
    void aFileIsNeverWithoutAResponsibleWorker() {
        refused("23T10", () -> app.sql("update allocation set until_at = ? where id = ?").params(GateWorld.at(world.later()), world.firstAllocation).update());
        world.handover();
        world.moveResponsibility();
        assertThat(app.sql("select practitioner_id from allocation where casefile_id = ? and until_at is null").params(world.file).query(UUID.class).single())
                .isEqualTo(world.incoming);
    }

    @Test
    void theFirstWorkerOfAnOpenedFileStartsWithAuthorityOnlyWithoutAHistory() {
        UUID opened = world.opened(world.supervisor);
        UUID authority = world.openedAuthority(app, opened, world.incoming, world.supervisor);
        world.entry(e -> e.on(opened, app.sql("select person_id from casefile where id = ?").params(opened).query(UUID.class).single())
                .visit(world.incoming, "AUTHORISED", authority));
        assertThat(app.sql("select count(*) from gate_violation where casefile_id = ?").params(opened).query(Long.class).single()).isZero();
        refused("23TA3", () -> world.opened(world.stranger));
        refused("23TA1", () -> world.opening(world.file, "OPENED", world.supervisor));
        refused("23TA2", () -> world.opening(world.file, "REOPENED", world.supervisor));
        UUID without = world.opened(null);
        refused("23TB0", () -> world.openedAuthority(app, without, world.incoming, world.supervisor));
        UUID forAnother = world.opened(world.supervisor);
        refused("23TB0", () -> world.openedAuthority(app, forAnother, world.outgoing, world.supervisor));
        UUID grown = world.opened(world.supervisor);
        world.mother(grown, false);
        refused("23TB2", () -> world.openedAuthority(app, grown, world.incoming, world.supervisor));
        UUID read = world.opened(world.supervisor);
        world.mother(read, true);
        refused("23TB4", () -> world.openedAuthority(app, read, world.incoming, world.supervisor));
        UUID undecided = world.opened(world.supervisor);
        app.sql("insert into person_match (id, person_a, person_b, basis, proposed_at) select ?, least(person_id, ?::uuid), greatest(person_id, ?::uuid), 'ADDRESS', ? from casefile where id = ?")
                .params(GateWorld.id(), world.mother, world.mother, GateWorld.at(world.start), undecided).update();
        refused("23TB3", () -> world.openedAuthority(app, undecided, world.incoming, world.supervisor));
    }

    private Instant signedInOrder() {
        world.reads(world.incoming, 0);
        world.reads(world.supervisor, 0);
        world.handover();
        world.moveResponsibility();
        return world.later();
    }

    private void receipt(long seq, Instant at) {
        app.sql("insert into receipt (reader_id, casefile_id, seq, kind, acknowledged_at) values (?, ?, ?, 'ITEM', ?)")
                .params(world.incoming, world.file, seq, GateWorld.at(at)).update();
    }

    private long violations() {
        return app.sql("select count(*) from gate_violation where casefile_id = ?").params(world.file).query(Long.class).single();
    }

    private static void refused(String state, ThrowingCallable attack) {
        assertThatThrownBy(attack).rootCause().isInstanceOfSatisfying(PSQLException.class,
                refusal -> assertThat(refusal.getSQLState()).as(refusal.getMessage()).isEqualTo(state));
    }
}
