package org.throughline.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.access.NotFound;
import org.throughline.bundle.OrganisationChanges.Change;
import org.throughline.organisation.ContactNumbers;
import org.throughline.organisation.Mailboxes;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

@ThroughlineTest
class OrganisationImportRepositoryTest {

    private static final String HEADER = "username,name,agency,team,role,supervisor,deputies,agency_name,agency_kind\n";

    @Autowired
    FamilyWorld world;
    @Autowired
    OrganisationImport tables;
    @Autowired
    Organisation organisation;
    @Autowired
    Mailboxes mailboxes;
    @Autowired
    ContactNumbers numbers;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    PlatformTransactionManager transactions;

    private Team team;

    @BeforeEach
    void build() {
        world.startClock();
        team = world.team();
    }

    /** # stands for the mark of this test. */
    private String table(String... lines) {
        return HEADER + String.join("\n", lines).replace("#", team.mark()) + "\n";
    }

    private OrganisationChanges run(boolean dryRun, String... lines) {
        return tables.run(stream(table(lines)), dryRun, team.administrator());
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void newPeopleComeInWhateverTheOrderOfTheLines() {
        OrganisationChanges changes = run(false, "w-#,Wendy Worker,new-#,North,SOCIAL_WORKER,m-#,,,", "m-#,Mo Manager,new-#,North,TEAM_MANAGER,sven-#,d-#;sunita-#,New agency,CHILDRENS_SOCIAL_CARE",
                "d-#,Dee Deputy,new-#,,TEAM_MANAGER,,,,");

        assertThat(changes.added()).containsExactly("w-" + team.mark(), "m-" + team.mark(), "d-" + team.mark());
        Practitioner wendy = organisation.get("w-" + team.mark());
        Practitioner mo = organisation.get("m-" + team.mark());
        assertThat(wendy.canLogIn()).isTrue();
        assertThat(wendy.gatedAgency()).isTrue();
        assertThat(wendy.supervisorId()).isEqualTo(mo.id());
        assertThat(mo.supervisorId()).isEqualTo(team.service().id());
        assertThat(organisation.team(mo.teamId()).orElseThrow().name()).isEqualTo("North");
        assertThat(organisation.isDeputy(team.supervisor().id(), mo.id(), TestClock.get().instant())).isTrue();
        assertThat(organisation.signsFor(organisation.get("d-" + team.mark()).id(), wendy.id(), TestClock.get().instant())).isTrue();
    }

    @Test
    void aDryRunSaysWhatWouldChangeAndWritesNothing() {
        String[] lines = {"ines-#,Ines Married,csc-#,North,SOCIAL_WORKER,cora-#,olive-#,,", "new-#,Ned New,csc-#,,DUTY_WORKER,,,,", "cora-#,Cora Colleague,csc-#,,SOCIAL_WORKER,sunita-#,,,"};
        OrganisationChanges said = run(true, lines);

        String ines = "ines-" + team.mark();
        assertThat(said).isEqualTo(new OrganisationChanges(true, List.of("new-" + team.mark()), List.of(
                new Change(ines, "name", "Ines Incoming", "Ines Married"), new Change(ines, "team", null, "North"),
                new Change(ines, "supervisor", "sunita-" + team.mark(), "cora-" + team.mark()), new Change(ines, "deputies", null, "olive-" + team.mark())), 1));
        assertThat(organisation.get(ines)).isEqualTo(team.incoming());
        assertThat(organisation.find("new-" + team.mark())).isEmpty();

        OrganisationChanges done = run(false, lines);
        assertThat(done.changed()).isEqualTo(said.changed());
        assertThat(organisation.get(ines).name()).isEqualTo("Ines Married");
        assertThat(run(false, lines)).as("a second time").isEqualTo(new OrganisationChanges(false, List.of(), List.of(), 3));
    }

    @Test
    void theLineAsItWasStaysKnown() {
        TestClock.get().advance(Duration.ofDays(1));
        run(false, "ines-#,Ines Incoming,csc-#,,SOCIAL_WORKER,cora-#,,,");
        assertThat(organisation.supervisorAt(team.incoming().id(), TestClock.get().instant().minusSeconds(60)).orElseThrow().id()).isEqualTo(team.supervisor().id());
        assertThat(organisation.lineSupervisorOf(team.incoming().id()).orElseThrow().id()).isEqualTo(team.colleague().id());
    }

    @Test
    void aDeputyWhoIsNoLongerNamedStandsInNoLonger() {
        run(false, "sunita-#,Sunita Supervisor,csc-#,,TEAM_MANAGER,sven-#,cora-#,,");
        TestClock.get().advance(Duration.ofDays(1));
        run(false, "sunita-#,Sunita Supervisor,csc-#,,TEAM_MANAGER,sven-#,,,");
        assertThat(organisation.isDeputy(team.colleague().id(), team.supervisor().id(), TestClock.get().instant())).isFalse();
        assertThat(organisation.isDeputy(team.colleague().id(), team.supervisor().id(), TestClock.get().instant().minusSeconds(60))).isTrue();
    }

    static Stream<Arguments> wrongTables() {
        return Stream.of(
                Arguments.of("x-#,X,csc-#,,SOCIAL_WORKER,nobody-#,,,", "supervisor", "nobody with the user name"),
                Arguments.of("x-#,X,csc-#,,SOCIAL_WORKER,,nobody-#,,", "deputies", "nobody with the user name"),
                Arguments.of("x-#,X,csc-#,,SOCIAL_WORKER,,x-#,,", "deputies", "Nobody stands in for oneself"),
                Arguments.of("x-#,X,csc-#,,SOCIAL_WORKER,x-#,,,", "supervisor", "circle"),
                Arguments.of("sven-#,Sven Service,csc-#,,SERVICE_MANAGER,ines-#,,,", "supervisor", "sven-# - ines-# - sunita-# - sven-#"),
                Arguments.of("x-#,X,other-#,,SOCIAL_WORKER,,,,", "agency", "not entered yet"),
                Arguments.of("x-#,X,csc-#,,BOSS,,,,", "role", "'BOSS'"),
                Arguments.of("x-#,,csc-#,,SOCIAL_WORKER,,,,", "name", "is empty"),
                Arguments.of("x #,X,csc-#,,SOCIAL_WORKER,,,,", "username", "cannot be an id"),
                Arguments.of("x-#,X,csc-#,,SOCIAL_WORKER,,,,\nX-#,X,csc-#,,SOCIAL_WORKER,,,,", "username", "line 2"),
                Arguments.of("x-#,X,new-#,,SOCIAL_WORKER,,,New,CASTLE", "agency_kind", "'CASTLE'"));
    }

    @ParameterizedTest
    @MethodSource("wrongTables")
    void aWrongTableIsRefusedWhole(String line, String field, String says) {
        String good = "good-#,Good One,csc-#,,SOCIAL_WORKER,,,,";
        List<BundleFault> faults = catchThrowableOfType(BundleRefused.class, () -> run(false, line.split("\n").length == 2 ? line : line + "\n" + good)).faults();

        assertThat(faults).anySatisfy(fault -> {
            assertThat(fault.file()).isEqualTo("organisation.csv");
            assertThat(fault.field()).isEqualTo(field);
            assertThat(fault.reason()).contains(says.replace("#", team.mark()));
        });
        assertThat(organisation.find("good-" + team.mark())).isEmpty();
    }

    @Test
    void aColumnTooManyOrTooFewIsNamed() {
        assertThat(catchThrowableOfType(BundleRefused.class, () -> tables.run(stream("username,name,agency,team,role,boss,deputies\n"), true, team.administrator())).faults())
                .extracting(BundleFault::field).containsExactlyInAnyOrder("boss", "supervisor");
    }

    @Test
    void somebodyAlwaysIsAnAdministrator() {
        withoutAdministrators(() -> {
            assertThat(catchThrowableOfType(BundleRefused.class, () -> tables.first(stream(table("x-#,X,csc-#,,SOCIAL_WORKER,,,,")), false)).faults())
                    .singleElement().satisfies(fault -> assertThat(fault.reason()).contains("nobody would be an administrator"));
        });
    }

    @Test
    void theFirstTableNeedsNoAdministratorAndEveryLaterOneDoes() {
        withoutAdministrators(() -> {
            tables.first(stream(table("x-#,X,csc-#,,ADMINISTRATOR,,,,")), false);
            assertThat(organisation.holding(PractitionerRole.ADMINISTRATOR)).extracting(Practitioner::username).containsExactly("x-" + team.mark());
            assertThatThrownBy(() -> tables.first(stream(table("y-#,Y,csc-#,,ADMINISTRATOR,,,,")), false)).isInstanceOf(NotFound.class);
        });
    }

    private void withoutAdministrators(Runnable act) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            status.setRollbackOnly();
            jdbc.sql("update practitioner set active = false where role = 'ADMINISTRATOR'").update();
            act.run();
        });
    }

    @Test
    void nobodyButAnAdministratorChangesTheOrganisation() {
        assertThatThrownBy(() -> tables.run(stream(table("x-#,X,csc-#,,ADMINISTRATOR,,,,")), false, team.service())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> tables.run(stream(table("x-#,X,csc-#,,ADMINISTRATOR,,,,")), true, team.supervisor())).isInstanceOf(NotFound.class);
        assertThat(organisation.find("x-" + team.mark())).isEmpty();
    }

    @Test
    void aMailboxIsOneAddressAndStaysWhereTheTableNamesNone() {
        String header = HEADER.strip() + ",mailbox\n";
        String line = "ines-#,Ines Incoming,csc-#,,SOCIAL_WORKER,sunita-#,,,,".replace("#", team.mark());
        importMailbox(header + line + "ines@example.org\n");
        assertThat(mailboxes.of(team.incoming().id())).contains("ines@example.org");
        importMailbox(header + line + "\n");
        assertThat(mailboxes.of(team.incoming().id())).contains("ines@example.org");
        BundleRefused refused = catchThrowableOfType(BundleRefused.class, () -> importMailbox(header + line + "\"Ines <ines@example.org>\"\n"));
        assertThat(refused.getMessage() + refused.faults()).contains("mailbox", "This is not one address.");
    }

    /** Whoever gets a letter has no other way to answer. */
    @Test
    void anAgencyAndATeamHaveOneNumberEachAndKeepItWhereTheTableNamesNone() {
        String header = HEADER.strip() + ",agency_phone,team_phone\n";
        String line = "%s-#,%s,csc-#,%s,SOCIAL_WORKER,sunita-#,,,".replace("#", team.mark());
        String ines = line.formatted("ines", "Ines Incoming", "North");
        String olive = line.formatted("olive", "Olive Outgoing", "");
        OrganisationChanges tried = tables.run(stream(header + ines + ",0116 496 0100,+44 116 496 0177\n"), true, team.administrator());
        assertThat(tried.changed()).contains(new Change("ines-" + team.mark(), "agency_phone", null, "0116 496 0100"), new Change("ines-" + team.mark(), "team_phone", null, "+44 116 496 0177"));
        assertThat(numbers.of(team.outgoing().id())).isEmpty();
        importMailbox(header + ines + ",0116 496 0100,+44 116 496 0177\n" + olive + ",0116 496 0100,\n");
        assertThat(numbers.of(team.incoming().id())).contains("+44 116 496 0177");
        assertThat(numbers.of(team.outgoing().id())).contains("0116 496 0100");
        assertThat(numbers.inWords(team.incoming().id())).contains("Children's social care on +44 116 496 0177");
        importMailbox(header + ines + ",,\n");
        assertThat(numbers.of(team.incoming().id())).contains("+44 116 496 0177");

        for (String wrong : List.of("1164960100", "0116-496-0100", "ring 0116 496 0100", "0116 496 0100 ext 4", "01")) {
            assertThat(catchThrowableOfType(BundleRefused.class, () -> importMailbox(header + ines + "," + wrong + ",\n")).faults()).singleElement()
                    .satisfies(fault -> assertThat(fault.field() + ": " + fault.reason()).startsWith("agency_phone: '" + wrong).contains("Write it such as"));
            assertThatThrownBy(() -> jdbc.sql("update team set phone = :wrong where agency_id = :id").param("wrong", wrong).param("id", team.csc()).update()).as(wrong).isInstanceOf(RuntimeException.class);
        }
        assertThat(catchThrowableOfType(BundleRefused.class, () -> importMailbox(header + olive + ",0116 496 0100,0116 496 0177\n" + ines + ",0116 496 0101,\n")).faults())
                .extracting(BundleFault::field).as("no team, and two numbers for one agency").containsExactly("team_phone", "agency_phone");
    }

    private void importMailbox(String csv) {
        tables.run(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), false, team.administrator());
    }
}
