package org.throughline.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.access.Invalid;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.RelationshipType;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.EntryView;
import org.throughline.chronology.Restrictions;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

@ThroughlineTest
class ReadingsRepositoryTest {

    @Autowired
    FamilyWorld world;
    @Autowired
    Readings readings;
    @Autowired
    ReadingNotes notes;
    @Autowired
    Chronology chronology;
    @Autowired
    Casefiles casefiles;
    @Autowired
    Restrictions restrictions;
    @Autowired
    JdbcClient jdbc;

    private Team team;
    private Family family;
    private UUID reader;
    private UUID reading;

    @BeforeEach
    void build() {
        world.startClock();
        team = world.team();
        family = world.family(team, 10);
        reader = team.incoming().id();
        reading = readings.begin(family.file(), reader);
    }

    /** However a test left it: the progress counts what the database's own function names as lacking. */
    @AfterEach
    void progressAgreesWithWhatIsLacking() {
        Progress progress = readings.progress(reading);
        List<Lack> lack = readings.lack(family.file(), reader);
        List<Lack> unread = lack.stream().filter(l -> l.kind() == Lack.Kind.UNREAD || l.kind() == Lack.Kind.PERIOD_ONLY).toList();
        assertThat(progress.total() - progress.read()).isEqualTo(unread.size());
        assertThat(progress.keyLeft()).isEqualTo((int) unread.stream().filter(Lack::key).count());
        assertThat(progress.withheldUnanswered()).isEqualTo(lack.size() - unread.size());
    }

    @Test
    void aReadingIsContinuedNotBegunAgain() {
        assertThat(readings.begin(family.file(), reader)).isEqualTo(reading);
        assertThat(readings.progress(reading)).isEqualTo(new Progress(10, 0, 2, 2, 0, 0, 0));
    }

    @Test
    void anEntryIsNotAcknowledgedUnopenedOrTooSoonOrTwice() {
        EntryRef entry = new EntryRef(family.file(), 3);
        assertThatThrownBy(() -> readings.acknowledge(reading, List.of(entry), false)).isInstanceOf(Refusal.class).hasMessageContaining("Open an entry");
        readings.open(reading, List.of(entry));
        assertThatThrownBy(() -> readings.acknowledge(reading, List.of(entry), false)).isInstanceOf(Refusal.class)
                .hasMessageMatching("Please take a moment: you can mark this as read in \\d seconds?\\.");
        TestClock.get().advance(Duration.ofSeconds(5));
        readings.acknowledge(reading, List.of(entry), false);
        readings.acknowledge(reading, List.of(entry), false);
        assertThat(readings.progress(reading).inWords()).isEqualTo("1 of 10 read, 2 key entries left");
    }

    @Test
    void whoOpensManyAtOnceReadsThemOneAfterTheOther() {
        List<EntryRef> all = Stream.iterate(1L, seq -> seq + 1).limit(10).map(seq -> new EntryRef(family.file(), seq)).toList();
        readings.open(reading, all);
        Duration each = readings.states(reading, all).get(all.get(0)).takes();
        TestClock.get().advance(each.multipliedBy(3));
        readings.acknowledge(reading, all.subList(0, 1), false);
        assertThatThrownBy(() -> readings.acknowledge(reading, all.subList(1, 2), false)).isInstanceOf(Refusal.class).hasMessageContaining("take a moment");
        ItemState second = readings.states(reading, all).get(all.get(1));
        assertThat(second.mayAcknowledgeAt()).as("the server says when").isEqualTo(TestClock.get().instant().plus(second.takes()));
        TestClock.get().set(second.mayAcknowledgeAt());
        readings.acknowledge(reading, all.subList(1, 2), false);
        assertThat(readings.evidence(family.file(), reader).tooBrief()).as("brief after what was read before").containsExactly(all.get(1));
    }

    @Test
    void anEntryOfAnotherFamilyIsNotGivenOut() {
        Family other = world.family(team, 1);
        assertThatThrownBy(() -> readings.open(reading, List.of(new EntryRef(other.file(), 1)))).isInstanceOf(NotFound.class);
    }

    @Test
    void whatComesLaterIsNewSinceTheReadingBegan() {
        world.reads(family.file(), team.incoming());
        assertThat(readings.lack(family.file(), reader)).isEmpty();
        chronology.append(family.file(), world.fact(family, "Seen by the health visitor."), team.colleague(), null);
        assertThat(readings.progress(reading)).isEqualTo(new Progress(11, 10, 2, 0, 1, 0, 0));
        assertThat(readings.lack(family.file(), reader)).extracting(lack -> lack.entry().seq()).containsExactly(11L);
    }

    @Test
    void ownEntriesCountAsRead() {
        chronology.append(family.file(), world.fact(family, "I weighed the baby."), team.incoming(), null);
        assertThat(readings.progress(reading).read()).isEqualTo(1);
    }

    @Test
    void aNewlyLinkedPersonBringsTheirEarlierHistoryAsNew() {
        world.reads(family.file(), team.incoming());
        Family other = world.family(team, 3);
        casefiles.addRelationship(other.mother(), family.child(), RelationshipType.CARER, LocalDate.of(2026, 2, 1), team.supervisor().id());
        Progress progress = readings.progress(reading);
        assertThat(progress.total()).as("the carer's other child belongs to the family now").isEqualTo(12);
        assertThat(progress.newSinceBegan()).isEqualTo(2);
    }

    @Test
    void readOnceForAllSiblings() {
        world.reads(family.file(), team.incoming());
        Family sibling = world.family(team, 2);
        casefiles.addRelationship(family.mother(), sibling.child(), RelationshipType.PARENT, LocalDate.of(2026, 1, 10), team.supervisor().id());
        assertThat(readings.lack(sibling.file(), reader)).extracting(lack -> lack.entry().casefileId()).containsOnly(sibling.file()).hasSize(2);
    }

    @Test
    void aWithheldEntryIsSaidAndWaitsForItsHolder() {
        UUID restriction = restrict(4, "WITHHELD");
        List<EntryView> given = readings.open(reading, List.of(new EntryRef(family.file(), 4)));
        assertThat(given).singleElement().satisfies(entry -> {
            assertThat(entry.withheld().holder()).isEqualTo("Sven Service");
            assertThat(entry.summary()).isNull();
            assertThat(entry.typeLabel()).isEqualTo("Withheld");
        });
        world.reads(family.file(), team.incoming());
        assertThat(readings.lack(family.file(), reader)).singleElement().satisfies(lack -> assertThat(lack.kind()).isEqualTo(Lack.Kind.WITHHELD));
        assertThat(readings.progress(reading)).isEqualTo(new Progress(9, 9, 2, 0, 0, 1, 1));
        answer(restriction, "NOTHING_CHANGES");
        assertThat(readings.progress(reading).complete()).isTrue();
    }

    @Test
    void aSealedEntryLeavesNoTraceForTheReader() {
        UUID restriction = restrict(4, "SEALED");
        assertThat(readings.open(reading, List.of(new EntryRef(family.file(), 4)))).isEmpty();
        assertThat(readings.progress(reading)).isEqualTo(new Progress(9, 0, 2, 2, 0, 0, 1));
        answer(restriction, "RELEASED");
        assertThat(readings.progress(reading)).isEqualTo(new Progress(10, 0, 2, 2, 0, 0, 0));
        assertThat(readings.open(reading, List.of(new EntryRef(family.file(), 4)))).singleElement()
                .satisfies(entry -> assertThat(entry.summary()).isEqualTo("Event number 4 of the history."));
    }

    @Test
    void theSignersOwnKeyEntriesAreCountedApart() {
        assertThat(readings.keyLackOf(family.file(), team.supervisor().id())).extracting(Lack::ref).containsExactly("E-5", "E-10");
        world.reads(family.file(), team.supervisor());
        assertThat(readings.keyLackOf(family.file(), team.supervisor().id())).isEmpty();
    }

    @Test
    void inALargeHistoryThePeriodsAreReadTogetherButNotWhatMatters() {
        Family large = world.family(team, 600);
        UUID id = readings.begin(large.file(), reader);
        List<EntryRef> early = List.of(new EntryRef(large.file(), 1), new EntryRef(large.file(), 2), new EntryRef(large.file(), 3));
        List<EntryRef> withKey = List.of(new EntryRef(large.file(), 4), new EntryRef(large.file(), 5));
        readings.open(id, early);
        readings.open(id, withKey);
        Duration longest = readings.states(id, early).get(early.get(2)).takes();
        TestClock.get().advance(longest.multipliedBy(2));
        assertThatThrownBy(() -> readings.acknowledge(id, early, true)).as("a period takes the time of all its words").isInstanceOf(Refusal.class).hasMessageContaining("take a moment");
        TestClock.get().set(ItemState.together(readings.states(id, early).values()));
        readings.acknowledge(id, early, true);
        readings.acknowledge(id, early, true);
        assertThatThrownBy(() -> readings.acknowledge(id, withKey, true)).isInstanceOf(Refusal.class).hasMessageContaining("read by itself");
        assertThat(readings.progress(id)).isEqualTo(new Progress(600, 3, 120, 120, 0, 0, 0));
        assertThat(readings.lack(large.file(), reader)).hasSize(597);
        assertThat(readings.states(id, withKey).get(withKey.get(1)).singly()).isTrue();
        assertThat(readings.states(id, early).get(early.get(0)).singly()).isFalse();
    }

    @Test
    void partReadIsForVeryLargeFilesOnly() {
        LocalDate tomorrow = LocalDate.of(2026, 3, 3);
        assertThatThrownBy(() -> readings.grantPartRead(casefiles.get(family.file()), reader, team.supervisor().id(), tomorrow, "much to read"))
                .isInstanceOf(Refusal.class).hasMessageContaining("more than 300 entries");
    }

    @Test
    void partReadLetsThePeriodsWaitButNotWhatMatters() {
        Family large = world.family(team, 400);
        CasefileView file = casefiles.get(large.file());
        assertThatThrownBy(() -> readings.grantPartRead(file, reader, team.supervisor().id(), LocalDate.of(2026, 4, 2), "much to read"))
                .isInstanceOf(Refusal.class).hasMessageContaining("at most 15 working days");
        readings.grantPartRead(file, reader, team.supervisor().id(), LocalDate.of(2026, 3, 20), "much to read");
        UUID id = readings.begin(large.file(), reader);
        assertThat(readings.progress(id).read()).as("what is not required counts as granted").isEqualTo(400 - readings.lack(large.file(), reader).size());
        assertThat(readings.lack(large.file(), reader)).isNotEmpty().allMatch(lack -> lack.key() || readings.states(id, List.of(lack.entry())).get(lack.entry()).singly());
    }

    @Test
    void theHolderAnswersAndTheReaderSeesTheEntry() {
        UUID restriction = restrictions.place(new EntryRef(family.file(), 3), Restrictions.Level.WITHHELD, "third party", "told in confidence", team.service());
        assertThat(restrictions.heldBy(team.service().id())).extracting(Restrictions.Held::ref).contains("E-3");
        assertThatThrownBy(() -> restrictions.answer(restriction, reader, Restrictions.Answer.RELEASED, null, team.colleague())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> restrictions.answer(restriction, reader, Restrictions.Answer.SAFE_SUMMARY, " ", team.service())).isInstanceOf(Invalid.class);
        restrictions.answer(restriction, reader, Restrictions.Answer.RELEASED, null, team.service());
        assertThat(readings.open(reading, List.of(new EntryRef(family.file(), 3)))).singleElement().satisfies(entry -> assertThat(entry.withheld()).isNull());
        restrictions.lift(restriction, "no longer needed", team.service());
        assertThat(restrictions.heldBy(team.service().id())).extracting(Restrictions.Held::id).doesNotContain(restriction);
    }

    @Test
    void whoSignsForTheReaderDoesNotSayThatNothingChanges() {
        UUID restriction = restrictions.place(new EntryRef(family.file(), 3), Restrictions.Level.WITHHELD, "third party", "told in confidence", team.supervisor());
        assertThatThrownBy(() -> restrictions.answer(restriction, reader, Restrictions.Answer.NOTHING_CHANGES, null, team.supervisor()))
                .isInstanceOf(Refusal.class).hasMessageContaining("You sign for this reader");
        restrictions.answer(restriction, reader, Restrictions.Answer.RELEASED, null, team.supervisor());
    }

    @Test
    void entriesAreMarkedAsReadOneAtATime() {
        List<EntryRef> two = List.of(new EntryRef(family.file(), 1), new EntryRef(family.file(), 2));
        readings.open(reading, two);
        TestClock.get().advance(Duration.ofMinutes(5));
        assertThatThrownBy(() -> readings.acknowledge(reading, two, false)).isInstanceOf(Refusal.class).hasMessageContaining("one entry");
    }

    @Test
    void onlyAJudgementWithAReasonUnmarksAKeyEntry() {
        assertThatThrownBy(() -> chronology.judgeKey(new EntryRef(family.file(), 5), false, " ", team.supervisor())).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> chronology.judgeKey(new EntryRef(family.file(), 5), false, "Entered twice.", team.supervisor()))
                .as("who judges has read it").hasMessageContaining("Read the entry");
        world.reads(family.file(), team.supervisor());
        chronology.judgeKey(new EntryRef(family.file(), 5), false, "Entered twice.", team.supervisor());
        assertThat(readings.progress(reading).keyTotal()).isEqualTo(1);
    }

    @Test
    void notesStandReadyAndCanBeTakenAway() {
        EntryRef entry = new EntryRef(family.file(), 2);
        notes.put(reading, entry, "USE", null);
        notes.put(reading, entry, "UNCLEAR", "Who is R.?");
        assertThat(notes.of(family.file(), reader).get(entry)).extracting(ItemState.Note::kind).containsExactly("UNCLEAR", "USE");
        notes.remove(reading, entry, "USE");
        assertThat(notes.of(family.file(), reader).get(entry)).extracting(ItemState.Note::text).containsExactly("Who is R.?");
    }

    private UUID restrict(long seq, String level) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("insert into restriction (id, casefile_id, seq, level, kind, holder_id, reason, since, placed_by) values (?, ?, ?, ?, 'third party', ?, 'told in confidence', ?, ?)")
                .params(id, family.file(), seq, level, team.service().id(), Timestamp.from(TestClock.get().instant()), team.service().id()).update();
        return id;
    }

    private void answer(UUID restriction, String outcome) {
        jdbc.sql("insert into restriction_answer (id, restriction_id, reader_id, outcome, answered_by, at) values (?, ?, ?, ?, ?, ?)")
                .params(UuidCreator.getTimeOrderedEpoch(), restriction, reader, outcome, team.service().id(), Timestamp.from(TestClock.get().instant())).update();
    }
}
