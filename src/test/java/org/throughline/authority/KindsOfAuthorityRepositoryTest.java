package org.throughline.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.testing.DatabaseTest;
import org.throughline.testing.OwnerDatabase;

/** Duty, cover, co-working and closed files: the second wall attacked by plain INSERTs, the third by what the owner plants. */
@DatabaseTest
class KindsOfAuthorityRepositoryTest {

    private static final List<String> PARTS = List.of("PEOPLE", "AGENCIES", "GLANCE", "ACCOUNT", "SOURCES", "OBLIGATIONS");

    private final JdbcClient app;
    private final OwnerDatabase owner;
    private GateWorld world;
    private UUID shift;

    KindsOfAuthorityRepositoryTest(JdbcClient app, OwnerDatabase owner) {
        this.app = app;
        this.owner = owner;
    }

    @BeforeEach
    void build() {
        owner.simulateClock();
        world = new GateWorld(app);
        shift = shift(world.incoming);
    }

    @Test
    void onDutyActsWhoIsOnTheRotaAndHasReadThePageAndNobodyElse() {
        UUID page = page(world.incoming, shift, PARTS);
        refused("23TC2", () -> duty(app, world.incoming, shift, page, world.later()));
        world.reads(world.incoming, 1);
        UUID shorter = page(world.incoming, shift, PARTS.subList(0, 5));
        refused("23TC1", () -> duty(app, world.incoming, shift, shorter, world.later()));
        refused("23TC0", () -> duty(app, world.stranger, shift, page, world.later()));
        UUID othersPage = page(world.stranger, shift, PARTS);
        refused("23TC1", () -> duty(app, world.incoming, shift, othersPage, world.later()));
        UUID duty = duty(app, world.incoming, shift, page, world.later());
        world.entry(e -> e.visit(world.incoming, "AUTHORISED", duty));
        refused("23T74", () -> world.entry(e -> {
            e.visit(world.incoming, "AUTHORISED", duty);
            e.type = "ASSESSMENT";
            return e;
        }));
        assertThat(found()).isEmpty();
        Instant cut = world.later();
        app.sql("update duty_rota set until = ? where id = ?").params(GateWorld.at(cut), shift).update();
        refused("23T74", () -> world.entry(e -> e.visit(world.incoming, "AUTHORISED", duty)));
        refused("23T12", () -> app.sql("update duty_rota set until = ? where id = ?").params(GateWorld.at(cut.plusSeconds(3600)), shift).update());
        refused("23TC0", () -> duty(app, world.incoming, shift, page(world.incoming, shift, PARTS), world.later()));
    }

    @Test
    void aPartOfThePageIsAcknowledgedOnceAndInItsTime() {
        UUID page = page(world.incoming, shift, List.of());
        Instant given = world.later();
        refused("23TC8", () -> app.sql("update duty_page_part set acknowledged_at = ? where page_id = ? and part = 'PEOPLE'").params(GateWorld.at(given.minusSeconds(59)), page).update());
        app.sql("update duty_page_part set acknowledged_at = ? where page_id = ? and part = 'PEOPLE'").params(GateWorld.at(given.plusSeconds(9)), page).update();
        refused("23TC7", () -> app.sql("update duty_page_part set acknowledged_at = null where page_id = ?").params(page).update());
    }

    @Test
    void coverIsSignedLikeResponsibilityEndsOnItsDayAndIsNoResponsibility() {
        world.reads(world.incoming, 0);
        world.reads(world.supervisor, 0);
        Instant signed = world.later();
        UUID signOff = covered(signed);
        Instant ends = signed.plus(Duration.ofHours(1));
        world.allocation = allocate("COVER", ends);
        refused("23TC3", () -> world.authority(world.incoming, signOff, world.supervisor, signed));
        refused("23TC4", () -> shared(app, "COVER", signOff, signed, signed.plus(Duration.ofDays(9))));
        UUID cover = shared(app, "COVER", signOff, signed, ends);
        world.entry(e -> e.visit(world.incoming, "AUTHORISED", cover));
        refused("23T74", () -> world.entry(e -> e.visit(world.incoming, "AUTHORISED", cover).at(ends.plusSeconds(1))));
        refused("23514", () -> allocate("COVER", null));
        assertThat(found()).isEmpty();
    }

    @Test
    void nobodyActsOnAClosedFileAndWhatHappenedIsStillRecorded() {
        UUID olive = world.imported(world.outgoing);
        Instant now = world.later();
        UUID urgent = world.urgent(world.incoming, "The baby is alone", now, now.plus(Duration.ofDays(1)));
        close(now);
        refused("23TC6", () -> world.entry(e -> e.visit(world.outgoing, "AUTHORISED", olive)));
        refused("23TC6", () -> world.entry(e -> e.visit(world.incoming, "URGENT", urgent)));
        world.entry(e -> e.visit(world.outgoing, "MARKED", null).mark("The door was open"));
        assertThat(app.sql("select may_act(?, ?, false, ?, ?)").params(world.file, world.outgoing, GateWorld.at(world.later()), olive).query(Boolean.class).single()).isFalse();
    }

    @Test
    void theAuditorFindsDutyWithoutRotaPageOrReadingAndWhatGoesBeyondIt() {
        world.reads(world.incoming, 1);
        UUID page = page(world.incoming, shift, PARTS);
        UUID[] duty = new UUID[1];
        owner.withoutTriggers("authority", () -> duty[0] = duty(owner.asOwner(), world.incoming, shift, page, world.later()));
        assertThat(found()).isEmpty();
        owner.withoutTriggers("entry", () -> world.entry(owner.asOwner(), e -> {
            e.visit(world.incoming, "AUTHORISED", duty[0]);
            e.type = "ASSESSMENT";
            return e;
        }));
        assertThat(found()).containsExactly("INTERVENTION_BEYOND_DUTY");
        owner.withoutTriggers("authority", () -> duty(owner.asOwner(), world.stranger, shift, page(world.stranger, shift, PARTS), world.later()));
        assertThat(found()).containsExactly("DUTY_WITHOUT_READING", "DUTY_WITHOUT_ROTA_OR_PAGE", "INTERVENTION_BEYOND_DUTY");
    }

    @Test
    void theAuditorFindsAnActOnAClosedFile() {
        UUID olive = world.imported(world.outgoing);
        close(world.later());
        owner.withoutTriggers("entry", () -> world.entry(owner.asOwner(), e -> e.visit(world.outgoing, "AUTHORISED", olive)));
        assertThat(found()).contains("INTERVENTION_ON_CLOSED_FILE");
    }

    @Test
    void theAuditorFindsResponsibilityTakenFromASignatureForCover() {
        world.reads(world.incoming, 0);
        world.reads(world.supervisor, 0);
        Instant signed = world.later();
        UUID signOff = covered(signed);
        world.moveResponsibility();
        owner.withoutTriggers("authority", () -> world.authority(owner.asOwner(), world.incoming, signOff, world.supervisor, signed));
        assertThat(found()).containsExactly("SIGNED_FOR_ANOTHER_KIND");
    }

    private UUID covered(Instant signed) {
        world.handover();
        app.sql("update handover set type = 'TEMPORARY_COVER', cover_until = ? where id = ?")
                .params(LocalDate.ofInstant(signed, ZoneOffset.UTC).plusDays(1), world.handover).update();
        return world.signOff(world.supervisor, "AGREED", signed);
    }

    private UUID allocate(String as, Instant until) {
        UUID id = GateWorld.id();
        app.sql("insert into allocation (id, casefile_id, practitioner_id, responsibility, since, until_at, handover_id) values (?, ?, ?, ?, ?, ?, ?)")
                .params(id, world.file, world.incoming, as, GateWorld.at(world.start), until == null ? null : GateWorld.at(until), world.handover).update();
        return id;
    }

    private UUID shared(JdbcClient by, String kind, UUID signOff, Instant at, Instant ends) {
        UUID id = GateWorld.id();
        by.sql("""
                insert into authority (id, casefile_id, practitioner_id, kind, origin, sign_off_id, allocation_id, granted_by, granted_at, expires_at)
                values (?, ?, ?, ?, 'SIGN_OFF', ?, ?, ?, ?, ?)""")
                .params(id, world.file, world.incoming, kind, signOff, world.allocation, world.supervisor, GateWorld.at(at), GateWorld.at(ends)).update();
        return id;
    }

    private UUID shift(UUID worker) {
        UUID id = GateWorld.id();
        app.sql("insert into duty_rota (id, agency_id, role, practitioner_id, since, until) values (?, ?, 'DUTY_WORKER', ?, ?, ?)")
                .params(id, world.csc, worker, GateWorld.at(world.start), GateWorld.at(world.start.plus(Duration.ofDays(1)))).update();
        return id;
    }

    /** The page was given out, and these parts of it were acknowledged. */
    private UUID page(UUID reader, UUID onShift, List<String> acknowledged) {
        UUID id = GateWorld.id();
        Instant given = world.later();
        app.sql("insert into duty_page (id, casefile_id, reader_id, duty_rota_id, reason, given_at) values (?, ?, ?, ?, 'A neighbour rang.', ?)")
                .params(id, world.file, reader, onShift, GateWorld.at(given)).update();
        PARTS.forEach(part -> app.sql("insert into duty_page_part (page_id, part, words) values (?, ?, 20)").params(id, part).update());
        acknowledged.forEach(part -> app.sql("update duty_page_part set acknowledged_at = ? where page_id = ? and part = ?")
                .params(GateWorld.at(given.plusSeconds(9)), id, part).update());
        return id;
    }

    private UUID duty(JdbcClient by, UUID worker, UUID onShift, UUID page, Instant at) {
        UUID id = GateWorld.id();
        by.sql("""
                insert into authority (id, casefile_id, practitioner_id, kind, origin, granted_by, granted_at, expires_at, duty_rota_id, duty_page_id)
                values (?, ?, ?, 'DUTY', 'DUTY', ?, ?, ?, ?, ?)""")
                .params(id, world.file, worker, worker, GateWorld.at(at), GateWorld.at(world.start.plus(Duration.ofDays(1))), onShift, page).update();
        return id;
    }

    private void close(Instant at) {
        owner.withoutTriggers("casefile", () -> owner.asOwner().sql("update casefile set closed_at = ? where id = ?").params(GateWorld.at(at), world.file).update());
    }

    private List<String> found() {
        return app.sql("select distinct violation from gate_violation where casefile_id = ? order by 1").params(world.file).query(String.class).list();
    }

    private static void refused(String state, ThrowingCallable attack) {
        assertThatThrownBy(attack).rootCause().isInstanceOfSatisfying(PSQLException.class,
                refusal -> assertThat(refusal.getSQLState()).as(refusal.getMessage()).isEqualTo(state));
    }
}
