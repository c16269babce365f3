package org.throughline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.Throughline;
import org.throughline.notification.MessageKind;
import org.throughline.notification.Messages;
import org.throughline.notification.OutgoingMessage;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.AgencyKind;
import org.throughline.organisation.NewPractitioner;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.PractitionerRole;
import org.throughline.testing.LateMany;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.TestDatabase;

/**
 * Two whole applications on one database: both send what waits in one outbox; then 1,000 timers fall due at once, and one of the two is killed
 * with -9 while it holds some. In {@code -Pfull} alone.
 */
@EnabledIfSystemProperty(named = "throughline.full", matches = "true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoNodesIT {

    private static final int MAILS = 300;

    private static final int TIMERS = 1000;
    private static final Duration CAP = Duration.ofMinutes(10);

    private final TestDatabase database = TestDatabase.get().another("two_nodes");
    private ConfigurableApplicationContext here;
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private Process other;
    private JdbcClient jdbc;

    @AfterAll
    void end() throws Exception {
        mail.stop();
        if (other != null) {
            other.destroyForcibly().waitFor();
        }
        if (here != null) {
            here.close();
        }
    }

    @BeforeAll
    void twoNodes() throws Exception {
        mail.start();
        here = new SpringApplicationBuilder(Throughline.class)
                .initializers(context -> ((GenericApplicationContext) context).registerBean("ownerDatabase", OwnerDatabase.class, database::owner))
                .run(arguments("one").toArray(String[]::new));
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-Duser.timezone=UTC",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !entry.contains("test-classes")).collect(Collectors.joining(File.pathSeparator)), Throughline.class.getName()));
        command.addAll(arguments("two"));
        Path log = Path.of("target/two-nodes.log");
        other = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        jdbc = here.getBean(JdbcClient.class);
        hasStarted(log);
    }

    @Test
    @Order(1)
    void ofMailThatBothSendEachLeavesOnce() throws Exception {
        Messages messages = here.getBean(Messages.class);
        here.getBean(TransactionTemplate.class).executeWithoutResult(status -> IntStream.range(0, MAILS).forEach(n -> messages.put(new OutgoingMessage("two-nodes:" + n, MessageKind.MINUTES,
                UUID.randomUUID(), UUID.randomUUID(), new OutgoingMessage.RoleMailbox("office-" + n + "@example.org"), null, List.of()))));
        long end = System.nanoTime() + CAP.toNanos();
        while (jdbc.sql("select count(*) from mail where address like 'office-%' and state <> 'SENT'").query(Integer.class).single() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(50_000_000);
        }
        Map<String, Integer> to = new HashMap<>();
        Map<String, Integer> from = new TreeMap<>();
        for (MimeMessage one : mail.getReceivedMessages()) {
            if (!one.getAllRecipients()[0].toString().startsWith("office-")) {
                continue;
            }
            to.merge(one.getAllRecipients()[0].toString(), 1, Integer::sum);
            from.merge(one.getFrom()[0].toString(), 1, Integer::sum);
        }
        System.out.println("Two nodes: mail sent by each: " + from);
        assertThat(from.keySet()).as("both were at work").containsExactly("one@example.org", "two@example.org");
        assertThat(to).hasSize(MAILS).allSatisfy((address, times) -> assertThat(times).as(address).isEqualTo(1));
    }

    @Test
    @Order(2)
    void eachLevelIsToldOnceAndTheOtherNodeTakesOverWhatAKilledOneHeld() throws Exception {
        Organisation organisation = here.getBean(Organisation.class);
        UUID agency = organisation.addAgency("csc", "Children's social care", AgencyKind.CHILDRENS_SOCIAL_CARE);
        UUID manager = organisation.addPractitioner(new NewPractitioner("sunita", "Sunita Supervisor", agency, null, PractitionerRole.TEAM_MANAGER, null, true));
        UUID worker = organisation.addPractitioner(new NewPractitioner("ines", "Ines Incoming", agency, null, PractitionerRole.SOCIAL_WORKER, manager, true));
        LateMany late = LateMany.of(TIMERS, organisation.get(worker), here.getBean(Obligations.class), jdbc, database.owner().asOwner());
        String mine = here.getBean(JobExecutor.class).getLockOwner();
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

    private List<String> arguments(String node) {
        Login app = database.appLogin();
        Login owner = database.ownerLogin();
        return List.of("--spring.datasource.url=" + app.url(), "--spring.datasource.username=" + app.user(), "--spring.datasource.password=" + app.password(),
                "--spring.flyway.url=" + owner.url(), "--spring.flyway.user=" + owner.user(), "--spring.flyway.password=" + owner.password(),
                "--server.port=0", "--management.server.port=0", "--camunda.bpm.job-execution.lock-time-in-millis=5000",
                "--spring.mail.host=127.0.0.1", "--spring.mail.port=" + mail.getSmtp().getPort(), "--throughline.mail.every=PT0.2S", "--throughline.mail.from=" + node + "@example.org",
                "--throughline.watchdog.scheduled=false", "--throughline.deadlines.scheduled=false",
                "--throughline.away.scheduled=false", "--throughline.leaving.scheduled=false", "--throughline.families.scheduled=false", "--throughline.meetings.scheduled=false", "--throughline.agreements.scheduled=false");
    }
}
