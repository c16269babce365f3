package org.throughline.chronology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.access.Invalid;
import org.throughline.access.Refusal;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.Families;
import org.throughline.casefile.FamilyMember;
import org.throughline.casefile.RelationshipType;
import org.throughline.casefile.Retries;
import org.throughline.organisation.AgencyKind;
import org.throughline.organisation.Organisation;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

@ThroughlineTest
class ChronologyRepositoryTest {

    @Autowired
    FamilyWorld world;
    @Autowired
    Chronology chronology;
    @Autowired
    FamilyHistory history;
    @Autowired
    Restrictions restrictions;
    @Autowired
    Families families;
    @Autowired
    Casefiles casefiles;
    @Autowired
    Organisation organisation;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    OwnerDatabase owner;

    private Team team;
    private Family family;

    @BeforeEach
    void build() {
        world.startClock();
        team = world.team();
        family = world.family(team, 12);
    }

    @Test
    void aFactIsNeverRefusedForWantOfAuthority() {
        EntryRef filed = chronology.append(family.file(), world.fact(family, "Weighed at the clinic."), team.incoming(), null);
        assertThat(history.entries(team.incoming().id(), List.of(filed))).singleElement()
                .satisfies(entry -> assertThat(entry.standing()).isEqualTo(Standing.INFORMATION));
    }

    /** Half past midnight on 7 July in London, half past eleven on 6 July by the server's clock. */
    @Test
    void whatHappenedTodayIsRecordedThoughTheServersDayHasNotBegun() {
        world.startClock(Instant.parse("2026-07-06T23:30:00Z"));
        EntryDraft tonight = new EntryDraft(LocalDate.of(2026, 7, 7), Precision.EXACT, EventType.OTHER, team.csc(), "neighbour", List.of(family.child()), "The baby cries alone.",
                null, null, null, null, null, null, null, false, java.util.Map.of(), null);
        assertThat(chronology.append(family.file(), tonight, team.outgoing(), null)).isNotNull();
        EntryDraft tomorrow = new EntryDraft(LocalDate.of(2026, 7, 8), Precision.EXACT, EventType.OTHER, team.csc(), "neighbour", List.of(family.child()), "The baby will cry.",
                null, null, null, null, null, null, null, false, java.util.Map.of(), null);
        assertThatThrownBy(() -> chronology.append(family.file(), tomorrow, team.outgoing(), null)).isInstanceOf(Invalid.class);
    }

    @Test
    void theNewWorkerCannotVisitBeforeSignOffAndIsToldWhatIsMissing() {
        assertThatThrownBy(() -> chronology.append(family.file(), world.visit(family, team.incoming()), team.incoming(), null))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo("authority-required");
                    assertThat(refusal.missing()).extracting(Refusal.Missing::text)
                            .anyMatch(text -> text.startsWith("12 entries of the family's history not read yet, 2 of them key"))
                            .anyMatch(text -> text.contains("Sunita Supervisor"));
                });
        assertThat(history.verify(family.file()).length()).isEqualTo(12);
    }

    @Test
    void theResponsibleWorkerVisitsWithAuthority() {
        EntryRef visit = chronology.append(family.file(), world.visit(family, team.outgoing()), team.outgoing(), null);
        assertThat(standing(visit)).isEqualTo("AUTHORISED");
    }

    @Test
    void whatHasAlreadyHappenedIsRecordedWithAPermanentMark() {
        EntryRef visit = chronology.append(family.file(), world.visit(family, team.incoming()), team.incoming(), "The child was crying behind the door.");
        assertThat(standing(visit)).isEqualTo("MARKED");
        assertThat(jdbc.sql("select what from obligation where casefile_id = ? and rule_id = 'X11' and owner_id = ? and ended_at is null")
                .params(family.file(), team.supervisor().id()).query(String.class).list()).containsExactly("Answer for an act made without authority");
        assertThatThrownBy(() -> chronology.append(family.file(), world.visit(family, team.incoming()), team.incoming(), null)).isInstanceOf(Refusal.class);
    }

    @Test
    void anInterventionDoesNotHideInAPersonFile() {
        assertThatThrownBy(() -> chronology.append(family.motherFile(), new EntryDraft(
                LocalDate.of(2026, 3, 1), Precision.EXACT, EventType.VISIT, team.csc(), "worker", List.of(family.mother()), "A visit.",
                null, null, null, null, null, null, null, false, java.util.Map.of(), null), team.incoming(), "already happened"))
                .isInstanceOf(Invalid.class).hasMessageContaining("child's case file");
    }

    @Test
    void whatIsRecordedOfAnAdultMayNameWhoeverTheyAreTiedTo() {
        EntryDraft both = new EntryDraft(LocalDate.of(2026, 3, 1), Precision.EXACT, EventType.ADDRESS_MOVE, team.health(), "keyworker",
                List.of(family.mother(), family.child()), "They move to a hostel.", null, null, null, null, null, null, null, false, java.util.Map.of(), null);
        EntryRef filed = chronology.append(family.motherFile(), both, team.colleague(), null);
        assertThat(filed.casefileId()).isEqualTo(family.motherFile());
        assertThatThrownBy(() -> chronology.append(family.motherFile(), new EntryDraft(LocalDate.of(2026, 3, 1), Precision.EXACT, EventType.ADDRESS_MOVE, team.health(),
                "keyworker", List.of(family.mother(), world.family(team, 1).child()), "They move.", null, null, null, null, null, null, null, false, java.util.Map.of(), null),
                team.colleague(), null)).isInstanceOf(Invalid.class).hasMessageContaining("does not belong");
    }

    @Test
    void everyFaultOfAnEntryIsNamedAtOnce() {
        EntryDraft empty = new EntryDraft(null, null, null, null, null, List.of(), " ", null, null, null, null, null, "none", null, true, null, null);
        assertThatThrownBy(() -> chronology.append(family.file(), empty, team.outgoing(), null))
                .isInstanceOfSatisfying(Invalid.class, invalid -> assertThat(invalid.faults()).extracting(Invalid.Fault::field)
                        .containsExactlyInAnyOrder("eventDate", "precision", "type", "sourceAgency", "persons", "summary", "significance", "actionTaken"));
    }

    @Test
    void aCorrectionStandsBesideTheEntryAndTheEntryStays() {
        EntryRef wrong = new EntryRef(family.file(), 1);
        EntryRef correction = chronology.correct(family.file(), wrong, world.fact(family, "It was the father, not the mother."), "The wrong parent was named.", team.outgoing());
        EntryView entry = history.entries(team.outgoing().id(), List.of(wrong)).get(0);
        assertThat(entry.summary()).isEqualTo("Event number 1 of the history.");
        assertThat(entry.corrections()).containsExactly(correction);
    }

    @Test
    void aCorrectionConcernsNobodyOutsideTheFamily() {
        Family other = world.family(team, 1);
        EntryDraft elsewhere = world.fact(other, "A fact about a child of another family.");
        assertThatThrownBy(() -> chronology.correct(family.file(), new EntryRef(family.file(), 1), elsewhere, "Wrong child.", team.outgoing()))
                .isInstanceOfSatisfying(Invalid.class, invalid -> assertThat(invalid.faults()).extracting(Invalid.Fault::field).contains("persons"));
    }

    @Test
    void whatAWorkerDidIsNoInformationHoweverItIsWritten() {
        assertThatThrownBy(() -> chronology.append(family.file(), world.draft(family, EventType.VISIT, team.health(), "I visited.", team.incoming().id()), team.incoming(), null))
                .isInstanceOf(Invalid.class).hasMessageContaining("your own agency");
        assertThatThrownBy(() -> chronology.append(family.file(), world.draft(family, EventType.CONTACT, team.csc(), "I went to the home.", null), team.incoming(), null))
                .isInstanceOf(Refusal.class);
        chronology.append(family.file(), world.draft(family, EventType.CONTACT, team.health(), "The health visitor rang.", null), team.incoming(), null);
    }

    /** ADR 84: whoever is told what another authority did writes it down, whatever kind of act it is; what one of ours did stays ours. */
    @ParameterizedTest
    @EnumSource(EventType.class)
    void whatAnotherAuthorityDidIsAFactAndNeverRefused(EventType type) {
        UUID elsewhere = organisation.addAgency("csc-elsewhere-" + team.mark() + type, "Children's social care of another county", AgencyKind.CHILDRENS_SOCIAL_CARE);
        EntryRef told = chronology.append(family.file(), world.draft(family, type, elsewhere, "Their worker told us.", null), team.incoming(), null);
        assertThat(jdbc.sql("select standing from entry where casefile_id = ? and seq = ? and acted_by is null").params(told.casefileId(), told.seq()).query(String.class).single())
                .isEqualTo("INFORMATION");
        assertThat(jdbc.sql("select count(*) from gate_violation").query(Integer.class).single()).isZero();
        if (type.intervention() != EventType.Intervention.NO) {
            assertThatThrownBy(() -> chronology.append(family.file(), world.draft(family, type, elsewhere, "I did it.", team.incoming().id()), team.incoming(), null))
                    .isInstanceOf(Invalid.class);
        }
    }

    @Test
    void aPartnerWritesWhatSocialCareDid() {
        EntryRef told = chronology.append(family.file(), world.draft(family, EventType.CASE_CLOSURE, team.csc(), "Social care told us that they close.", null), team.visitor(), null);
        assertThat(told.seq()).isPositive();
    }

    @Test
    void whatIsWithheldTodayIsWithheldInYesterdaysHistoryToo() {
        Instant before = TestClock.get().instant();
        TestClock.get().advance(Duration.ofDays(1));
        restrictions.place(new EntryRef(family.file(), 4), Restrictions.Level.WITHHELD, "third party", "told in confidence", team.service());
        restrictions.place(new EntryRef(family.file(), 6), Restrictions.Level.SEALED, "third party", "told in confidence", team.service());
        chronology.dispute(new EntryRef(family.file(), 6), "It was not so.", "Finn Example", team.csc(), team.service());
        HistoryQuery past = new HistoryQuery(null, 100, null, null, false, before);
        assertThat(history.page(family.file(), team.incoming().id(), past).items()).extracting(EntryView::seq).doesNotContain(6L);
        assertThat(history.page(family.file(), team.incoming().id(), past).items()).filteredOn(entry -> entry.seq() == 4)
                .singleElement().satisfies(entry -> assertThat(entry.summary()).isNull());
        assertThat(history.page(family.file(), team.incoming().id(), HistoryQuery.first(100)).items()).extracting(EntryView::seq)
                .as("what stands beside a sealed entry leaves no trace either").doesNotContain(6L, 13L);
        assertThat(history.page(family.file(), team.incoming().id(), new HistoryQuery(null, 100, null, "hv-" + team.mark(), false, null)).items())
                .as("a filter does not tell the agency of what is withheld").extracting(EntryView::seq).doesNotContain(4L);
    }

    @Test
    void theAccountOfTheFamilyStandsBesideAnEntry() {
        EntryRef dispute = chronology.dispute(new EntryRef(family.file(), 2), "I was at work that day.", "Finn Example", team.csc(), team.outgoing());
        assertThat(history.entries(team.outgoing().id(), List.of(new EntryRef(family.file(), 2))).get(0).disputes()).containsExactly(dispute);
    }

    @Test
    void verificationNamesTheFirstBrokenEntry() {
        assertThat(history.verify(family.file())).isEqualTo(ChainState.intact(12));
        owner.withoutTriggers("entry_content", () -> owner.asOwner()
                .sql("update entry_content set canonical = replace(canonical, 'number 7', 'number 9') where casefile_id = ? and seq = 7").params(family.file()).update());
        ChainState words = history.verify(family.file());
        assertThat(words.firstBroken()).isEqualTo(7);
        owner.withoutTriggers("entry", () -> owner.asOwner().sql("update entry set event_date = event_date - 1 where casefile_id = ? and seq = 4").params(family.file()).update());
        assertThat(history.verify(family.file()).firstBroken()).isEqualTo(4);
        assertThat(history.verify(family.file()).why()).isEqualTo("Entry 4 is not as it was filed.");
        Forger.mend(owner, family.file());
    }

    @Test
    void aCutTailIsFound() {
        owner.withoutTriggers("entry_content", () -> owner.withoutTriggers("entry_person", () -> owner.withoutTriggers("entry", () -> {
            for (String table : List.of("entry_content", "entry_person", "entry")) {
                owner.asOwner().sql("delete from " + table + " where casefile_id = ? and seq = 12").params(family.file()).update();
            }
        })));
        assertThat(history.verify(family.file()).firstBroken()).isEqualTo(12);
        Forger.mend(owner, family.file());
        assertThat(history.verify(family.file())).as("for the tests after this one").isEqualTo(ChainState.intact(11));
    }

    @Test
    void theHistoryAsItStoodAtAPastMoment() {
        Instant before = TestClock.get().instant();
        TestClock.get().advance(Duration.ofDays(1));
        chronology.append(family.file(), world.fact(family, "Known a day later."), team.outgoing(), null);
        assertThat(all(null)).hasSize(13);
        assertThat(all(before)).hasSize(12);
    }

    @Test
    void pagesCoverTheHistoryOnceAndInOrder() {
        List<EntryView> seen = new ArrayList<>();
        String cursor = null;
        do {
            HistoryPage page = history.page(family.file(), team.outgoing().id(), new HistoryQuery(cursor, 5, null, null, false, null));
            seen.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        assertThat(seen).extracting(EntryView::seq).doesNotHaveDuplicates().hasSize(12);
        assertThat(seen).extracting(EntryView::eventDate).isSorted();
        assertThat(history.page(family.file(), team.outgoing().id(), new HistoryQuery(null, 50, null, null, true, null)).items()).hasSize(2);
        assertThat(history.page(family.file(), team.outgoing().id(), new HistoryQuery(null, 50, family.father(), null, false, null)).items()).hasSize(4);
        assertThat(history.page(family.file(), team.outgoing().id(), new HistoryQuery(null, 50, null, "hv-" + team.mark(), false, null)).items()).hasSize(6);
    }

    @Test
    void eightThreadsAppendAcrossTwoFamiliesOfOneFatherWithoutDeadlock() throws Exception {
        Family other = world.family(team, 2);
        casefiles.addRelationship(family.father(), other.child(), RelationshipType.PARENT, LocalDate.of(2026, 1, 10), team.administrator().id());
        long version = families.version(family.file());
        assertThat(families.of(family.file())).extracting(FamilyMember::personId).contains(other.child());
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<EntryRef>> filed = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            Family first = i % 2 == 0 ? family : other;
            filed.add(threads.submit(() -> Retries.of(() -> chronology.append(first.file(), world.fact(first, "Crossing."), team.outgoing(), null))));
        }
        for (Future<EntryRef> entry : filed) {
            entry.get();
        }
        threads.shutdown();
        assertThat(history.verify(family.file())).isEqualTo(ChainState.intact(52));
        assertThat(history.verify(other.file())).isEqualTo(ChainState.intact(42));
        assertThat(families.version(family.file())).isEqualTo(version + 80);
    }

    private List<EntryView> all(Instant asOf) {
        return history.page(family.file(), team.outgoing().id(), new HistoryQuery(null, 100, null, null, false, asOf)).items();
    }

    private String standing(EntryRef entry) {
        return jdbc.sql("select standing from entry where casefile_id = ? and seq = ?").params(entry.casefileId(), entry.seq()).query(String.class).single();
    }
}
