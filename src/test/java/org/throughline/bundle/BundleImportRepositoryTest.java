package org.throughline.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.access.NotFound;
import org.throughline.bundle.CaseBundle.Row;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.Families;
import org.throughline.casefile.FamilyMember;
import org.throughline.chronology.Verification;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

@ThroughlineTest
class BundleImportRepositoryTest {

    private static final List<String> TABLES = List.of("casefile", "person", "person_name", "person_identifier", "person_match", "relationship", "relationship_end",
            "household", "household_member", "household_member_end", "involvement", "allocation", "agency", "practitioner", "entry", "entry_person",
            "entry_content", "authority", "obligation");

    @Autowired
    FamilyWorld world;
    @Autowired
    BundleImport bundles;
    @Autowired
    Casefiles casefiles;
    @Autowired
    Families families;
    @Autowired
    Organisation organisation;
    @Autowired
    JdbcClient jdbc;

    private final MarkedBundle marked = new MarkedBundle();
    private Team team;

    @BeforeEach
    void build() {
        world.startClock();
        team = world.team();
    }

    // ------------------------------------------------------------ Child H

    @Test
    void theChildHBundleComesInWhole() {
        ImportCounts counts = bundles.run(marked.childH(), team.administrator());

        assertThat(counts).isEqualTo(new ImportCounts(marked.marked("CH-2009-H"), 6, 6, 9, 14, 9, 15, 11, 1, 53, 0, counts.likelyMatches()));
        CasefileView file = casefiles.byReference(counts.reference());
        assertThat(families.of(file.id())).extracting(FamilyMember::name).as("the relative cares for the half-sibling and is no family of the baby (domain 2)")
                .containsExactlyInAnyOrder("Hal Example", "Una Example", "Mara Example", "Finn Example", "Greta Example");
        assertThat(historyOf(file)).as("the half-sibling's closed file and the father's own entries included").hasSize(53);
        assertThat(casefiles.childOf(file.id()).givenName()).isEqualTo("Hal");
        assertThat(jdbc.sql("select opened_on from casefile where id = :id").param("id", file.id()).query(LocalDate.class).single()).isEqualTo("2009-04-01");
    }

    @Test
    void cutAtTheChangeOfWorkerItHasThirtyNineEntriesTenOfThemKeyFromNineAgencies() {
        bundles.run(marked.childHUntil(LocalDate.of(2009, 9, 7)), team.administrator());

        CasefileView file = casefiles.byReference(marked.marked("CH-2009-H"));
        assertThat(historyOf(file)).hasSize(39);
        assertThat(jdbc.sql("""
                select e.external_id from family_entries(:file, :now) f join entry e using (casefile_id, seq)
                where is_key(e.casefile_id, e.seq, :now) order by 1""").param("file", file.id()).param("now", now()).query(String.class).list())
                .containsExactly("H-003", "H-004", "H-013", "H-017", "H-018", "H-022", "H-028", "H-030", "H-035", "H-036");
        assertThat(organisation.agencies()).filteredOn(agency -> agency.code().endsWith(marked.mark)).hasSize(9);
    }

    @Test
    void entriesJoinTheFileOfTheirChildElseOfTheirPerson() {
        bundles.run(marked.childH(), team.administrator());

        String reference = marked.marked("CH-2009-H");
        assertThat(fileOf("H-017")).isEqualTo(reference);
        assertThat(fileOf("H-003")).isEqualTo(reference + "-sibling");
        assertThat(fileOf("H-013")).isEqualTo(reference + "-sibling");
        assertThat(fileOf("H-008")).isEqualTo(reference + "-father");
        CasefileView sibling = casefiles.byReference(reference + "-sibling");
        assertThat(sibling.open()).isFalse();
        assertThat(sibling.child()).isTrue();
        assertThat(jdbc.sql("select closed_at from casefile where id = :id").param("id", sibling.id()).query(java.sql.Timestamp.class).single().toInstant())
                .isEqualTo("2002-12-20T16:30:00Z");
    }

    @Test
    void theWorkerOfTheBundleIsResponsibleWithAuthorityAndIsKnownByNameOnly() {
        bundles.run(marked.childH(), team.administrator());

        CasefileView file = casefiles.byReference(marked.marked("CH-2009-H"));
        Practitioner olive = organisation.get(marked.marked("olive"));
        assertThat(casefiles.responsible(file.id())).contains(olive.id());
        assertThat(olive.canLogIn()).isFalse();
        assertThat(organisation.lineSupervisorOf(olive.id())).map(Practitioner::username).contains(marked.marked("sunita"));
        assertThat(jdbc.sql("select origin from authority where casefile_id = :file and practitioner_id = :who and revoked_at is null")
                .param("file", file.id()).param("who", olive.id()).query(String.class).list()).containsExactly("IMPORT");
    }

    @Test
    void importedEntriesAreNobodysInterventionAndKeepBothTimes() {
        bundles.run(marked.childH(), team.administrator());

        Map<String, Object> visit = jdbc.sql("""
                select e.origin, e.standing, e.acted_by, e.recorded_at, e.filed_at, r.username as recorder, f.username as filer
                from entry e join casefile c on c.id = e.casefile_id join practitioner r on r.id = e.recorded_by join practitioner f on f.id = e.filed_by
                where c.reference like :mark and e.external_id = 'H-018'""").param("mark", "%" + marked.mark + "%").query().singleRow();
        assertThat(visit).containsEntry("origin", "IMPORT").containsEntry("standing", "INFORMATION").containsEntry("acted_by", null)
                .containsEntry("recorder", marked.marked("wanda")).containsEntry("filer", team.administrator().username());
        assertThat(((java.sql.Timestamp) visit.get("recorded_at")).toInstant()).isEqualTo("2009-02-18T16:30:00Z");
        assertThat(((java.sql.Timestamp) visit.get("filed_at")).toInstant()).isEqualTo(TestClock.get().instant());
    }

    @Test
    void oneImportIsFiledAtOneMomentHoweverLongItTakes() {
        TestClock.get().reset();
        bundles.run(marked.childH(), team.administrator());
        assertThat(jdbc.sql("select count(distinct e.filed_at) from entry e join casefile c on c.id = e.casefile_id where c.reference like :mark")
                .param("mark", "%" + marked.mark + "%").query(Long.class).single()).isEqualTo(1);
    }

    // ------------------------------------------------------------ a second time

    @Test
    void aSecondImportAddsNothing() {
        CaseBundle bundle = marked.childH();
        bundles.run(bundle, team.administrator());
        Map<String, Long> before = sizes();
        long version = families.version(casefiles.byReference(bundle.head().reference()).id());
        TestClock.get().advance(java.time.Duration.ofDays(3));

        ImportCounts counts = bundles.run(bundle, team.administrator());

        assertThat(counts.added()).isFalse();
        assertThat(counts.entriesHere()).isEqualTo(53);
        assertThat(sizes()).isEqualTo(before);
        assertThat(families.version(casefiles.byReference(bundle.head().reference()).id())).isEqualTo(version);
    }

    @Test
    void aLongerBundleAddsWhatIsNewAndNothingElse() {
        bundles.run(marked.childHUntil(LocalDate.of(2009, 9, 7)), team.administrator());
        ImportCounts counts = bundles.run(marked.childH(), team.administrator());
        assertThat(counts.entries()).isEqualTo(14);
        assertThat(counts.entriesHere()).isEqualTo(39);
        assertThat(counts.files() + counts.relationships() + counts.stays() + counts.practitioners() + counts.allocations()).isZero();
    }

    @Test
    void aRowThatDiffersFromWhatIsHereIsAFault() {
        CaseBundle bundle = marked.childH();
        bundles.run(bundle, team.administrator());
        CaseBundle other = MarkedBundle.changing(bundle, "H-017", row -> new Row(row.place(), row.externalId(), List.of("mother", "child-h"), row.eventDate(), row.precision(),
                row.type(), "She does not book.", row.sourceAgency(), row.sourcePerson(), row.provenance(), Verification.CONTRADICTED, row.significance(),
                row.impactOnChild(), row.impactLevel(), row.actionTaken(), row.outcome(), row.key(), row.recordedAt(), row.recordedBy(), Map.of("mode", "PHONE")));

        assertThat(refused(other)).singleElement().satisfies(fault -> {
            assertThat(fault.line()).isEqualTo(18);
            assertThat(fault.reason()).contains("'H-017' is here already and differs in: persons, verification, attributes, summary");
        });
    }

    @Test
    void twoImportsAtOnceAddOnce() throws Exception {
        CaseBundle bundle = marked.childH();
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            Callable<ImportCounts> act = () -> bundles.run(bundle, team.administrator());
            List<Future<ImportCounts>> done = two.invokeAll(List.of(act, act));
            assertThat(done.get(0).get().entries() + done.get(1).get().entries()).isEqualTo(53);
            assertThat(done.get(0).get().files() + done.get(1).get().files()).isEqualTo(6);
        } finally {
            two.shutdownNow();
        }
    }

    // ------------------------------------------------------------ faults that only the record can tell

    @Test
    void nothingIsImportedWhereThereIsOneFault() {
        CaseBundle bundle = marked.childH();
        Instant tomorrow = TestClock.get().instant().plusSeconds(86_400);
        CaseBundle late = MarkedBundle.changing(bundle, "H-053", row -> recordedAt(row, tomorrow));
        Map<String, Long> before = sizes();

        assertThat(refused(late)).singleElement().satisfies(fault -> {
            assertThat(fault.field()).isEqualTo("recorded_at");
            assertThat(fault.line()).isEqualTo(54);
            assertThat(fault.reason()).contains("after the case file was opened here");
        });
        assertThat(sizes()).isEqualTo(before);
    }

    @Test
    void whatWasRecordedAfterTheFileWasOpenedHereIsRefused() {
        bundles.run(marked.childHUntil(LocalDate.of(2009, 9, 7)), team.administrator());
        Instant later = TestClock.get().instant().plusSeconds(60);
        TestClock.get().advance(java.time.Duration.ofDays(1));

        assertThat(refused(MarkedBundle.changing(marked.childH(), "H-053", row -> recordedAt(row, later)))).hasSize(1);
    }

    @Test
    void peopleOfTheOrganisationAreNeverChangedAndBothValuesAreNamed() {
        small("First");
        List<BundleFault> faults = refusedSmall(b -> b.inCase("Ann Worker", "Anna Worker").inCase("SOCIAL_WORKER", "QUALITY_ASSURANCE")
                .inCase("\"kind\": \"GP\"", "\"kind\": \"PHARMACY\"").inCase(", \"supervisor\": \"bob" + dash() + "\"", ", \"supervisor\": \"cat" + dash() + "\"")
                .inCase("\"Bob Boss\"", "\"Bob Boss\", \"agency\": \"csc" + dash() + "\", \"role\": \"TEAM_MANAGER\" },\n    { \"username\": \"cat" + dash() + "\", \"name\": \"Cat\""));

        assertThat(faults).extracting(BundleFault::field).containsExactlyInAnyOrder("agencies[1].kind", "practitioners[0].name", "practitioners[0].role", "practitioners[0].supervisor");
        assertThat(faults).anySatisfy(fault -> assertThat(fault.reason()).contains("'Ann Worker' here and 'Anna Worker' in the bundle"));
        assertThat(organisation.find("cat" + dash())).as("nothing was imported").isEmpty();
    }

    @Test
    void aPersonOfTheFamilyIsNeverChanged() {
        small("First");
        assertThat(refusedSmall(b -> b.inCase("1990-01-31", "1991-01-31"))).singleElement()
                .satisfies(fault -> assertThat(fault.reason()).contains("'1990-01-31' here and '1991-01-31' in the bundle"));
    }

    @Test
    void responsibilityDoesNotMoveByAnImport() {
        small("First");
        assertThat(refusedSmall(b -> b.inCase("\"practitioner\": \"ann" + dash() + "\", \"since\": \"2020-06-01\"", "\"practitioner\": \"bob" + dash() + "\", \"since\": \"2020-06-01\"")))
                .singleElement().satisfies(fault -> assertThat(fault.reason()).contains("changes by a handover"));
    }

    @Test
    void aPlaceWithoutACalendarIsRefused() {
        assertThat(refusedSmall(b -> b.inCase("exampleshire", "narnia"))).singleElement().satisfies(fault -> assertThat(fault.field()).isEqualTo("case.jurisdiction"));
    }

    @Test
    void aLinkThatHasEndedSinceIsEnded() {
        small("First");
        ImportCounts counts = bundles.run(zip(smallBundle().inCase("\"until\": null, \"address\"", "\"until\": \"2020-12-24\", \"address\"")), team.administrator());
        assertThat(counts.stays()).isEqualTo(1);
        assertThat(refusedSmall(b -> b.inCase("\"until\": null, \"address\"", "\"until\": \"2020-12-31\", \"address\""))).singleElement()
                .satisfies(fault -> assertThat(fault.reason()).contains("'2020-12-24' here and '2020-12-31' in the bundle"));
    }

    // ------------------------------------------------------------ the same people in two files

    @Test
    void equalIdentifiersLinkTheRecordsAndEqualNamesWithBirthDatesProposeOnly() {
        small("First");
        String first = "T-1" + dash();
        MarkedBundle other = new MarkedBundle();
        bundles.run(zip(smallBundle(other).inCase("\"value\": \"1" + other.marked("") + "\"", "\"value\": \"1" + dash() + "\"")
                .inCase("Kim Test", "Kimberley Test")), team.administrator());

        UUID kim = casefiles.byReference(first).personId();
        UUID mum = casefiles.byReference(first + "-mum").personId();
        assertThat(decisions(kim, other, "")).containsExactly("IDENTIFIER SAME");
        assertThat(decisions(mum, other, "-mum")).containsExactly("NAME_AND_BIRTH_DATE null");
    }

    @Test
    void oneIdentifierWithTwoBirthDatesIsAFault() {
        small("First");
        MarkedBundle other = new MarkedBundle();
        assertThat(refused(smallBundle(other).inCase("\"value\": \"1" + other.marked("") + "\"", "\"value\": \"1" + dash() + "\"").inCase("\"born\": \"2020-05-04\"", "\"born\": \"2020-05-03\""))).singleElement()
                .satisfies(fault -> assertThat(fault.reason()).contains("born 2020-05-04").contains("born 2020-05-03"));
    }

    // ------------------------------------------------------------ who

    @Test
    void nobodyButAnAdministratorImportsAndTheAttemptIsLogged() {
        CaseBundle bundle = marked.childH();
        for (Practitioner who : List.of(team.outgoing(), team.supervisor(), team.service(), team.visitor())) {
            assertThatThrownBy(() -> bundles.run(bundle, who)).isInstanceOf(NotFound.class);
            assertThat(jdbc.sql("select allowed from access_log where practitioner_id = :who").param("who", who.id()).query(Boolean.class).list()).containsExactly(false);
        }
        assertThat(casefiles.findByReference(bundle.head().reference())).isEmpty();
    }

    // ------------------------------------------------------------ the small family

    private String dash() {
        return marked.marked("");
    }

    private TestBundle smallBundle() {
        return smallBundle(marked);
    }

    /** The small bundle with ids of its own; all bundles of one test have the same mother. */
    private TestBundle smallBundle(MarkedBundle with) {
        String dash = with.marked("");
        return TestBundle.sound().inCase("T-1", "T-1" + dash).inCase("\"csc\"", "\"csc" + dash + "x\"").inCase("\"gp\"", "\"gp" + dash + "\"").inCase("\"ann\"", "\"ann" + dash + "\"")
                .inCase("\"bob\"", "\"bob" + dash + "\"").inCase("\"value\": \"1\"", "\"value\": \"1" + dash + "\"").inCase("Mo Test", "Mo " + marked.mark)
                .inCase("csc" + dash + "x", "csc" + dash)
                .inRows(",gp,practice", ",gp" + dash + ",practice").inRows(",csc,worker", ",csc" + dash + ",worker").inRows("csc|gp", "csc" + dash + "|gp" + dash).inRows("Z,ann,", "Z,ann" + dash + ",");
    }

    private void small(String what) {
        ImportCounts counts = bundles.run(zip(smallBundle()), team.administrator());
        assertThat(counts.entries()).as(what).isEqualTo(2);
    }

    private static ByteArrayInputStream zip(TestBundle bundle) {
        return new ByteArrayInputStream(bundle.zip());
    }

    private List<BundleFault> refusedSmall(UnaryOperator<TestBundle> spoil) {
        return refused(spoil.apply(smallBundle()));
    }

    private List<BundleFault> refused(TestBundle bundle) {
        return catchThrowableOfType(BundleRefused.class, () -> bundles.run(zip(bundle), team.administrator())).faults();
    }

    private List<BundleFault> refused(CaseBundle bundle) {
        return catchThrowableOfType(BundleRefused.class, () -> bundles.run(bundle, team.administrator())).faults();
    }

    private List<String> decisions(UUID person, MarkedBundle other, String suffix) {
        UUID twin = casefiles.byReference(other.marked("T-1") + suffix).personId();
        return jdbc.sql("""
                select m.basis || ' ' || coalesce((select d.outcome from person_match_decision d where d.match_id = m.id order by d.decided_at desc limit 1), 'null')
                from person_match m where least(m.person_a, m.person_b) = least(:a, :b) and greatest(m.person_a, m.person_b) = greatest(:a, :b)""")
                .param("a", person).param("b", twin).query(String.class).list();
    }

    private static Row recordedAt(Row row, Instant at) {
        return new Row(row.place(), row.externalId(), row.persons(), row.eventDate(), row.precision(), row.type(), row.summary(), row.sourceAgency(), row.sourcePerson(),
                row.provenance(), row.verification(), row.significance(), row.impactOnChild(), row.impactLevel(), row.actionTaken(), row.outcome(), row.key(), at,
                row.recordedBy(), row.attributes());
    }

    private java.sql.Timestamp now() {
        return java.sql.Timestamp.from(TestClock.get().instant());
    }

    private List<Long> historyOf(CasefileView file) {
        return jdbc.sql("select seq from family_entries(:file, :now)").param("file", file.id()).param("now", now()).query(Long.class).list();
    }

    private String fileOf(String externalId) {
        return jdbc.sql("select c.reference from entry e join casefile c on c.id = e.casefile_id where e.external_id = :id and c.reference like :mark")
                .param("id", externalId).param("mark", "%" + marked.mark + "%").query(String.class).single();
    }

    private Map<String, Long> sizes() {
        return TABLES.stream().collect(java.util.stream.Collectors.toMap(table -> table, table -> jdbc.sql("select count(*) from " + table).query(Long.class).single()));
    }
}
