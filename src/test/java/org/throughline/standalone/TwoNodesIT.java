package org.throughline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.Throughline;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.AgencyKind;
import org.throughline.organisation.NewPractitioner;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.PractitionerRole;
import org.throughline.testing.LateMany;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.TestDatabase;

/** Two whole applications on one database: 1,000 timers fall due at once, and one of the two is killed with -9 while it holds some. In {@code -Pfull} alone. */
@EnabledIfSystemProperty(named = "throughline.full", matches = "true")
class TwoNodesIT {

    private static final int TIMERS = 1000;
    private static final Duration CAP = Duration.ofMinutes(10);

    private final TestDatabase database = TestDatabase.get().another("two_nodes");
    private ConfigurableApplicationContext here;
    private Process other;

    @AfterEach
    void end() throws Exception {
        if (other != null) {
            other.destroyForcibly().waitFor();
        }
        if (here != null) {
            here.close();
        }
    }

    @Test
    void eachLevelIsToldOnceAndTheOtherNodeTakesOverWhatAKilledOneHeld() throws Exception {
        here = new SpringApplicationBuilder(Throughline.class)
                .initializers(context -> ((GenericApplicationContext) context).registerBean("ownerDatabase", OwnerDatabase.class, database::owner))
                .run(arguments().toArray(String[]::new));
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-Duser.timezone=UTC",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !entry.contains("test-classes")).collect(Collectors.joining(File.pathSeparator)), Throughline.class.getName()));
        command.addAll(arguments());
        Path log = Path.of("target/two-nodes.log");
        other = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();

        JdbcClient jdbc = here.getBean(JdbcClient.class);
        Organisation organisation = here.getBean(Organisation.class);
        UUID agency = organisation.addAgency("csc", "Children's social care", AgencyKind.CHILDRENS_SOCIAL_CARE);
        UUID manager = organisation.addPractitioner(new NewPractitioner("sunita", "Sunita Supervisor", agency, null, PractitionerRole.TEAM_MANAGER, null, true));
        UUID worker = organisation.addPractitioner(new NewPractitioner("ines", "Ines Incoming", agency, null, PractitionerRole.SOCIAL_WORKER, manager, true));
        LateMany late = LateMany.of(TIMERS, organisation.get(worker), here.getBean(Obligations.class), jdbc, database.owner().asOwner());
        String mine = here.getBean(JobExecutor.class).getLockOwner();

        hasStarted(log);

        long began = System.nanoTime();
        late.nextLevelIsDue();
        long end = began + CAP.toNanos();
        // in the middle of the work, while it holds some
        while ((late.told() < TIMERS / 10 || late.holders().stream().allMatch(mine::equals)) && System.nanoTime() < end && late.told() < TIMERS) {
            LockSupport.parkNanos(5_000_000);
        }
        other.destroyForcibly().waitFor();
        int toldBefore = late.told();
        List<String> holders = late.holders();
        while (late.told() < TIMERS && System.nanoTime() < end) {
            LockSupport.parkNanos(20_000_000);
        }
        System.out.printf("Two nodes: %d timers, %d told when the other was killed, all told after %d ms%n", TIMERS, toldBefore, (System.nanoTime() - began) / 1_000_000);
        assertThat(holders).as("the killed node held some").anyMatch(holder -> !holder.equals(mine));
        assertThat(toldBefore).as("told when it was killed").isBetween(TIMERS / 10, TIMERS - 1);
        assertThat(late.told()).isEqualTo(TIMERS);
        assertThat(late.wrong()).isZero();
    }

    /** Both must be at work when the timers fall due: alone, one of them is done before the other is there. */
    private void hasStarted(Path log) throws IOException {
        long end = System.nanoTime() + CAP.toNanos();
        while (!Files.readString(log).contains("Started Throughline")) {
            assertThat(other.isAlive()).as("the other node; see " + log).isTrue();
            assertThat(System.nanoTime()).as("the other node starts in time").isLessThan(end);
            LockSupport.parkNanos(200_000_000);
        }
    }

    private List<String> arguments() {
        Login app = database.appLogin();
        Login owner = database.ownerLogin();
        return List.of("--spring.datasource.url=" + app.url(), "--spring.datasource.username=" + app.user(), "--spring.datasource.password=" + app.password(),
                "--spring.flyway.url=" + owner.url(), "--spring.flyway.user=" + owner.user(), "--spring.flyway.password=" + owner.password(),
                "--server.port=0", "--management.server.port=0", "--camunda.bpm.job-execution.lock-time-in-millis=5000",
                "--throughline.mail.scheduled=false", "--throughline.watchdog.scheduled=false", "--throughline.deadlines.scheduled=false",
                "--throughline.away.scheduled=false", "--throughline.leaving.scheduled=false", "--throughline.families.scheduled=false", "--throughline.meetings.scheduled=false", "--throughline.agreements.scheduled=false");
    }
}
