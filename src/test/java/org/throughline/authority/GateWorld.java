package org.throughline.authority;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A family, its file, two workers and a supervisor, written by plain INSERTs as the application's role: what an attacker with
 * that role could write. The clock of the record is simulated where it is built.
 */
final class GateWorld {

    final JdbcClient app;
    final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(30));
    final UUID csc = id();
    final UUID health = id();
    final UUID administrator = id();
    final UUID supervisor = id();
    final UUID outgoing = id();
    final UUID incoming = id();
    final UUID stranger = id();
    final UUID child = id();
    final UUID mother = id();
    final UUID file = id();
    final UUID motherFile = id();
    final UUID firstAllocation = id();
    UUID handover;
    UUID allocation;
    private Instant filed = start;

    GateWorld(JdbcClient app) {
        this.app = app;
        agency(csc, "CHILDRENS_SOCIAL_CARE", true);
        agency(health, "HEALTH_VISITING", false);
        practitioner(administrator, csc, "ADMINISTRATOR", null);
        practitioner(supervisor, csc, "TEAM_MANAGER", null);
        practitioner(outgoing, csc, "SOCIAL_WORKER", supervisor);
        practitioner(incoming, csc, "SOCIAL_WORKER", supervisor);
        practitioner(stranger, csc, "TEAM_MANAGER", null);
        person(child, "CHILD");
        person(mother, "ADULT");
        relationship(mother, child, "PARENT");
        casefile(file, child, "CHILD");
        casefile(motherFile, mother, "PERSON");
        allocate(firstAllocation, outgoing, null);
        entry(e -> e.imported());
        entry(e -> e.imported().key());
    }

    static UUID id() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    Instant later() {
        filed = filed.plusSeconds(60);
        return filed;
    }

    void agency(UUID id, String kind, boolean gated) {
        app.sql("insert into agency (id, code, name, kind, gated) values (?, ?, ?, ?, ?)").params(id, "a-" + id, kind, kind, gated).update();
    }

    void practitioner(UUID id, UUID agency, String role, UUID line) {
        app.sql("""
                insert into practitioner (id, username, name, agency_id, role, supervisor_id, can_log_in, changed_at)
                values (?, ?, 'Someone', ?, ?, ?, true, ?)""").params(id, "p-" + id, agency, role, line, at(start)).update();
    }

    void person(UUID id, String kind) {
        app.sql("insert into person (id, kind, name, given_name, born, recorded_at) values (?, ?, 'A Example', 'A', ?, ?)")
                .params(id, kind, LocalDate.of(2020, 1, 1), at(start)).update();
    }

    void relationship(UUID from, UUID to, String type) {
        app.sql("insert into relationship (id, from_person, to_person, type, since, recorded_at) values (?, ?, ?, ?, ?, ?)")
                .params(id(), from, to, type, LocalDate.of(2020, 1, 1), at(start)).update();
    }

    void casefile(UUID id, UUID person, String kind) {
        app.sql("""
                insert into casefile (id, reference, person_id, kind, title, jurisdiction, agency_id, origin, opened_on, filed_at)
                values (?, ?, ?, ?, 'Example', 'exampleshire', ?, 'IMPORT', ?, ?)""")
                .params(id, "F-" + id, person, kind, csc, LocalDate.ofInstant(start, ZoneOffset.UTC), at(start)).update();
        app.sql("insert into family_head (casefile_id, version) values (?, 1)").params(id).update();
        app.sql("insert into chain_head (casefile_id, seq, hash) values (?, 0, ?)").params(id, new byte[32]).update();
        app.sql("select refresh_family(?, ?)").params(id, at(start)).query(Boolean.class).single();
    }

    void allocate(UUID id, UUID worker, UUID byHandover) {
        app.sql("insert into allocation (id, casefile_id, practitioner_id, responsibility, since, handover_id) values (?, ?, ?, 'RESPONSIBLE', ?, ?)")
                .params(id, file, worker, at(filed), byHandover).update();
    }

    /** One entry to be planted; starts as information of social care about the child. */
    static final class Planted {
        UUID casefile;
        UUID person;
        UUID agency;
        String type = "OTHER";
        String kind = "ENTRY";
        Long about;
        boolean imported;
        boolean key;
        UUID recordedBy;
        UUID actedBy;
        String standing = "INFORMATION";
        UUID authority;
        String mark;
        Instant filedAt;

        Planted imported() {
            imported = true;
            return this;
        }

        Planted key() {
            key = true;
            return this;
        }

        Planted visit(UUID by, String stands, UUID restsOn) {
            type = "VISIT";
            recordedBy = by;
            actedBy = by;
            standing = stands;
            authority = restsOn;
            return this;
        }

        Planted mark(String reason) {
            mark = reason;
            return this;
        }

        Planted at(Instant moment) {
            filedAt = moment;
            return this;
        }

        Planted on(UUID file, UUID about) {
            casefile = file;
            person = about;
            return this;
        }

        Planted from(UUID source) {
            agency = source;
            return this;
        }

        Planted correcting(long seq) {
            kind = "CORRECTION";
            about = seq;
            return this;
        }
    }

    /** The incoming worker writes what workers of another authority did; {@code acted} where one of ours is said to have done it. */
    Planted toldOf(Planted entry, UUID elsewhere, UUID acted) {
        entry.visit(incoming, "INFORMATION", null).from(elsewhere).actedBy = acted;
        return entry;
    }

    interface Shape {
        Planted of(Planted entry);
    }

    /** Plants an entry at the end of its chain. @return its sequence number */
    long entry(Shape shape) {
        return entry(app, shape);
    }

    long entry(JdbcClient by, Shape shape) {
        Planted e = shape.of(new Planted());
        UUID casefile = e.casefile == null ? file : e.casefile;
        long seq = app.sql("select coalesce(max(seq), 0) + 1 from entry where casefile_id = ?").params(casefile).query(Long.class).single();
        byte[] previous = app.sql("select hash from entry where casefile_id = ? order by seq desc limit 1").params(casefile)
                .query((row, n) -> row.getBytes(1)).optional().orElse(new byte[32]);
        byte[] hash = new byte[32];
        hash[0] = (byte) seq;
        hash[1] = 1;
        UUID recorder = e.recordedBy != null ? e.recordedBy : outgoing;
        Instant when = e.filedAt != null ? e.filedAt : later();
        by.sql("""
                insert into entry (casefile_id, seq, id, kind, about_casefile_id, about_seq, event_date, precision, event_type, source_agency_id,
                    key_marked, key_by_rule, words, recorded_at, filed_at, recorded_by, filed_by, origin, acted_by, standing, authority_id, mark_reason,
                    format_version, content_hash, previous_hash, hash)
                values (?, ?, ?, ?, ?, ?, ?, 'EXACT', ?, ?, ?, false, 20, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?)""")
                .params(casefile, seq, id(), e.kind, e.about == null ? null : casefile, e.about, LocalDate.ofInstant(when, ZoneOffset.UTC), e.type,
                        e.agency == null ? csc : e.agency, e.key, at(e.imported ? start : when), at(when), recorder, e.imported ? administrator : recorder,
                        e.imported ? "IMPORT" : "WORKER", e.actedBy, e.standing, e.authority, e.mark, new byte[32], previous, hash).update();
        name(by, casefile, seq, e.person == null ? child : e.person, when);
        return seq;
    }

    void name(JdbcClient by, UUID casefile, long seq, UUID person, Instant when) {
        by.sql("""
                insert into entry_person (person_id, event_date, casefile_id, seq, event_type, source_agency_id, fact)
                select ?, ?, casefile_id, seq, event_type, source_agency_id, kind = 'ENTRY' from entry where casefile_id = ? and seq = ?""")
                .params(person, LocalDate.ofInstant(when, ZoneOffset.UTC), casefile, seq).update();
    }

    /** A person reads every entry of the file, except one where it is named. */
    void reads(UUID reader, long except) {
        app.sql("select casefile_id, seq from family_entries(?, 'infinity')").params(file)
                .query((row, n) -> row.getLong("seq")).list().stream().filter(seq -> seq != except).forEach(seq -> {
                    Instant opened = later();
                    app.sql("insert into opening (reader_id, casefile_id, seq, opened_at) values (?, ?, ?, ?) on conflict do nothing")
                            .params(reader, file, seq, at(opened)).update();
                    app.sql("insert into receipt (reader_id, casefile_id, seq, kind, acknowledged_at) values (?, ?, ?, 'ITEM', ?) on conflict do nothing")
                            .params(reader, file, seq, at(opened.plusSeconds(10))).update();
                });
    }

    /** A handover to the incoming worker has been requested and responsibility is ready to move. */
    void handover() {
        handover = id();
        app.sql("""
                insert into handover (id, casefile_id, type, reason_code, outgoing_id, incoming_id, supervisor_id, requested_by, requested_at, step, step_since, version)
                values (?, ?, 'WORKER_SAME_TEAM', 'OTHERS', ?, ?, ?, ?, ?, 'SIGN_OFF', ?, 0)""")
                .params(handover, file, outgoing, incoming, supervisor, supervisor, at(later()), at(filed)).update();
    }

    /** The first entry is withheld, and its holder tells this reader that nothing in it changes anything. */
    void withholdsAndAnswers(UUID holder, UUID reader) {
        answers(withholds(holder), reader, "NOTHING_CHANGES", holder, later());
    }

    /** The first entry is withheld by this person. @return the restriction */
    UUID withholds(UUID holder) {
        UUID restriction = id();
        app.sql("insert into restriction (id, casefile_id, seq, level, kind, holder_id, reason, since, placed_by) values (?, ?, 1, 'WITHHELD', 'k', ?, 'r', ?, ?)")
                .params(restriction, file, holder, at(later()), holder).update();
        return restriction;
    }

    void answers(UUID restriction, UUID reader, String outcome, UUID by, Instant when) {
        app.sql("insert into restriction_answer (id, restriction_id, reader_id, outcome, answered_by, at) values (?, ?, ?, ?, ?, ?)")
                .params(id(), restriction, reader, outcome, by, at(when)).update();
    }

    /** This person judges that the key entry of this family is not key, or that it is. */
    void judges(UUID by, boolean key, Instant when) {
        app.sql("insert into key_decision (id, casefile_id, seq, key, decided_by, decided_at, reason) values (?, ?, 2, ?, ?, ?, 'Entered twice.')")
                .params(id(), file, key, by, at(when)).update();
    }

    void grantsPartRead(UUID by, UUID reader, Instant when, LocalDate until) {
        app.sql("insert into part_read_grant (id, casefile_id, reader_id, granted_by, granted_at, until, reason) values (?, ?, ?, ?, ?, ?, 'Much to read.')")
                .params(id(), file, reader, by, at(when), until).update();
    }

    /** From now on the one stands in for the other. */
    void standsIn(UUID deputy, UUID person) {
        app.sql("insert into deputy (id, practitioner_id, deputy_id, since) values (?, ?, ?, ?)").params(id(), person, deputy, at(later())).update();
    }

    /** This person holds the mother's record and another for one person, and then parts them. */
    void partsRecords(UUID by) {
        UUID other = id();
        UUID match = id();
        person(other, "ADULT");
        app.sql("insert into person_match (id, person_a, person_b, basis, proposed_at) values (?, least(?::uuid, ?::uuid), greatest(?::uuid, ?::uuid), 'NAME_AND_BIRTH_DATE', ?)")
                .params(match, mother, other, mother, other, at(filed)).update();
        for (String outcome : List.of("SAME", "NOT_SAME")) {
            app.sql("insert into person_match_decision (id, match_id, outcome, decided_by, decided_at, reason) values (?, ?, ?, ?, ?, 'Asked.')")
                    .params(id(), match, outcome, by, at(later())).update();
        }
    }

    /** Something was done in the handover. @return the act */
    UUID act(String step, String outcome, UUID by, Instant when) {
        UUID act = id();
        app.sql("insert into handover_act (id, handover_id, step, outcome, by_id, at) values (?, ?, ?, ?, ?, ?)")
                .params(act, handover, step, outcome, by, at(when)).update();
        return act;
    }

    /** The account is told, and somebody answers it. @return the sign-off */
    UUID signOff(UUID signer, String outcome, Instant signedAt) {
        return signOff(signer, outcome, act("WRITE_ACCOUNT", "WRITTEN", incoming, signedAt), signedAt);
    }

    /** Somebody answers what they say is the account. @return the sign-off */
    UUID signOff(UUID signer, String outcome, UUID act, Instant signedAt) {
        UUID signOff = id();
        app.sql("""
                insert into sign_off (id, handover_id, casefile_id, reader_id, signer_id, outgoing_id, outcome, account_act_id, family_version, signed_at,
                    talked_on, talked_how, question, answer, reasons)
                values (?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, 'MEETING', 'What would make you act today?', 'The cot.', 'because')""")
                .params(signOff, handover, file, incoming, signer, outgoing, outcome, act, at(signedAt), LocalDate.ofInstant(signedAt, ZoneOffset.UTC)).update();
        return signOff;
    }

    /** Responsibility moves to the incoming worker: both changes in one statement, so that no gap is committed. */
    void moveResponsibility() {
        allocation = id();
        app.sql("""
                with ended as (update allocation set until_at = ? where id = ? returning casefile_id)
                insert into allocation (id, casefile_id, practitioner_id, responsibility, since, handover_id)
                select ?, casefile_id, ?, 'RESPONSIBLE', ?, ? from ended""")
                .params(at(filed), firstAllocation, allocation, incoming, at(filed), handover).update();
    }

    UUID authority(UUID worker, UUID signOff, UUID signer, Instant grantedAt) {
        return authority(app, worker, signOff, signer, grantedAt);
    }

    UUID authority(JdbcClient by, UUID worker, UUID signOff, UUID signer, Instant grantedAt) {
        UUID id = id();
        by.sql("""
                insert into authority (id, casefile_id, practitioner_id, kind, origin, sign_off_id, allocation_id, granted_by, granted_at)
                values (?, ?, ?, 'RESPONSIBLE', 'SIGN_OFF', ?, ?, ?, ?)""")
                .params(id, file, worker, signOff, allocation, signer, at(grantedAt)).update();
        return id;
    }

    UUID imported(UUID worker) {
        UUID id = id();
        app.sql("""
                insert into authority (id, casefile_id, practitioner_id, kind, origin, allocation_id, granted_by, granted_at)
                values (?, ?, ?, 'RESPONSIBLE', 'IMPORT', ?, ?, ?)""").params(id, file, worker, firstAllocation, administrator, at(start)).update();
        return id;
    }

    /** A file that was opened here for the incoming worker, by somebody; nothing is in it. @return the file, its opening's moment is {@code later} */
    UUID opened(UUID opener) {
        UUID baby = id();
        UUID begun = id();
        person(baby, "CHILD");
        app.sql("""
                insert into casefile (id, reference, person_id, kind, title, jurisdiction, agency_id, origin, opened_on, filed_at)
                values (?, ?, ?, 'CHILD', 'Example', 'exampleshire', ?, 'OPENED', ?, ?)""")
                .params(begun, "F-" + begun, baby, csc, LocalDate.ofInstant(start, ZoneOffset.UTC), at(later())).update();
        app.sql("insert into family_head (casefile_id, version) values (?, 1)").params(begun).update();
        app.sql("insert into chain_head (casefile_id, seq, hash) values (?, 0, ?)").params(begun, new byte[32]).update();
        app.sql("select refresh_family(?, ?)").params(begun, at(filed)).query(Boolean.class).single();
        if (opener != null) {
            opening(begun, "OPENED", opener);
        }
        allocation = id();
        app.sql("insert into allocation (id, casefile_id, practitioner_id, responsibility, since) values (?, ?, ?, 'RESPONSIBLE', ?)")
                .params(allocation, begun, incoming, at(filed)).update();
        return begun;
    }

    void opening(UUID casefile, String kind, UUID opener) {
        app.sql("insert into case_opening (id, casefile_id, kind, reason, referred_by, opened_by, worker_id, opened_at) values (?, ?, ?, 'r', 'who', ?, ?, ?)")
                .params(id(), casefile, kind, opener, incoming, at(filed)).update();
    }

    UUID openedAuthority(JdbcClient by, UUID casefile, UUID worker, UUID grantor) {
        UUID id = id();
        by.sql("""
                insert into authority (id, casefile_id, practitioner_id, kind, origin, allocation_id, granted_by, granted_at)
                values (?, ?, ?, 'RESPONSIBLE', 'OPENED', ?, ?, ?)""").params(id, casefile, worker, allocation, grantor, at(filed)).update();
        return id;
    }

    /** The mother of the imported file's child is this child's mother too; with or without computing the family. */
    void mother(UUID casefile, boolean computed) {
        relationship(mother, app.sql("select person_id from casefile where id = ?").params(casefile).query(UUID.class).single(), "PARENT");
        if (computed) {
            app.sql("select refresh_family(?, ?)").params(casefile, at(filed)).query(Boolean.class).single();
        }
    }

    UUID urgent(UUID worker, String reason, Instant granted, Instant expires) {
        UUID id = id();
        app.sql("""
                insert into authority (id, casefile_id, practitioner_id, kind, origin, reason, granted_by, granted_at, expires_at)
                values (?, ?, ?, 'URGENT', 'URGENT', ?, ?, ?, ?)""").params(id, file, worker, reason, worker, at(granted), at(expires)).update();
        return id;
    }

    static Timestamp at(Instant moment) {
        return Timestamp.from(moment);
    }
}
