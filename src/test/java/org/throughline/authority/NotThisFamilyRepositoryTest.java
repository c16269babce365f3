package org.throughline.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.NotThisFamily;
import org.throughline.chronology.Restrictions;
import org.throughline.organisation.Practitioner;
import org.throughline.testing.AppendOnly;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** What the database holds, whatever the application says: two people, once, a fact, and nobody reads the words. All as the application's role. */
@ThroughlineTest
class NotThisFamilyRepositoryTest {

    private static final String REQUEST = "insert into not_this_family_request (id, casefile_id, seq, family_file, reason, asked_by, asked_at) values (?, ?, ?, ?, 'Next door.', ?, ?)";

    private static final String BURIES = """
            insert into entry (casefile_id, seq, id, kind, about_casefile_id, about_seq, event_date, precision, event_type, source_agency_id, key_marked, key_by_rule, words,
                recorded_at, filed_at, recorded_by, filed_by, origin, standing, format_version, content_hash, previous_hash, hash)
            values (?, ?, ?, 'NOT_THIS_FAMILY', ?, ?, '2026-03-02', 'EXACT', 'OTHER', ?, false, false, 5, ?, ?, ?, ?, 'WORKER', 'INFORMATION', 1, ?, ?, ?)""";

    @Autowired FamilyWorld world;
    @Autowired Chronology chronology;
    @Autowired NotThisFamily notThisFamily;
    @Autowired Restrictions restrictions;
    @Autowired Casefiles casefiles;
    @Autowired JdbcClient jdbc;
    @Autowired OwnerDatabase owner;
    @Autowired PlatformTransactionManager transactions;

    private Team team;
    private Family family;
    private EntryRef entry;

    @BeforeEach
    void anEntry() {
        world.startClock();
        team = world.team();
        family = world.family(team, 1);
        entry = chronology.append(family.file(), world.fact(family, "Somebody else's baby."), team.outgoing(), null);
    }

    private static Timestamp now() {
        return Timestamp.from(TestClock.get().instant());
    }

    private UUID asks(EntryRef about, UUID familyFile, Practitioner by) {
        UUID id = UUID.randomUUID();
        jdbc.sql(REQUEST).params(id, about.casefileId(), about.seq(), familyFile, by.id(), now()).update();
        return id;
    }

    private void decides(UUID request, boolean agreed, Practitioner by, Instant at) {
        jdbc.sql("insert into not_this_family_decision (request_id, agreed, reason, decided_by, decided_at) values (?, ?, 'So it is.', ?, ?)")
                .params(request, agreed, by.id(), Timestamp.from(at)).update();
    }

    /** A tombstone by plain SQL, at the end of the chain. */
    private void buries(EntryRef about, Practitioner by, UUID... persons) {
        buries(BURIES, about, by, persons);
    }

    private void buries(String insert, EntryRef about, Practitioner by, UUID... persons) {
        long seq = jdbc.sql("select max(seq) + 1 from entry where casefile_id = ?").param(about.casefileId()).query(Long.class).single();
        byte[] previous = jdbc.sql("select hash from entry where casefile_id = ? and seq = ?").params(about.casefileId(), seq - 1).query((row, n) -> row.getBytes(1)).single();
        jdbc.sql(insert)
                .params(about.casefileId(), seq, UUID.randomUUID(), about.casefileId(), about.seq(), by.agencyId(), now(), now(), by.id(), by.id(), new byte[32], previous, new byte[32]).update();
        for (UUID person : persons) {
            jdbc.sql("insert into entry_person (person_id, event_date, casefile_id, seq, event_type, source_agency_id, fact) values (?, '2026-03-02', ?, ?, 'OTHER', ?, false)")
                    .params(person, about.casefileId(), seq, by.agencyId()).update();
        }
    }

    private void together(Runnable acts) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> acts.run());
    }

    @Test
    void whatIsAskedIsAskedOnceOfAnEntryOfThatFamily() {
        EntryRef account = chronology.dispute(entry, "Not so.", "Mara", team.health(), team.outgoing());
        Family other = world.family(team, 1);
        assertThatThrownBy(() -> asks(account, family.file(), team.outgoing())).hasMessageContaining("Only an entry of its own is taken out; what");
        assertThatThrownBy(() -> asks(entry, other.file(), team.outgoing())).hasMessageContaining("does not stand in the history of that family");
        asks(entry, family.file(), team.outgoing());
        assertThatThrownBy(() -> asks(entry, family.file(), team.incoming())).hasMessageContaining("asked already");
        owner.realClock();
        EntryRef first = new EntryRef(family.file(), 1);
        assertThatThrownBy(() -> asks(first, family.file(), team.outgoing())).hasMessageContaining("bears the time at which it is asked");
    }

    @Test
    void itIsDecidedByASecondPersonOfTheLineWhoMayReadIt() {
        UUID asked = asks(entry, family.file(), team.outgoing());
        Instant at = TestClock.get().instant();
        assertThatThrownBy(() -> decides(asked, false, team.outgoing(), at)).hasMessageContaining("Who asked");
        assertThatThrownBy(() -> decides(asked, false, team.colleague(), at)).hasMessageContaining("or the line above them decides");
        assertThatThrownBy(() -> decides(asked, false, world.team().supervisor(), at)).hasMessageContaining("or the line above them decides");
        assertThatThrownBy(() -> decides(asked, false, team.supervisor(), at.minusSeconds(1))).hasMessageContaining("time at which it is made");
        assertThatThrownBy(() -> decides(asked, true, team.supervisor(), at)).as("agreed, and nothing is taken out").hasMessageContaining("takes it out");
        casefiles.addConflict(family.file(), team.service().id(), "A cousin.");
        assertThatThrownBy(() -> decides(asked, false, team.service(), at)).hasMessageContaining("conflict list");
        UUID kept = restrictions.place(entry, Restrictions.Level.WITHHELD, "third party", "In confidence.", team.incoming());
        Practitioner supervisor = team.supervisor();
        assertThatThrownBy(() -> decides(asked, false, supervisor, at)).hasMessageContaining("may not read");
        assertThat(kept).isNotNull();
        restrictions.lift(kept, "Not needed.", team.incoming());
        restrictions.place(entry, Restrictions.Level.SEALED, "third party", "In confidence.", supervisor);
        assertThatThrownBy(() -> decides(asked, false, supervisor, at)).hasMessageContaining("kept from others");
    }

    @Test
    void nothingIsTakenOutWithoutTwoNamesOrUnseen() {
        assertThatThrownBy(() -> together(() -> buries(entry, team.supervisor(), family.child()))).hasMessageContaining("one person asked and another agreed");
        UUID asked = asks(entry, family.file(), team.outgoing());
        Instant at = TestClock.get().instant();
        assertThatThrownBy(() -> together(() -> buries(entry, team.supervisor(), family.child()))).as("nobody has agreed").hasMessageContaining("one person asked and another agreed");
        assertThatThrownBy(() -> together(() -> {
            decides(asked, true, team.supervisor(), at);
            buries(entry, team.outgoing(), family.child());
        })).as("by somebody else").hasMessageContaining("by the one who agreed");
        assertThatThrownBy(() -> together(() -> {
            decides(asked, true, team.supervisor(), at);
            buries(entry, team.supervisor(), family.mother());
        })).as("in another history").hasMessageContaining("in every history in which it stood");
        assertThatThrownBy(() -> jdbc.sql("insert into taken_out (casefile_id, seq, request_id, tomb_file, tomb_seq) values (?, ?, ?, ?, 1)")
                .params(family.file(), entry.seq(), asked, family.file()).update()).hasStackTraceContaining("permission denied");
        assertThat(jdbc.sql("select count(*) from taken_out where casefile_id = ?").param(family.file()).query(Integer.class).single()).isZero();
    }

    @Test
    void whatWasTakenOutStaysOutUnreadAndAlone() {
        chronology.dispute(entry, "Not so.", "Mara", team.health(), team.outgoing());
        notThisFamily.ask(family.file(), entry, "Next door.", null, team.outgoing());
        EntryRef tomb = notThisFamily.decide(entry, true, "So it is.", team.supervisor()).orElseThrow();
        assertThat(jdbc.sql("select count(*) from taken_out where tomb_file = ? and tomb_seq = ?").params(tomb.casefileId(), tomb.seq()).query(Integer.class).single())
                .as("with the account beside it").isEqualTo(2);
        String words = "select count(*) from entry_content where casefile_id = ? and seq = ?";
        assertThat(jdbc.sql(words).params(entry.casefileId(), entry.seq()).query(Integer.class).single()).isZero();
        assertThat(owner.asOwner().sql(words).params(entry.casefileId(), entry.seq()).query(Integer.class).single()).as("kept, not destroyed").isEqualTo(1);
        assertThatThrownBy(() -> together(() -> buries(entry, team.supervisor(), family.child()))).as("twice").hasMessageContaining("Nothing is put beside it any more");
        assertThatThrownBy(() -> together(() -> buries(tomb, team.supervisor(), family.child()))).as("a tombstone").hasMessageContaining("Only an entry of its own is taken out, in its own chain");
        assertThatThrownBy(() -> asks(entry, family.file(), team.incoming())).hasMessageContaining("taken out already");
        assertThatThrownBy(() -> asks(tomb, family.file(), team.incoming())).hasMessageContaining("Only an entry of its own is taken out; what");
        assertThatThrownBy(() -> chronology.dispute(tomb, "It is ours.", "Mara", team.health(), team.outgoing())).hasMessageContaining("record it again");
        assertThatThrownBy(() -> restrictions.place(tomb, Restrictions.Level.SEALED, "k", "r", team.supervisor())).hasMessageContaining("kept from nobody");
        jdbc.sql("insert into taken_out_told (request_id, person_id, why, told_at) select request_id, ?, 'READ', ?::timestamptz from taken_out where casefile_id = ? and seq = ?")
                .params(team.colleague().id(), now(), entry.casefileId(), entry.seq()).update();
        TestClock.get().advance(Duration.ofMinutes(1));
        String known = "update taken_out_told set acknowledged_at = ? where person_id = ?";
        jdbc.sql(known).params(now(), team.colleague().id()).update();
        assertThatThrownBy(() -> jdbc.sql(known).params(now(), team.colleague().id()).update()).hasMessageContaining("said once");
    }

    @Test
    void whatTakesAnEntryOutIsNoFact() {
        UUID asked = asks(entry, family.file(), team.outgoing());
        Instant at = TestClock.get().instant();
        String fact = BURIES.replace("false, false, 5", "true, false, 5");
        assertThatThrownBy(() -> together(() -> {
            decides(asked, true, team.supervisor(), at);
            buries(fact, entry, team.supervisor(), family.child());
        })).hasMessageContaining("no fact about anybody");
    }

    @Test
    void nobodyIsToldOfWhatStands() {
        UUID asked = asks(entry, family.file(), team.outgoing());
        assertThatThrownBy(() -> jdbc.sql("insert into taken_out_told (request_id, person_id, why, told_at) values (?, ?, 'READ', ?)").params(asked, team.colleague().id(), now()).update())
                .hasMessageContaining("People are told of what was taken out");
    }

    @Test
    void whoWasToldStays() {
        AppendOnly.kept(jdbc, owner, "taken_out_told");
    }

    @Test
    void whatWasAskedStays() {
        AppendOnly.untouched(jdbc, owner, "not_this_family_request");
    }

    @Test
    void whatWasDecidedStays() {
        AppendOnly.untouched(jdbc, owner, "not_this_family_decision");
    }

    @Test
    void whatWasTakenOutStaysOut() {
        AppendOnly.untouched(jdbc, owner, "taken_out");
    }
}
