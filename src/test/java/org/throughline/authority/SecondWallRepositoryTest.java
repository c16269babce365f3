package org.throughline.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
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
    void whatAnotherAuthoritysWorkersDidIsAFactHere() {
        UUID elsewhere = GateWorld.id();
        world.agency(elsewhere, "CHILDRENS_SOCIAL_CARE", true);
        world.entry(e -> world.toldOf(e, elsewhere, null));
        assertThat(violations()).isZero();
        refused("23T72", () -> world.entry(e -> world.toldOf(e, elsewhere, world.incoming)));
        refused("23T70", () -> world.entry(e -> {
            world.toldOf(e, elsewhere, null).standing = "MARKED";
            e.mark = "a fact of another agency is no intervention of ours";
            return e;
        }));
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
    void whatIsOpenedTogetherIsReadOneAfterTheOther() {
        Instant opened = opensAll();
        receipt(1, opened.plusSeconds(2));
        refused("23T32", () -> receipt(2, opened.plusSeconds(2)));
        refused("23T32", () -> receipt(2, opened.plusMillis(3_900)));
        refused("23T32", () -> receipt(2, opened.plusSeconds(1)));
        receipt(2, opened.plusSeconds(4));
        assertThat(app.sql("""
                insert into receipt (reader_id, casefile_id, seq, kind, acknowledged_at) select reader_id, casefile_id, seq, kind, acknowledged_at from receipt
                where reader_id = ? on conflict do nothing""").params(world.incoming).update()).as("sent twice").isZero();
    }

    @Test
    void aPeriodTakesTheTimeOfAllItsWords() {
        Instant opened = opensAll();
        UUID period = GateWorld.id();
        receipt(1, period, opened.plusSeconds(2));
        refused("23T38", () -> receipt(2, period, opened.plusSeconds(9)));
        refused("23T32", () -> receipt(2, period, opened.plusSeconds(2)));
        UUID both = GateWorld.id();
        app.sql("insert into opening (reader_id, casefile_id, seq, opened_at) select ?, casefile_id, seq, opened_at from opening where reader_id = ?")
                .params(world.supervisor, world.incoming).update();
        refused("23T32", () -> periodOf(both, opened.plusMillis(3_900)));
        owner.asOwner().sql("update rule_value set value = 1 where id = 'RR4'").update();
        try {
            refused("23T39", () -> periodOf(both, opened.plusSeconds(4)));
        } finally {
            owner.asOwner().sql("update rule_value set value = 50 where id = 'RR4'").update();
        }
        periodOf(both, opened.plusSeconds(4));
    }

    @Test
    void twoReceiptsAtOnceDoNotShareOneTime(DataSource application) throws Exception {
        Instant opened = opensAll();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (Connection first = application.getConnection()) {
            first.setAutoCommit(false);
            receipt(JdbcClient.create(new SingleConnectionDataSource(first, true)), 1, opened.plusSeconds(2));
            Future<?> second = other.submit(() -> receipt(2, opened.plusSeconds(2)));
            Instant patience = Instant.now().plusSeconds(60);
            while (owner.asSuperuser().sql("select count(*) from pg_locks where locktype = 'advisory' and not granted").query(Integer.class).single() == 0
                    && !second.isDone() && Instant.now().isBefore(patience)) {
                Thread.onSpinWait();
            }
            assertThat(second.isDone()).as("the second waits for the first").isFalse();
            first.commit();
            refused("23T32", second::get);
        } finally {
            other.shutdownNow();
        }
    }

    private Instant opensAll() {
        Instant opened = world.later();
        app.sql("insert into opening (reader_id, casefile_id, seq, opened_at) select ?, casefile_id, seq, ? from entry where casefile_id = ?")
                .params(world.incoming, GateWorld.at(opened), world.file).update();
        return opened;
    }

    private void receipt(long seq, UUID period, Instant at) {
        app.sql("insert into receipt (reader_id, casefile_id, seq, kind, period_id, acknowledged_at) values (?, ?, ?, 'PERIOD', ?, ?)")
                .params(world.incoming, world.file, seq, period, GateWorld.at(at)).update();
    }

    private void periodOf(UUID period, Instant at) {
        app.sql("insert into receipt (reader_id, casefile_id, seq, kind, period_id, acknowledged_at) select ?, casefile_id, seq, 'PERIOD', ?, ? from entry where casefile_id = ? order by seq")
                .params(world.supervisor, period, GateWorld.at(at), world.file).update();
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
        world.withholdsAndAnswers(world.stranger, world.incoming);
        world.standsIn(world.stranger, world.supervisor);
        world.reads(world.incoming, 1);
        world.reads(world.stranger, 0);
        world.handover();
        world.moveResponsibility();
        Instant signed = world.later();
        UUID signOff = world.signOff(world.stranger, "AGREED", signed);
        refused("23T6A", () -> world.authority(world.incoming, signOff, world.stranger, signed));
    }

    @Test
    void onlyItsHolderAnswersForWhatIsWithheldAndNobodyForThemselvesOrForWhomTheySign() {
        UUID restriction = world.withholds(world.stranger);
        refused("23T81", () -> world.answers(restriction, world.incoming, "NOTHING_CHANGES", world.outgoing, world.later()));
        refused("23T81", () -> world.answers(restriction, world.incoming, "RELEASED", world.supervisor, world.later()));
        refused("23T82", () -> world.answers(restriction, world.stranger, "RELEASED", world.stranger, world.later()));
        UUID own = world.withholds(world.supervisor);
        refused("23T83", () -> world.answers(own, world.incoming, "NOTHING_CHANGES", world.supervisor, world.later()));
        refused("23T83", () -> app.sql("insert into restriction_answer (id, restriction_id, reader_id, outcome, summary, answered_by, at) values (?, ?, ?, 'SAFE_SUMMARY', 's', ?, ?)")
                .params(GateWorld.id(), own, world.incoming, world.supervisor, GateWorld.at(world.later())).update());
        world.answers(own, world.incoming, "RELEASED", world.supervisor, world.later());
        world.answers(restriction, world.incoming, "NOTHING_CHANGES", world.stranger, world.later());
        world.standsIn(world.outgoing, world.stranger);
        refused("23T81", () -> world.answers(restriction, world.outgoing, "RELEASED", world.administrator, world.later()));
    }

    @Test
    void aKeyEntryIsUnmarkedByASupervisorWhoHasReadIt() {
        refused("23T35", () -> world.judges(world.supervisor, false, world.later()));
        world.reads(world.stranger, 0);
        world.reads(world.outgoing, 0);
        refused("23T37", () -> world.judges(world.stranger, false, world.later()));
        refused("23T37", () -> world.judges(world.outgoing, false, world.later()));
        world.standsIn(world.stranger, world.supervisor);
        world.judges(world.stranger, false, world.later());
    }

    @Test
    void whoUnmarkedAKeyEntryInTheHandoverSignsItOnlyWhenASecondPersonSaysTheSame() {
        world.reads(world.incoming, 0);
        world.reads(world.supervisor, 0);
        world.reads(world.stranger, 0);
        world.standsIn(world.stranger, world.supervisor);
        world.handover();
        world.judges(world.supervisor, false, world.later());
        world.moveResponsibility();
        Instant signed = world.later();
        UUID signOff = world.signOff(world.supervisor, "AGREED", signed);
        refused("23T6C", () -> world.authority(world.incoming, signOff, world.supervisor, signed));
        world.judges(world.stranger, false, signed);
        world.authority(world.incoming, signOff, world.supervisor, signed);
        assertThat(violations()).isZero();
    }

    @Test
    void partReadIsGrantedByTheLineForLargeHistoriesAndNotForLong() {
        LocalDate soon = LocalDate.ofInstant(world.start, ZoneOffset.UTC).plusDays(10);
        refused("23T91", () -> world.grantsPartRead(world.stranger, world.incoming, world.later(), soon));
        refused("23T92", () -> world.grantsPartRead(world.supervisor, world.incoming, world.later(), soon));
        owner.asOwner().sql("update rule_value set value = 1 where id = 'RR5'").update();
        try {
            refused("23T93", () -> world.grantsPartRead(world.supervisor, world.incoming, world.later(), soon.plusDays(60)));
            refused("23T93", () -> world.grantsPartRead(world.supervisor, world.incoming, world.later(), soon.minusDays(60)));
            world.grantsPartRead(world.supervisor, world.incoming, world.later(), soon);
            world.standsIn(world.stranger, world.supervisor);
            world.grantsPartRead(world.stranger, world.incoming, world.later(), soon);
        } finally {
            owner.asOwner().sql("update rule_value set value = 300 where id = 'RR5'").update();
        }
    }

    @Test
    void whatIsJudgedAnsweredGrantedOrSignedBearsTheTimeAtWhichItIsDone() {
        UUID restriction = world.withholds(world.stranger);
        world.handover();
        Instant longAgo = Instant.now().minus(Duration.ofHours(1));
        UUID account = world.act("WRITE_ACCOUNT", "WRITTEN", world.incoming, longAgo);
        owner.realClock();
        refused("23T80", () -> world.answers(restriction, world.incoming, "RELEASED", world.stranger, longAgo));
        refused("23T36", () -> world.judges(world.supervisor, true, longAgo));
        refused("23T90", () -> world.grantsPartRead(world.supervisor, world.incoming, longAgo, LocalDate.now(ZoneOffset.UTC).plusDays(1)));
        refused("23T6E", () -> world.signOff(world.supervisor, "AGREED", account, longAgo));
    }

    @Test
    void onlyTheAccountThatTheNewWorkerWroteLastIsSigned() {
        signedInOrder();
        UUID discussion = world.act("RECORD_DISCUSSION", "DISCUSSED", world.outgoing, world.later());
        UUID first = world.act("WRITE_ACCOUNT", "WRITTEN", world.incoming, world.later());
        UUID taken = world.act("WRITE_ACCOUNT", "REASSIGNED", world.supervisor, world.later());
        UUID mine = world.handover;
        world.handover = otherHandover();
        UUID elsewhere = world.act("WRITE_ACCOUNT", "WRITTEN", world.incoming, world.later());
        world.handover = mine;
        UUID second = world.act("WRITE_ACCOUNT", "WRITTEN", world.incoming, world.later());
        for (UUID act : List.of(discussion, first, taken, elsewhere)) {
            refused("23T6D", () -> world.signOff(world.supervisor, "AGREED", act, world.later()));
        }
        world.signOff(world.supervisor, "TALK_AGAIN", second, world.later());
        refused("23T6F", () -> world.signOff(world.supervisor, "AGREED", second, world.later()));
        UUID byAnother = world.act("WRITE_ACCOUNT", "WRITTEN", world.outgoing, world.later());
        refused("23T6D", () -> world.signOff(world.supervisor, "AGREED", byAnother, world.later()));
    }

    @Test
    void aRuleIsChangedByANamedAdministratorAlone() {
        refused("42501", () -> app.sql("update rule_value set value = 1000000 where id = 'RR3'").update());
        refused("42501", () -> app.sql("update agency set gated = false where id = ?").params(world.csc).update());
        refused("42501", () -> app.sql("insert into rule_change (id, what, old_value, new_value, changed_by, changed_at, reason) values (?, 'RR3', 1, 2, ?, now(), 'x')")
                .params(GateWorld.id(), world.administrator).update());
        refused("23TA0", () -> change("GL1", 7, world.supervisor, "Quieter.", Instant.now()));
        refused("23TA1", () -> change("GL1", 7, world.administrator, " ", Instant.now()));
        refused("23TA2", () -> change("GL0", 7, world.administrator, "Quieter.", Instant.now()));
        refused("23TA3", () -> change("GL1", 0, world.administrator, "Quieter.", Instant.now()));
        refused("23TA3", () -> change("GATED a-" + world.csc, 2, world.administrator, "Perhaps.", Instant.now()));
        owner.realClock();
        refused("23TA4", () -> change("GL1", 7, world.administrator, "Quieter.", Instant.now().minus(Duration.ofHours(1))));
        change("GATED a-" + world.health, 1, world.administrator, "Their workers act too.", Instant.now());
        assertThat(app.sql("select gated from agency where id = ?").params(world.health).query(Boolean.class).single()).isTrue();
        assertThat(app.sql("select old_value || ' to ' || new_value || ': ' || reason from rule_change where changed_by = ?").params(world.administrator).query(String.class).list())
                .containsExactly("0 to 1: Their workers act too.");
        refused("42501", () -> app.sql("delete from rule_change").update());
        refused("23T00", () -> owner.asOwner().sql("delete from rule_change").update());
    }

    private void change(String what, int value, UUID by, String reason, Instant when) {
        app.sql("select change_rule(?, ?, ?, ?, ?, ?)").params(GateWorld.id(), what, value, by, GateWorld.at(when), reason)
                .query((row, n) -> row.getBigDecimal(1)).single();
    }

    private UUID otherHandover() {
        UUID other = GateWorld.id();
        app.sql("""
                insert into handover (id, casefile_id, type, reason_code, outgoing_id, incoming_id, supervisor_id, requested_by, requested_at, step, step_since,
                    version, ended_at, end_kind)
                select ?, casefile_id, type, reason_code, outgoing_id, incoming_id, supervisor_id, requested_by, requested_at, 'ENDED', step_since, 0, step_since, 'WITHDRAWN'
                from handover where id = ?""").params(other, world.handover).update();
        return other;
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
        receipt(app, seq, at);
    }

    private void receipt(JdbcClient by, long seq, Instant at) {
        by.sql("insert into receipt (reader_id, casefile_id, seq, kind, acknowledged_at) values (?, ?, ?, 'ITEM', ?)")
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
