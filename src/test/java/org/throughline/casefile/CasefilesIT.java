package org.throughline.casefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.access.Look;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.organisation.Organisation;
import org.throughline.testing.SampleCase;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

@ThroughlineTest
class CasefilesIT {

    @Autowired private Casefiles casefiles;
    @Autowired private Families families;
    @Autowired private FamilySearch search;
    @Autowired private Access access;
    @Autowired private Organisation organisation;
    @Autowired private JdbcClient jdbc;
    @Autowired private Clock clock;
    @Autowired private PlatformTransactionManager transactions;

    private TransactionTemplate transaction;
    private SampleCase sample;

    @BeforeEach
    void makeACase() {
        transaction = new TransactionTemplate(transactions);
        sample = SampleCase.make(organisation, casefiles, clock, transaction);
    }

    @Test
    void theFamilyFollowsEveryLinkInTheSameTransaction() {
        assertThat(families.of(sample.file.id())).extracting(FamilyMember::personId)
                .containsExactlyInAnyOrder(sample.child, sample.mother, sample.father, sample.sibling);
        long before = families.version(sample.file.id());
        UUID partner = casefiles.addPerson(new NewPerson(false, "Pat " + sample.tag, "Pat", LocalDate.of(1979, 1, 1), null));
        casefiles.addRelationship(partner, sample.mother, RelationshipType.PARTNER, LocalDate.now(clock), null);
        assertThat(families.of(sample.file.id())).extracting(FamilyMember::personId).contains(partner);
        assertThat(families.version(sample.file.id())).isGreaterThan(before);
    }

    @Test
    void whoeverMovesInBelongsToTheFamily() {
        UUID lodger = casefiles.addPerson(new NewPerson(false, "Lou " + sample.tag, "Lou", null, null));
        UUID home = casefiles.addHousehold("1 Hill Road " + sample.tag, false);
        casefiles.addHouseholdMember(home, sample.child, LocalDate.now(clock).minusDays(10), null);
        UUID stay = casefiles.addHouseholdMember(home, lodger, LocalDate.now(clock).minusDays(5), null);
        assertThat(families.of(sample.file.id())).filteredOn(m -> m.personId().equals(lodger)).singleElement().satisfies(m -> assertThat(m.until()).isNull());
        casefiles.endHouseholdMember(stay, LocalDate.now(clock).minusDays(1), null);
        assertThat(families.of(sample.file.id())).filteredOn(m -> m.personId().equals(lodger)).singleElement()
                .satisfies(m -> assertThat(m.until()).isEqualTo(LocalDate.now(clock).minusDays(1)));
        assertThatThrownBy(() -> casefiles.endHouseholdMember(stay, LocalDate.now(clock), null)).isInstanceOf(Refusal.class).hasMessageContaining("has been ended already, on");
        UUID tie = casefiles.addRelationship(lodger, sample.mother, RelationshipType.PARTNER, LocalDate.now(clock).minusDays(9), null);
        casefiles.endRelationship(tie, LocalDate.now(clock).minusDays(2), null);
        assertThatThrownBy(() -> casefiles.endRelationship(tie, LocalDate.now(clock), null)).isInstanceOf(Refusal.class).hasMessageContaining("record it anew from that day");
    }

    @Test
    void equalIdentifiersLinkTwoRecordsByRule() {
        casefiles.addIdentifier(sample.father, "NHS", "id-" + sample.tag);
        UUID again = casefiles.addPerson(new NewPerson(false, "F. Other " + sample.tag, "F.", null, null));
        casefiles.addIdentifier(again, "NHS", "id-" + sample.tag);
        assertThat(casefiles.matches(sample.file.id())).singleElement().satisfies(match -> {
            assertThat(match.basis()).isEqualTo(MatchBasis.IDENTIFIER);
            assertThat(match.outcome()).isEqualTo(MatchOutcome.SAME);
            assertThat(match.decidedBy()).isNull();
        });
        assertThat(families.of(sample.file.id())).extracting(FamilyMember::personId).contains(again);
        assertThat(casefiles.personWith("NHS", "id-" + sample.tag)).isPresent();
    }

    @Test
    void equalNameAndBirthDateOnlyPropose() {
        UUID again = casefiles.addPerson(new NewPerson(false, "FERGUS sample" + sample.tag, "Fergus", LocalDate.of(1980, 5, 6), null));
        assertThat(casefiles.proposals(sample.file.id())).singleElement().satisfies(match -> assertThat(match.basis()).isEqualTo(MatchBasis.NAME_AND_BIRTH_DATE));
        assertThat(families.of(sample.file.id())).extracting(FamilyMember::personId).doesNotContain(again);
    }

    @Test
    void aFormerNameProposesTooAndAnotherBirthDateDoesNot() {
        casefiles.addPerson(new NewPerson(false, "Mara Sample" + sample.tag, "Mara", LocalDate.of(1990, 1, 1), null));
        assertThat(casefiles.proposals(sample.file.id())).isEmpty();
        casefiles.addPerson(new NewPerson(false, "Mara Maiden" + sample.tag, "Mara", LocalDate.of(1983, 3, 2), null));
        casefiles.addName(sample.mother, "Mara Maiden" + sample.tag, true);
        assertThat(casefiles.proposals(sample.file.id())).hasSize(1);
    }

    @Test
    void theSameNameAtTheSameAddressProposes() {
        UUID here = casefiles.addHousehold("Flat 2, 5 Mill Lane " + sample.tag, false);
        casefiles.addHouseholdMember(here, sample.mother, LocalDate.now(clock), null);
        UUID again = casefiles.addPerson(new NewPerson(false, "Mara Sample" + sample.tag, "Mara", null, null));
        UUID there = casefiles.addHousehold("flat 2 5 mill lane " + sample.tag, false);
        casefiles.addHouseholdMember(there, again, LocalDate.now(clock), null);
        assertThat(casefiles.proposals(sample.file.id())).singleElement().satisfies(match -> assertThat(match.basis()).isEqualTo(MatchBasis.ADDRESS));
    }

    @Test
    void aDecisionAboutAMatchChangesTheFamilyAndCanBeUndone() {
        UUID again = casefiles.addPerson(new NewPerson(false, "Fergus Sample" + sample.tag, "Fergus", LocalDate.of(1980, 5, 6), null));
        UUID match = casefiles.proposals(sample.file.id()).get(0).id();
        casefiles.decide(match, MatchOutcome.SAME, "He said so himself.", sample.olive.id());
        assertThat(families.of(sample.file.id())).extracting(FamilyMember::personId).contains(again);
        assertThat(casefiles.proposals(sample.file.id())).isEmpty();
        TestClock.get().advance(Duration.ofSeconds(1));
        casefiles.decide(match, MatchOutcome.NOT_SAME, "It was his brother.", sample.sunita.id());
        assertThat(families.of(sample.file.id())).extracting(FamilyMember::personId).doesNotContain(again);
        assertThat(casefiles.filesOfMatch(match)).containsExactly(sample.file.id());
    }

    @Test
    void aDecisionNeedsAnOutcomeAndAReason() {
        assertThatThrownBy(() -> casefiles.decide(UUID.randomUUID(), null, " ", sample.olive.id()))
                .isInstanceOfSatisfying(Invalid.class, e -> assertThat(e.faults()).extracting(Invalid.Fault::field).containsExactly("outcome", "reason"));
        assertThatThrownBy(() -> casefiles.decide(UUID.randomUUID(), MatchOutcome.SAME, "x", sample.olive.id())).isInstanceOf(NotFound.class);
    }

    @Test
    void responsibilityMovesInOneStep() {
        UUID next = transaction.execute(s -> casefiles.moveResponsibility(sample.file.id(), sample.nadia.id(), null, clock.instant()));
        assertThat(casefiles.responsible(sample.file.id())).contains(sample.nadia.id());
        assertThat(casefiles.allocations(sample.file.id())).extracting(AllocationView::id).containsExactly(sample.allocation, next);
        assertThatThrownBy(() -> casefiles.moveResponsibility(sample.file.id(), sample.nadia.id(), null, clock.instant())).isInstanceOf(Refusal.class);
    }

    @Test
    void aFileIsNeverLeftWithoutAResponsibleWorker() {
        assertThatThrownBy(() -> jdbc.sql("update allocation set until_at = now() where id = :id").param("id", sample.allocation).update())
                .isInstanceOf(DataIntegrityViolationException.class).hasMessageContaining("never without a responsible worker");
    }

    @Test
    void twoResponsibleWorkersAtOnceAreRefused() {
        assertThatThrownBy(() -> casefiles.allocate(sample.file.id(), sample.nadia.id(), clock.instant())).isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void aSourceNotSeenGetsAnOwnerAnActionAndADay() {
        UUID source = casefiles.addSource(sample.file.id(), sample.health, "Health visiting", "Antenatal notes");
        assertThatThrownBy(() -> casefiles.answerSource(source, null, "", LocalDate.now(clock).minusDays(3), sample.olive.id()))
                .isInstanceOfSatisfying(Invalid.class, e -> assertThat(e.faults()).extracting(Invalid.Fault::field).containsExactly("owner", "action", "actionDue"));
        assertThat(casefiles.source(source).answered()).isFalse();
        casefiles.answerSource(source, sample.olive.id(), "Phone the health visitor.", LocalDate.now(clock).plusDays(3), sample.olive.id());
        assertThat(casefiles.source(source).answered()).isTrue();
        assertThat(casefiles.source(source).state()).isEqualTo(SourceView.State.KNOWN);
        casefiles.sourceAskedFor(source, sample.olive.id());
        assertThatThrownBy(() -> casefiles.sourceReceived(source, " ", null, LocalDate.now(clock).plusDays(2), sample.olive.id()))
                .isInstanceOfSatisfying(Invalid.class, e -> assertThat(e.faults()).extracting(Invalid.Fault::field).containsExactly("what", "from", "on"));
        assertThatThrownBy(() -> jdbc.sql("update source set received_at = ? where id = ?").params(java.sql.Timestamp.from(clock.instant()), source).update())
                .as("plain SQL of the application").hasMessageContaining("what came, from whom, and on which day");
        assertThat(casefiles.source(source).state()).isEqualTo(SourceView.State.ASKED_FOR);
        casefiles.sourceReceived(source, "Letter of the midwife", "The surgery", LocalDate.now(clock).minusDays(1), sample.olive.id());
        assertThat(casefiles.sources(sample.file.id())).singleElement().satisfies(s -> {
            assertThat(s.state()).isEqualTo(SourceView.State.RECEIVED);
            assertThat(s.receivedWhat()).isEqualTo("Letter of the midwife");
        });
        assertThatThrownBy(() -> casefiles.sourceReceived(source, "Another letter", "The surgery", LocalDate.now(clock), sample.olive.id())).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> jdbc.sql("update source set received_what = 'nothing' where id = ?").params(source).update()).hasMessageContaining("stays as it was recorded");
        assertThatThrownBy(() -> casefiles.addSource(sample.file.id(), null, " ", null))
                .isInstanceOfSatisfying(Invalid.class, e -> assertThat(e.faults()).hasSize(2));
    }

    @Test
    void aSearchByTheMothersNameShowsTheFileOfEachChildAndIsLoggedOnIt() {
        assertThat(search.find(sample.other, "mara sample" + sample.tag, "Phone call")).hasSize(2).first().satisfies(found -> {
            assertThat(found.reference()).isEqualTo("REF-" + sample.tag);
            assertThat(found.givenName()).isEqualTo("Hal");
            assertThat(found.responsible()).isEqualTo(sample.olive.name());
        });
        assertThat(access.looks(sample.file.id(), null, 5)).extracting(Look::username, Look::why).containsExactly(org.assertj.core.api.Assertions.tuple(sample.other.username(), "Phone call"));
        assertThat(search.find(sample.other, "ref-" + sample.tag, "Phone call")).as("the beginning").hasSize(1);
        assertThat(search.find(sample.other, sample.tag, "Phone call")).as("a part").extracting(FileFound::reference).contains("REF-" + sample.tag);
        assertThat(search.find(sample.other, "%%%", "Phone call")).isEmpty();
    }

    @Test
    void aSearchNeedsThreeLettersAndAReasonAndTheRight() {
        assertThatThrownBy(() -> search.find(sample.other, "ma", "")).isInstanceOfSatisfying(Invalid.class, e -> assertThat(e.faults()).hasSize(2));
        assertThatThrownBy(() -> search.find(sample.administrator, "Mara", "Curious")).isInstanceOf(NotFound.class);
        casefiles.addConflict(sample.file.id(), sample.other.id(), "Neighbour.");
        assertThat(search.find(sample.other, "Hal Sample" + sample.tag, "Curious")).extracting(FileFound::reference).containsExactly("SIB-" + sample.tag);
    }

    @Test
    void myFamiliesAreThoseThatIMayOpen() {
        assertThat(search.mine(sample.olive)).extracting(FileFound::reference).containsExactly("REF-" + sample.tag);
        assertThat(search.mine(sample.nadia)).isEmpty();
    }

    @Test
    void aFileIsFoundByItsReferenceAndItsPerson() {
        assertThat(casefiles.byReference("REF-" + sample.tag)).isEqualTo(sample.file);
        assertThat(casefiles.ofPerson(sample.child)).contains(sample.file);
        assertThat(casefiles.childOf(sample.file.id()).givenName()).isEqualTo("Hal");
        assertThatThrownBy(() -> casefiles.byReference("nothing")).isInstanceOf(NotFound.class);
    }
}
