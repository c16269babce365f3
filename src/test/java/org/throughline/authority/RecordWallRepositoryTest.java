package org.throughline.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.testing.DatabaseTest;
import org.throughline.testing.OwnerDatabase;

/** The second wall again, around what the gate rests on: the chain, the times of reading, the version of a family, what has ended. */
@DatabaseTest
class RecordWallRepositoryTest {

    private final JdbcClient app;
    private final OwnerDatabase owner;
    private GateWorld world;

    RecordWallRepositoryTest(JdbcClient app, OwnerDatabase owner) {
        this.app = app;
        this.owner = owner;
    }

    @BeforeEach
    void build() {
        owner.simulateClock();
        world = new GateWorld(app);
    }

    @Test
    void anEntryFollowsTheLastOneOfItsChain() {
        refused("23T20", () -> anotherEntry(Map.of("seq", 9)));
        refused("23T21", () -> anotherEntry(Map.of("previous_hash", hex(new byte[32]))));
    }

    @Test
    void onlyAnAdministratorImportsAndOnlyWhatIsOlderThanTheFile() {
        refused("23T24", () -> anotherEntry(Map.of("filed_by", world.outgoing)));
        refused("23T25", () -> anotherEntry(Map.of("recorded_at", world.start.plusSeconds(3_600))));
    }

    @Test
    void whoFilesAnEntryRecordsItAndAnActNamesItsActor() {
        refused("23T27", () -> anotherEntry(Map.of("origin", "WORKER", "recorded_by", world.outgoing, "filed_by", world.incoming)));
        refused("23T71", () -> anotherEntry(Map.of("origin", "WORKER", "recorded_by", world.outgoing, "filed_by", world.outgoing, "event_type", "VISIT")));
    }

    @Test
    void theVersionOfAFamilyOnlyRises() {
        refused("23T11", () -> app.sql("update family_head set version = version where casefile_id = ?").params(world.file).update());
    }

    @Test
    void aReceiptIsGivenNowAndForWhatTheReaderMaySee() {
        owner.realClock();
        Instant opened = Instant.now().minus(Duration.ofSeconds(50));
        opening(world.incoming, opened);
        refused("23T33", () -> receipt(world.incoming, opened.plus(Duration.ofMinutes(3))));
        owner.simulateClock();
        UUID restriction = GateWorld.id();
        app.sql("insert into restriction (id, casefile_id, seq, level, kind, holder_id, reason, since, placed_by) values (?, ?, 1, 'WITHHELD', 'k', ?, 'r', ?, ?)")
                .params(restriction, world.file, world.supervisor, GateWorld.at(world.later()), world.supervisor).update();
        Instant later = world.later();
        opening(world.stranger, later);
        refused("23T34", () -> receipt(world.stranger, later.plusSeconds(60)));
    }

    @Test
    void aSignatureGivesNoAuthorityInAnotherHandover() {
        world.reads(world.incoming, 0);
        world.reads(world.supervisor, 0);
        world.handover();
        world.moveResponsibility();
        Instant signed = world.later();
        UUID signOff = world.signOff(world.supervisor, "AGREED", signed);
        app.sql("update handover set incoming_id = ? where id = ?").params(world.stranger, world.handover).update();
        refused("23T65", () -> world.authority(world.incoming, signOff, world.supervisor, signed));
    }

    @Test
    void whatHasEndedStaysEnded() {
        UUID id = GateWorld.id();
        app.sql("""
                insert into obligation (id, dedupe_key, casefile_id, subject_kind, subject_id, rule_id, what, owner_id, agency_id, born_at, due_at, unit, urgent, ended_at, end_kind)
                values (?, ?, ?, 'HANDOVER', ?, 'X9', 'Something', ?, ?, ?, ?, 'WORKING_DAYS', false, ?, 'MET')""")
                .params(id, "k-" + id, world.file, id, world.outgoing, world.csc, GateWorld.at(world.start), GateWorld.at(world.start), GateWorld.at(world.start)).update();
        refused("23T40", () -> app.sql("update obligation set owner_id = ? where id = ?").params(world.incoming, id).update());
    }

    /** The application's own login, without the application: a duty is not moved to nobody, to somebody who must not know, or without a trace. */
    @Test
    void whoOwesIsNotChangedInSilence() {
        UUID id = GateWorld.id();
        app.sql("""
                insert into obligation (id, dedupe_key, casefile_id, subject_kind, subject_id, rule_id, what, owner_id, agency_id, born_at, due_at, unit, urgent)
                values (?, ?, ?, 'HANDOVER', ?, 'X9', 'Something', ?, ?, ?, ?, 'WORKING_DAYS', false)""")
                .params(id, "k-" + id, world.file, id, world.outgoing, world.csc, GateWorld.at(world.start), GateWorld.at(world.start)).update();
        String to = "update obligation set owner_id = ? where id = ?";
        refused("23TO0", () -> app.sql("update obligation set owner_id = null where id = ?").params(id).update());
        UUID gone = GateWorld.id();
        world.practitioner(gone, world.csc, "SOCIAL_WORKER", world.supervisor);
        owner.asOwner().sql("update practitioner set active = false where id = ?").params(gone).update();
        refused("23TO1", () -> app.sql(to).params(gone, id).update());
        refused("23TO2", () -> app.sql(to).params(world.administrator, id).update());
        app.sql("insert into conflict_of_interest (casefile_id, practitioner_id, reason, since) values (?, ?, 'kin', ?)").params(world.file, world.stranger, GateWorld.at(world.start)).update();
        refused("23TO3", () -> app.sql(to).params(world.stranger, id).update());
        refused("23TO4", () -> app.sql("update obligation set agency_id = ? where id = ?").params(world.health, id).update());
        app.sql(to).params(world.incoming, id).update();
        assertThat(app.sql("select from_id || ' ' || to_id from obligation_hands where obligation_id = ?").params(id).query(String.class).list()).containsExactly(world.outgoing + " " + world.incoming);
        refused("42501", () -> app.sql("insert into obligation_hands (obligation_id, at) values (?, now())").params(id).update());
        refused("42501", () -> app.sql("delete from obligation_hands").update());
    }

    @Test
    void anActWithoutAuthorityIsAnsweredForByTheLineAtThatTime() {
        long act = world.entry(e -> e.visit(world.incoming, "MARKED", null).mark("The door stood open."));
        refused("23TD0", () -> answer(1, world.supervisor, world.later()));
        refused("23TD1", () -> answer(act, world.incoming, world.later()));
        refused("23TD1", () -> answer(act, world.stranger, world.later()));
        owner.realClock();
        refused("23TD2", () -> answer(act, world.supervisor, Instant.now().plus(Duration.ofHours(1))));
        answer(act, world.supervisor, Instant.now());
    }

    private void answer(long seq, UUID by, Instant when) {
        app.sql("insert into marked_act_answer (casefile_id, seq, outcome, words, answered_by, answered_at) values (?, ?, 'HAD_TO_BE_DONE', 'w', ?, ?)")
                .params(world.file, seq, by, GateWorld.at(when)).update();
    }

    /** Files the last entry of the file once more, imported and in its place, except for what is named. */
    private void anotherEntry(Map<String, Object> except) {
        Map<String, Object> changed = new TreeMap<>(Map.of("seq", 3, "id", GateWorld.id(), "filed_at", world.later(),
                "previous_hash", hex(app.sql("select hash from entry where casefile_id = ? and seq = 2").params(world.file).query((row, n) -> row.getBytes(1)).single())));
        changed.putAll(except);
        String json = changed.entrySet().stream().map(field -> "\"" + field.getKey() + "\":\"" + field.getValue().toString().replace("\\", "\\\\") + "\"").collect(Collectors.joining(",", "{", "}"));
        app.sql("insert into entry select (jsonb_populate_record(e, cast(? as jsonb))).* from entry e where e.casefile_id = ? and e.seq = 2").params(json, world.file).update();
    }

    private static String hex(byte[] bytes) {
        return "\\x" + HexFormat.of().formatHex(bytes);
    }

    private void opening(UUID reader, Instant at) {
        app.sql("insert into opening (reader_id, casefile_id, seq, opened_at) values (?, ?, 1, ?)").params(reader, world.file, GateWorld.at(at)).update();
    }

    private void receipt(UUID reader, Instant at) {
        app.sql("insert into receipt (reader_id, casefile_id, seq, kind, acknowledged_at) values (?, ?, 1, 'ITEM', ?)").params(reader, world.file, GateWorld.at(at)).update();
    }

    private static void refused(String state, ThrowingCallable attack) {
        assertThatThrownBy(attack).rootCause().isInstanceOfSatisfying(PSQLException.class,
                refusal -> assertThat(refusal.getSQLState()).as(refusal.getMessage()).isEqualTo(state));
    }
}
