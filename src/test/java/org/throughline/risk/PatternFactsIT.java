package org.throughline.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.NewCasefile;
import org.throughline.casefile.NewPerson;
import org.throughline.casefile.RelationshipType;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EntryDraft;
import org.throughline.chronology.EventType;
import org.throughline.chronology.ImpactLevel;
import org.throughline.chronology.ImportedEntry;
import org.throughline.chronology.Precision;
import org.throughline.chronology.Provenance;
import org.throughline.chronology.Verification;
import org.throughline.meeting.ChildState;
import org.throughline.meeting.OpenPlan;
import org.throughline.organisation.AgencyKind;
import org.throughline.organisation.Organisation;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** What each pattern counts on a real record: the hit, and the near miss at the edge of its window. */
@ThroughlineTest
class PatternFactsIT {

    /** As of this day everything is asked; the child of the family was born on 10 January 2026. */
    private static final LocalDate DAY = LocalDate.of(2026, 6, 30);
    private static final LocalDate YEAR_AGO = LocalDate.of(2025, 6, 30);
    private static final LocalDate NINETY_DAYS_AGO = DAY.minusDays(90);

    @Autowired FamilyWorld world;
    @Autowired PatternFinder finder;
    @Autowired Chronology chronology;
    @Autowired Casefiles casefiles;
    @Autowired Organisation organisation;
    @Autowired TransactionTemplate transaction;
    @Autowired JdbcClient jdbc;

    private FamilyWorld.Team team;
    private FamilyWorld.Family family;
    private UUID drugs;
    private UUID sibling;
    private int imported;

    @BeforeEach
    void aFamily() {
        world.startClock(Instant.parse("2026-07-07T09:00:00Z"));
        team = world.team();
        family = world.family(team, 1);
        transaction.executeWithoutResult(status -> {
            drugs = organisation.addAgency("drugs-" + team.mark(), "Drugs team", AgencyKind.DRUG_ALCOHOL);
            sibling = casefiles.addPerson(new NewPerson(true, "Una Example-" + UUID.randomUUID(), "Una", LocalDate.of(2015, 7, 10), null));
            casefiles.addRelationship(family.mother(), sibling, RelationshipType.PARENT, LocalDate.of(2015, 7, 10), team.administrator().id());
            casefiles.openFile(new NewCasefile(family.reference() + "-S", sibling, true, "Example", "exampleshire", team.csc(), true, LocalDate.of(2015, 7, 10)));
        });
        happened(EventType.CONTACT, LocalDate.of(2026, 1, 11), family.child());
    }

    private void happened(EventType type, LocalDate day, UUID... whom) {
        happened(type, day, team.health(), ImpactLevel.LOW, Map.of(), false, Provenance.OBSERVED, whom);
    }

    private void happened(EventType type, LocalDate day, UUID agency, ImpactLevel impact, Map<String, String> attributes, boolean key, Provenance provenance, UUID... whom) {
        EntryDraft draft = new EntryDraft(day, Precision.EXACT, type, agency, "record", List.of(whom), "It is on the record.", provenance,
                provenance == Provenance.SELF_REPORT ? Verification.UNVERIFIED : Verification.CORROBORATED, key ? "It matters." : null, "What it means.", impact, "noted", "none: routine", key, attributes, null);
        transaction.executeWithoutResult(status -> chronology.importEntries(List.of(new ImportedEntry(family.file(), "X-" + ++imported, draft, day.atTime(16, 0).toInstant(ZoneOffset.UTC), null)),
                team.administrator()));
    }

    private PatternFacts facts() {
        return finder.of(family.file(), DAY, TestClock.get().instant());
    }

    @Test
    void selfHarmOfACarerCountsEpisodesOfTwelveMonths() {
        happened(EventType.CARER_SELF_HARM, YEAR_AGO.minusDays(1), family.father());
        assertThat(facts().selfHarm()).as("a day too old").isZero();
        happened(EventType.CARER_SELF_HARM, YEAR_AGO, family.father());
        assertThat(facts().selfHarm()).isEqualTo(1);
        happened(EventType.CARER_SELF_HARM, DAY, family.father(), family.mother(), family.child());
        happened(EventType.CARER_LEFT_BEFORE_SEEN, DAY, family.father());
        assertThat(facts().selfHarm()).as("leaving on the day of it is no further episode").isEqualTo(2);
        assertThat(facts().leftBeforeSeen()).isEqualTo(1);
        happened(EventType.CARER_LEFT_BEFORE_SEEN, DAY.minusDays(1), family.mother());
        assertThat(facts().selfHarm()).as("another day").isEqualTo(3);
        happened(EventType.CARER_SELF_HARM, DAY.plusDays(1), family.father());
        assertThat(facts().selfHarm()).as("the day after is not yet").isEqualTo(3);
        assertThat(facts().child()).isEqualTo(ChildState.INFANT);
    }

    @Test
    void domesticIncidentsAndMovesCountDays() {
        happened(EventType.DOMESTIC_INCIDENT, YEAR_AGO, family.mother());
        happened(EventType.DOMESTIC_INCIDENT, YEAR_AGO, family.father());
        happened(EventType.DOMESTIC_INCIDENT, YEAR_AGO.minusDays(1), family.father());
        assertThat(facts().domesticIncidents()).isEqualTo(1);
        happened(EventType.ADDRESS_MOVE, YEAR_AGO, family.mother());
        happened(EventType.HOMELESS, DAY.minusDays(3), family.mother(), family.father());
        happened(EventType.NEW_TENANCY, DAY, family.child(), family.mother());
        happened(EventType.NEW_TENANCY, YEAR_AGO.minusDays(1), family.mother());
        happened(EventType.ADDRESS_MOVE, DAY.minusDays(9), family.mother(), sibling);
        assertThat(facts().moves()).as("what names another child and not this one is not counted").isEqualTo(3);
    }

    @Test
    void notBroughtAndNoAccessAreOneSeriesOfNinetyDays() {
        happened(EventType.WAS_NOT_BROUGHT, NINETY_DAYS_AGO.minusDays(1), family.child());
        assertThat(facts().missed()).isZero();
        happened(EventType.WAS_NOT_BROUGHT, NINETY_DAYS_AGO, family.child());
        happened(EventType.NO_ACCESS, DAY.minusDays(20), family.mother());
        assertThat(facts().missed()).isEqualTo(2);
        assertThat(facts().missedInARow()).isEqualTo(2);
        happened(EventType.HEALTH_CHECK, DAY.minusDays(10), family.child());
        assertThat(facts().missedInARow()).as("seen since").isZero();
        happened(EventType.WAS_NOT_BROUGHT, DAY, family.child());
        happened(EventType.WAS_NOT_BROUGHT, DAY, family.mother(), sibling);
        assertThat(facts().missedInARow()).as("the other child's is none of this one's").isEqualTo(1);
        assertThat(facts().missed()).isEqualTo(3);
        happened(EventType.CANCELLED_BY_FAMILY, NINETY_DAYS_AGO, family.mother());
        happened(EventType.CANCELLED_BY_FAMILY, NINETY_DAYS_AGO.minusDays(1), family.mother());
        assertThat(facts().cancelled()).isEqualTo(1);
    }

    @Test
    void refusingTheDrugServiceCountsAndRefusingOthersAndComplaintsNever() {
        happened(EventType.REFUSED, DAY, family.father());
        happened(EventType.COMPLAINT, DAY, drugs, ImpactLevel.LOW, Map.of(), false, Provenance.OBSERVED, family.father());
        assertThat(facts().drugServiceRefused()).isZero();
        assertThat(facts().agenciesActive()).as("neither makes an agency one that works on a concern").isZero();
        happened(EventType.REFUSED, YEAR_AGO, drugs, ImpactLevel.LOW, Map.of(), false, Provenance.OBSERVED, family.father());
        happened(EventType.REFUSED, YEAR_AGO.minusDays(1), drugs, ImpactLevel.LOW, Map.of(), false, Provenance.OBSERVED, family.father());
        assertThat(facts().drugServiceRefused()).isEqualTo(1);
    }

    @Test
    void agenciesThatWorkOnAConcernAndTheLastMeeting() {
        happened(EventType.RELAPSE, NINETY_DAYS_AGO, drugs, ImpactLevel.LOW, Map.of(), false, Provenance.OBSERVED, family.father());
        happened(EventType.NEGLECT_CONCERN, DAY, team.csc(), ImpactLevel.LOW, Map.of(), false, Provenance.OBSERVED, family.child());
        happened(EventType.NEGLECT_CONCERN, NINETY_DAYS_AGO.minusDays(1), team.health(), ImpactLevel.LOW, Map.of(), false, Provenance.OBSERVED, family.child());
        assertThat(facts().agenciesActive()).isEqualTo(2);
        assertThat(facts().daysWithoutMeeting()).isEqualTo(PatternFacts.NEVER);
        happened(EventType.MEETING_HELD, DAY.minusDays(42), family.child());
        assertThat(facts().daysWithoutMeeting()).isEqualTo(42);
    }

    @Test
    void comingBackCountsWithoutTheCurrentOneAndWithoutReviews() {
        happened(EventType.REFERRAL, YEAR_AGO.minusDays(1), family.child());
        happened(EventType.REFERRAL, YEAR_AGO, family.child());
        assertThat(facts().openingsBefore()).as("that is the current one").isZero();
        happened(EventType.SECTION_47, DAY.minusDays(60), family.child());
        happened(EventType.CONFERENCE, DAY.minusDays(50), family.child());
        assertThat(facts().openingsBefore()).isEqualTo(2);
        happened(EventType.PLAN_START, DAY.minusDays(50), family.child());
        happened(EventType.CONFERENCE, DAY.minusDays(5), family.child());
        assertThat(facts().openingsBefore()).as("a review is no new beginning").isEqualTo(2);
        assertThat(facts().plan()).isEqualTo(OpenPlan.CP);
        assertThat(facts().earlierProtection()).as("the open plan is no earlier one").isZero();
        happened(EventType.PLAN_END, DAY, family.child());
        assertThat(facts().earlierProtection()).isEqualTo(1);
    }

    @Test
    void anotherChildsRemovalOrConferenceIsAnEarlierHistoryHoweverOld() {
        happened(EventType.REFERRAL, LocalDate.of(2016, 1, 4), sibling);
        assertThat(facts().earlierProtection()).isZero();
        happened(EventType.CONFERENCE, LocalDate.of(2016, 2, 4), sibling, family.mother());
        happened(EventType.CARE_CHANGE, LocalDate.of(2016, 6, 4), sibling);
        assertThat(facts().earlierProtection()).isEqualTo(2);
    }

    @Test
    void changesOfWorkerAndOfCareCountDaysOfTwelveMonths() {
        happened(EventType.WORKER_CHANGE, YEAR_AGO.minusDays(1), family.child());
        happened(EventType.WORKER_CHANGE, YEAR_AGO, family.child());
        happened(EventType.WORKER_CHANGE, DAY, family.child());
        happened(EventType.WORKER_CHANGE, DAY, family.child(), family.mother());
        assertThat(facts().workerChanges()).isEqualTo(2);
        happened(EventType.CARE_CHANGE, YEAR_AGO, family.child());
        happened(EventType.HOUSEHOLD_CHANGE, DAY, family.child());
        happened(EventType.HOUSEHOLD_CHANGE, DAY, family.mother());
        happened(EventType.CARE_CHANGE, YEAR_AGO.minusDays(1), family.child());
        assertThat(facts().careChanges()).isEqualTo(2);
    }

    @Test
    void theShareOfTheFamilysOwnWordAmongKeyEntries() {
        for (int i = 1; i <= 3; i++) {
            happened(EventType.CONTACT, DAY.minusDays(i), team.health(), ImpactLevel.LOW, Map.of(), true, Provenance.SELF_REPORT, family.child());
        }
        happened(EventType.CONTACT, DAY, team.health(), ImpactLevel.LOW, Map.of(), true, Provenance.OBSERVED, family.mother());
        happened(EventType.CONTACT, DAY, team.health(), ImpactLevel.LOW, Map.of(), false, Provenance.SELF_REPORT, family.mother());
        happened(EventType.COMPLAINT, DAY, team.health(), ImpactLevel.LOW, Map.of(), true, Provenance.SELF_REPORT, family.mother());
        assertThat(facts().keyEntries()).isEqualTo(4);
        assertThat(facts().selfReportShare()).isEqualTo(75);
        happened(EventType.CONTACT, DAY.plusDays(1), team.health(), ImpactLevel.LOW, Map.of(), true, Provenance.SELF_REPORT, family.child());
        assertThat(facts().keyEntries()).as("not yet").isEqualTo(4);
    }

    @Test
    void reviewsOfAnOpenPlanSinceTheLastPositiveChange() {
        happened(EventType.CONFERENCE, DAY.minusDays(300), family.child());
        happened(EventType.PLAN_START, DAY.minusDays(300), family.child());
        happened(EventType.CONFERENCE, DAY.minusDays(200), family.child());
        assertThat(facts().reviewsWithoutChange()).as("the conference that made the plan is no review").isEqualTo(1);
        happened(EventType.CONFERENCE, DAY.minusDays(20), family.child());
        assertThat(facts().reviewsWithoutChange()).isEqualTo(2);
        happened(EventType.POSITIVE_CHANGE, DAY.minusDays(100), family.mother());
        assertThat(facts().reviewsWithoutChange()).as("one since").isEqualTo(1);
        happened(EventType.PLAN_END, DAY, family.child());
        assertThat(facts().reviewsWithoutChange()).as("no plan").isZero();
    }

    @Test
    void factorsOfCarersAreThree() {
        assertThat(facts().parentalFactors()).isZero();
        happened(EventType.RELAPSE, LocalDate.of(2019, 1, 1), family.father());
        happened(EventType.POSITIVE_DRUG_TEST, DAY, family.mother());
        assertThat(facts().parentalFactors()).as("alcohol and drugs are one").isEqualTo(1);
        assertThat(facts().misuse()).isTrue();
        happened(EventType.MENTAL_HEALTH_CRISIS, DAY.plusDays(1), family.mother());
        assertThat(facts().parentalFactors()).isEqualTo(1);
        happened(EventType.DOMESTIC_INCIDENT, DAY, family.mother());
        assertThat(facts().parentalFactors()).isEqualTo(2);
    }

    @Test
    void aVisitIsOverdueWhereItsDutyIs() {
        assertThat(facts().visitOverdue()).isFalse();
        jdbc.sql("""
                insert into obligation (id, dedupe_key, casefile_id, subject_kind, subject_id, rule_id, what, agency_id, born_at, due_at, unit, urgent)
                values (gen_random_uuid(), 'seen:' || :file, :file::uuid, 'FAMILY', :file::uuid, 'D23', 'See the child', :agency, '2026-06-01T09:00:00Z', '2026-07-07T09:00:00Z', 'CALENDAR_DAYS', false)""")
                .param("file", family.file().toString()).param("agency", team.csc()).update();
        assertThat(facts().visitOverdue()).as("due at this very moment").isFalse();
        assertThat(finder.of(family.file(), DAY, Instant.parse("2026-07-07T09:00:01Z")).visitOverdue()).isTrue();
    }

    /** P17 counts the serious rows and M6, within ninety days, and no other. */
    @Test
    void onlySeriousRowsOfNinetyDaysCountForP17() {
        raised("P8", false, DAY);
        raised("P4", false, DAY);
        raised("P10", true, NINETY_DAYS_AGO);
        raised("P7", true, NINETY_DAYS_AGO.minusDays(1));
        assertThat(facts().seriousRows()).containsExactly("P10");
        assertThat(facts().everRaised()).containsExactlyInAnyOrder("P4", "P7", "P8", "P10");
    }

    private void raised(String rule, boolean serious, LocalDate day) {
        UUID prompt = UUID.randomUUID();
        jdbc.sql("""
                insert into pattern_prompt (id, casefile_id, rule_id, asks, because, mode, to_manager, counts, serious, raised_at, due_at, looked_back)
                values (:id, :file, :rule, 'Decide', 'it is so', 'ADVISE', false, '{}', :serious, '2026-06-30T09:00:00Z', '2026-07-01T09:00:00Z', false)""")
                .param("id", prompt).param("file", family.file()).param("rule", rule).param("serious", serious).update();
        jdbc.sql("insert into pattern_prompt_cause (prompt_id, entry_file, entry_seq, event_date, raised_at, again, facts) values (:id, :file, 1, :day, '2026-06-30T09:00:00Z', false, '{}')")
                .param("id", prompt).param("file", family.file()).param("day", day).update();
    }

    @Test
    void injuriesCountDaysAndTheSameMechanismInAnotherChild() {
        happened(EventType.INJURY, YEAR_AGO.minusDays(1), family.child());
        happened(EventType.INJURY, DAY, team.health(), ImpactLevel.SERIOUS, Map.of("mechanism", "Burn by an iron"), true, Provenance.OBSERVED, family.child());
        happened(EventType.INJURY, DAY, family.child(), family.mother());
        assertThat(facts().injuries()).isEqualTo(1);
        happened(EventType.INJURY, YEAR_AGO.minusDays(1), team.health(), ImpactLevel.SERIOUS, Map.of("mechanism", "burn by an iron"), true, Provenance.OBSERVED, sibling);
        happened(EventType.INJURY, DAY, team.health(), ImpactLevel.SERIOUS, Map.of("mechanism", "fall"), true, Provenance.OBSERVED, sibling);
        assertThat(facts().sameMechanism()).as("too old, and another way").isFalse();
        happened(EventType.INJURY, YEAR_AGO, team.health(), ImpactLevel.SERIOUS, Map.of("mechanism", "burn by an iron "), true, Provenance.OBSERVED, sibling);
        assertThat(facts().sameMechanism()).isTrue();
        happened(EventType.INJURY, YEAR_AGO, family.child());
        assertThat(facts().injuries()).isEqualTo(2);
    }

    @Test
    void twoAgenciesThatWorryAboutGrowth() {
        happened(EventType.HEALTH_CHECK, DAY, team.health(), ImpactLevel.MODERATE, Map.of(), false, Provenance.OBSERVED, family.child());
        happened(EventType.NEGLECT_CONCERN, DAY, team.health(), ImpactLevel.SERIOUS, Map.of(), false, Provenance.OBSERVED, family.child());
        happened(EventType.NEGLECT_CONCERN, DAY, drugs, ImpactLevel.LOW, Map.of(), false, Provenance.OBSERVED, family.child());
        happened(EventType.NEGLECT_CONCERN, NINETY_DAYS_AGO.minusDays(1), team.csc(), ImpactLevel.SERIOUS, Map.of(), false, Provenance.OBSERVED, family.child());
        assertThat(facts().growthAgencies()).isEqualTo(1);
        happened(EventType.NEGLECT_CONCERN, NINETY_DAYS_AGO, team.csc(), ImpactLevel.SERIOUS, Map.of(), false, Provenance.OBSERVED, family.child());
        assertThat(facts().growthAgencies()).isEqualTo(2);
    }
}
