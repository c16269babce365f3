package org.throughline.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.authority.Authorities;
import org.throughline.handover.HandoverType;
import org.throughline.handover.Handovers;
import org.throughline.handover.NewHandover;
import org.throughline.handover.ReasonCode;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Mailboxes;
import org.throughline.organisation.NewPractitioner;
import org.throughline.organisation.PractitionerRole;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.testing.Api;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** Real mails over SMTP to a server that can be stopped and started. */
@ThroughlineTest
class MailIT {

    @Autowired Outbox outbox;
    @Autowired MailRound round;
    @Autowired Deliveries deliveries;
    @Autowired Mailboxes mailboxes;
    @Autowired Organisation organisation;
    @Autowired FamilyWorld world;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;
    @Autowired Authorities authorities;
    @Autowired Handovers handovers;
    @Autowired Obligations obligations;
    @Autowired DefaultListableBeanFactory beans;
    @Autowired WebApplicationContext web;

    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();
    private GreenMail mail;
    private FamilyWorld.Team team;
    private Api api;

    @BeforeEach
    void server() {
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        sender.setHost("127.0.0.1");
        sender.setPort(mail.getSmtp().getPort());
        beans.registerSingleton("mailServerOfTheTest", sender);
        world.startClock(Instant.parse("2026-03-02T11:00:00Z"));
        // what other tests left waiting is not looked at here
        jdbc.sql("update notice set due_at = 'infinity' where mail_id is null").update();
        jdbc.sql("update mail set next_at = 'infinity' where state = 'WAITING'").update();
        team = world.team();
        for (Practitioner person : List.of(team.supervisor(), team.incoming(), team.outgoing(), team.service())) {
            mailboxes.set(person.id(), address(person));
        }
        api = new Api(web);
    }

    @AfterEach
    void stop() {
        beans.destroySingleton("mailServerOfTheTest");
        mail.stop();
    }

    private String address(Practitioner person) {
        return "box-" + person.id() + "@example.org";
    }

    private String key(String name) {
        return team.mark() + ":" + name;
    }

    private void put(String name, Practitioner to, boolean urgent) {
        transaction.executeWithoutResult(status -> outbox.put(new Notice(key(name), to.id(), urgent ? NoticeKind.OVERDUE : NoticeKind.WAITS, urgent)));
    }

    private List<String> recipients() throws Exception {
        return Arrays.stream(mail.getReceivedMessages()).map(MailIT::to).sorted().toList();
    }

    private static String to(MimeMessage message) {
        try {
            return message.getRecipients(Message.RecipientType.TO)[0].toString();
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> state(String name) {
        return jdbc.sql("select m.state, m.why, m.attempts, m.id, m.to_id from notice n join mail m on m.id = n.mail_id where n.dedupe_key = :key")
                .param("key", key(name)).query().singleRow();
    }

    @Test
    void urgentAtOnceAndTheRestOnceADayAtEight() throws Exception {
        put("a", team.incoming(), false);
        put("a", team.incoming(), false);
        put("b", team.incoming(), false);
        put("c", team.supervisor(), true);
        round.go();
        assertThat(recipients()).containsExactly(address(team.supervisor()));

        TestClock.get().set(Instant.parse("2026-03-03T07:59:59Z"));
        round.go();
        assertThat(recipients()).hasSize(1);
        TestClock.get().set(Instant.parse("2026-03-03T08:00:00Z"));
        round.go();
        round.go();
        assertThat(recipients()).containsExactlyInAnyOrder(address(team.supervisor()), address(team.incoming()));

        // the clocks have gone forward on 29 March: eight in the morning is seven in UTC
        TestClock.get().set(Instant.parse("2026-03-29T12:00:00Z"));
        put("d", team.incoming(), false);
        TestClock.get().set(Instant.parse("2026-03-30T07:00:00Z"));
        round.go();
        assertThat(recipients()).hasSize(3);
    }

    @Test
    void whatIsNotCommittedIsNotSaid() throws Exception {
        transaction.executeWithoutResult(status -> {
            outbox.put(new Notice(key("undone"), team.supervisor().id(), NoticeKind.ALARM, true));
            status.setRollbackOnly();
        });
        round.go();
        assertThat(recipients()).isEmpty();
        assertThatThrownBy(() -> outbox.put(new Notice(key("alone"), team.supervisor().id(), NoticeKind.ALARM, true)))
                .isInstanceOf(org.springframework.transaction.IllegalTransactionStateException.class);
    }

    @Test
    void aServerThatIsAwayLosesNothingAndDoublesNothing() throws Exception {
        int port = mail.getSmtp().getPort();
        mail.stop();
        List<Practitioner> people = List.of(team.supervisor(), team.incoming(), team.outgoing(), team.service());
        for (int i = 0; i < 8; i++) {
            put("away-" + i, people.get(i % 4), true);
        }
        round.go();
        round.go();
        assertThat(state("away-0")).containsEntry("state", "WAITING").containsEntry("why", "The mail server does not answer.");
        assertThat(deliveries.notDelivered(List.of(key("away-0"), key("away-3")))).containsKey(key("away-0"));

        mail = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        TestClock.get().advance(Duration.ofMinutes(61));
        round.go();
        round.go();
        assertThat(recipients()).containsExactlyElementsOf(people.stream().map(this::address).sorted().toList());
        assertThat(state("away-0")).containsEntry("state", "SENT").containsEntry("why", null);
        assertThat(deliveries.notDelivered(List.of(key("away-0")))).isEmpty();
    }

    @Test
    void waitsGrowAndEndAndTheEndIsShown() throws Exception {
        mail.stop();
        put("gone", team.supervisor(), true);
        Set<Duration> waits = new TreeSet<>();
        Instant begun = TestClock.get().instant();
        while (state0("gone") == null || "WAITING".equals(state0("gone"))) {
            round.go();
            Instant next = jdbc.sql("select m.next_at from notice n join mail m on m.id = n.mail_id where n.dedupe_key = :key").param("key", key("gone"))
                    .query((row, n) -> row.getTimestamp(1).toInstant()).single();
            waits.add(Duration.between(TestClock.get().instant(), next));
            TestClock.get().set(next.isAfter(TestClock.get().instant()) ? next : TestClock.get().instant());
            assertThat(Duration.between(begun, TestClock.get().instant())).isLessThan(Duration.ofHours(80));
        }
        assertThat(waits).containsExactly(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(4), Duration.ofMinutes(8),
                Duration.ofMinutes(16), Duration.ofMinutes(32), Duration.ofMinutes(60));
        assertThat(Duration.between(begun, TestClock.get().instant())).isGreaterThan(Duration.ofHours(72));
        assertThat(api.get(team.administrator(), "/api/notices/undelivered")).hasStatusOk().bodyJson()
                .extractingPath("$.mails[?(@.to=='" + team.supervisor().username() + "')].state").asArray().containsExactly("FAILED");
    }

    private String state0(String name) {
        return jdbc.sql("select m.state from notice n join mail m on m.id = n.mail_id where n.dedupe_key = :key").param("key", key(name)).query(String.class)
                .optional().orElse(null);
    }

    @Test
    void aMailboxThatDoesNotExistIsGivenUpAtOnceAndABusyOneIsTriedAgain() throws Exception {
        try (RefusingServer refusing = new RefusingServer("550 5.1.1 no such mailbox")) {
            sender.setPort(refusing.port());
            put("none", team.supervisor(), true);
            round.go();
        }
        assertThat(state("none")).containsEntry("state", "FAILED").containsEntry("why", "The mail server says that there is no such mailbox: correct the address.");
        try (RefusingServer busy = new RefusingServer("451 4.7.1 try again later")) {
            sender.setPort(busy.port());
            put("busy", team.supervisor(), true);
            put("busy-too", team.incoming(), true);
            round.go();
        }
        assertThat(state("busy")).containsEntry("state", "WAITING").containsEntry("why", "The mail server did not take it yet.");
        assertThat(state("busy-too")).containsEntry("state", "WAITING").containsEntry("attempts", 1);
        sender.setPort(mail.getSmtp().getPort());
        TestClock.get().advance(Duration.ofMinutes(1));
        round.go();
        assertThat(recipients()).containsExactlyInAnyOrder(address(team.supervisor()), address(team.incoming()));
    }

    @Test
    void withoutAServerEverythingIsKeptAndShownToAdministratorsAlone() {
        beans.destroySingleton("mailServerOfTheTest");
        put("kept", team.supervisor(), true);
        round.go();
        assertThat(state("kept")).containsEntry("state", "WAITING").containsEntry("why", "No mail server is set.");
        assertThat(api.get(team.administrator(), "/api/notices/undelivered")).hasStatusOk().bodyJson()
                .extractingPath("$.said").asString().startsWith("Not sent: no mail server is set.");
        assertThat(api.get(team.supervisor(), "/api/notices/undelivered")).hasStatus(404);
        assertThat(api.anonymously("/api/notices/undelivered")).hasStatus(401);
    }

    @Test
    void whoHasLeftIsActedForAndWhoHasNoMailboxIsSaid() throws Exception {
        organisation.left(team.incoming().id());
        put("left", team.incoming(), true);
        put("nowhere", team.colleague(), true);
        round.go();
        assertThat(recipients()).containsExactly(address(team.supervisor()));
        assertThat(state("nowhere")).containsEntry("why", "No mailbox is entered for this person.");
    }

    @Test
    void noMailSaysWhatOrWhom() throws Exception {
        FamilyWorld.Family family = world.family(team, 6);
        put(family.reference(), team.supervisor(), true);
        put("Hal Example", team.incoming(), false);
        TestClock.get().set(Instant.parse("2026-03-03T08:00:00Z"));
        round.go();
        assertThat(mail.getReceivedMessages()).hasSize(2);
        List<String> secret = List.of("Hal", "Mara", "Finn", "Example-", family.reference(), "CH-", "Sunita", "Ines", "Olive", team.mark(), "overdue", "handover");
        for (MimeMessage message : mail.getReceivedMessages()) {
            String whole = GreenMailUtil.getWholeMessage(message);
            assertThat(whole).doesNotContainIgnoringCase(secret.toArray(String[]::new));
            assertThat(message.getMessageID()).matches("<[0-9a-f-]{36}\\.throughline@.+>");
        }
    }

    @Test
    void aSecondAttemptBearsTheSameNumberAndBouncesAreFoundByIt() throws Exception {
        put("twice", team.supervisor(), true);
        round.go();
        UUID id = (UUID) state("twice").get("id");
        // the node died between the server's answer and the commit
        jdbc.sql("update mail set state = 'WAITING' where id = :id").param("id", id).update();
        round.go();
        MimeMessage[] both = mail.getReceivedMessages();
        assertThat(both).hasSize(2);
        assertThat(both[0].getMessageID()).isEqualTo(both[1].getMessageID());

        String returned = "Undeliverable\\nOriginal-Message-ID: " + both[0].getMessageID() + "\\nFinal-Recipient: unknown";
        assertThat(api.send(HttpMethod.POST, team.administrator(), "{\"text\":\"" + returned + "\"}", "/api/notices/returned")).hasStatusOk()
                .bodyJson().extractingPath("$.mails").isEqualTo(1);
        assertThat(state("twice")).containsEntry("state", "BOUNCED").containsEntry("why", "It came back: check the address.");
        assertThat(api.send(HttpMethod.POST, team.supervisor(), "{\"text\":\"" + returned + "\"}", "/api/notices/returned")).hasStatus(404);
        assertThat(api.send(HttpMethod.POST, team.administrator(), "{}", "/api/notices/returned")).hasStatus(422);
    }

    /** Urgent access and a late step are heard of at once; a step that begins to wait for somebody comes with the daily mail. */
    @Test
    void actsThatMatterFindTheirPeople() throws Exception {
        FamilyWorld.Family family = world.family(team, 6);
        UUID duty = organisation.addPractitioner(new NewPractitioner("duty-" + team.mark(), "Dara Duty", team.csc(), null, PractitionerRole.DUTY_MANAGER, null, true));
        mailboxes.set(duty, "box-" + duty + "@example.org");
        authorities.urgent(family.file(), team.colleague(), "The baby is said to be alone.");
        UUID handover = handovers.request(new NewHandover(family.file(), team.incoming().username(), HandoverType.WORKER_SAME_TEAM, ReasonCode.MANAGE, null, true), team.supervisor());
        round.go();
        assertThat(recipients()).containsExactlyInAnyOrder(address(team.supervisor()), "box-" + duty + "@example.org");

        TestClock.get().set(Instant.parse("2026-03-03T09:00:00Z"));
        round.go();
        assertThat(recipients()).containsExactlyInAnyOrder(address(team.supervisor()), "box-" + duty + "@example.org", address(team.outgoing()));

        UUID obligation = jdbc.sql("select id from obligation where subject_id = :h and ended_at is null").param("h", handover).query(UUID.class).single();
        TestClock.get().set(Instant.parse("2026-03-06T09:00:00Z"));
        obligations.late(obligation);
        mailboxes.set(team.outgoing().id(), null);
        TestClock.get().set(Instant.parse("2026-03-09T09:00:00Z"));
        round.go();
        assertThat(api.get(team.supervisor(), "/api/obligations?casefile=" + family.reference())).hasStatusOk().bodyJson()
                .extractingPath("$[?(@.id=='" + obligation + "')].told[0].mailNotDelivered").asArray().containsExactly("No mailbox is entered for this person.");
    }

    @Test
    void anAddressIsOneAddress() {
        for (String wrong : List.of("a@example.org\r\nBcc: b@example.org", "a@example.org\n", "A <a@example.org>", "a@example.org, b@example.org", "a@b", "", "a b@example.org")) {
            assertThatThrownBy(() -> mailboxes.set(team.incoming().id(), wrong)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> jdbc.sql("update mailbox set address = :a where practitioner_id = :id").param("a", wrong).param("id", team.incoming().id()).update())
                    .isInstanceOf(org.springframework.dao.DataIntegrityViolationException.class);
        }
    }
}
