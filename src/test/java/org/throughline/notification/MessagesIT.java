package org.throughline.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.validate.ValidationResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.notification.OutgoingMessage.Colleague;
import org.throughline.notification.OutgoingMessage.Link;
import org.throughline.notification.OutgoingMessage.Recipient;
import org.throughline.notification.OutgoingMessage.RoleMailbox;
import org.throughline.notification.OutgoingMessage.When;
import org.throughline.organisation.Mailboxes;
import org.throughline.organisation.Practitioner;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** What asks somebody to a meeting, over SMTP to a real server; the calendar file is read by another library than the one that wrote it. */
@ThroughlineTest
@RecordApplicationEvents
class MessagesIT {

    private static final Instant START = Instant.parse("2026-04-08T09:00:00Z");

    @Autowired Messages messages;
    @Autowired MailRound round;
    @Autowired Deliveries deliveries;
    @Autowired Mailboxes mailboxes;
    @Autowired FamilyWorld world;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;
    @Autowired DefaultListableBeanFactory beans;
    @Autowired ApplicationEvents events;

    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();
    private final UUID meeting = UUID.randomUUID();
    private final UUID place = UUID.randomUUID();
    private GreenMail mail;
    private Practitioner hester;
    private String box;

    @BeforeEach
    void server() {
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        sender.setHost("127.0.0.1");
        sender.setPort(mail.getSmtp().getPort());
        beans.registerSingleton("mailServerOfTheTest", sender);
        world.startClock(Instant.parse("2026-03-02T11:00:00Z"));
        jdbc.sql("update notice set due_at = 'infinity' where mail_id is null").update();
        jdbc.sql("update mail set next_at = 'infinity' where state = 'WAITING'").update();
        hester = world.team().visitor();
        box = "box-" + hester.id() + "@example.org";
        mailboxes.set(hester.id(), box);
    }

    @AfterEach
    void stop() {
        beans.destroySingleton("mailServerOfTheTest");
        mail.stop();
    }

    private void put(MessageKind kind, Recipient to, When when, Link... links) {
        TestClock.get().advance(Duration.ofSeconds(1));
        transaction.executeWithoutResult(status -> messages.put(new OutgoingMessage(place + ":" + kind + ":" + (when == null ? "" : when.sequence()), kind, meeting, place, to, when, List.of(links))));
    }

    private static When when(int sequence, Instant start) {
        return new When(start, Duration.ofMinutes(90), "Room 4, Civic Centre", "https://meet.example.org/abc", sequence);
    }

    private Link answer(int sequence) {
        return new Link(LinkPurpose.ANSWER, place, sequence, START);
    }

    private static String part(MimeMessage message, String type) throws Exception {
        MimeMultipart parts = (MimeMultipart) message.getContent();
        for (int i = 0; i < parts.getCount(); i++) {
            if (parts.getBodyPart(i).isMimeType(type)) {
                assertThat(parts.getBodyPart(i).getContentType()).contains("UTF-8");
                Object content = parts.getBodyPart(i).getContent();
                return content instanceof InputStream in ? new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8) : content.toString();
            }
        }
        throw new AssertionError("No part " + type);
    }

    private static Calendar calendar(MimeMessage message) throws Exception {
        return new CalendarBuilder().build(new ByteArrayInputStream(part(message, "text/calendar").getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    private static String value(VEvent event, String property) {
        return event.<Property>getProperty(property).map(Property::getValue).orElse(null);
    }

    @Test
    void theChangeAndTheCallingOffBearTheSameUidAndARisingSequenceAndThatAttendeeAlone() throws Exception {
        put(MessageKind.MEETING_REQUEST, new Colleague(hester.id()), when(0, START), answer(0));
        put(MessageKind.MEETING_MOVED, new Colleague(hester.id()), when(1, START.plus(Duration.ofDays(2))), answer(1));
        put(MessageKind.MEETING_CANCELLED, new Colleague(hester.id()), when(2, START.plus(Duration.ofDays(2))));
        round.go();
        MimeMessage[] received = mail.getReceivedMessages();
        assertThat(received).hasSize(3);
        List<String> uids = new ArrayList<>();
        List<String> sequences = new ArrayList<>();
        List<String> methods = new ArrayList<>();
        for (MimeMessage message : received) {
            assertThat(message.getAllRecipients()).extracting(Object::toString).containsExactly(box);
            Calendar calendar = calendar(message);
            ValidationResult wrong = calendar.validate();
            assertThat(wrong.getEntries()).isEmpty();
            VEvent event = (VEvent) calendar.getComponents().get(0);
            uids.add(value(event, Property.UID));
            sequences.add(value(event, Property.SEQUENCE));
            methods.add(calendar.<Property>getProperty(Property.METHOD).map(Property::getValue).orElse(null));
            assertThat(event.getProperties(Property.ATTENDEE)).hasSize(1);
            assertThat(value(event, Property.ATTENDEE)).isEqualTo("mailto:" + box);
            assertThat(value(event, Property.ORGANIZER)).isEqualTo("mailto:throughline@localhost.localdomain");
            assertThat(value(event, Property.DESCRIPTION)).isNull();
            assertThat(value(event, Property.SUMMARY)).isEqualTo("Meeting");
            assertThat(value(event, Property.LOCATION)).isEqualTo("Room 4, Civic Centre");
        }
        assertThat(uids).containsOnly(meeting + ".throughline@localhost.localdomain");
        assertThat(sequences).containsExactly("0", "1", "2");
        assertThat(methods).containsExactly("REQUEST", "REQUEST", "CANCEL");
        VEvent first = (VEvent) calendar(received[0]).getComponents().get(0);
        assertThat(value(first, Property.DTSTART)).isEqualTo("20260408T090000Z");
        assertThat(value(first, Property.DTEND)).isEqualTo("20260408T103000Z");
        assertThat(value((VEvent) calendar(received[2]).getComponents().get(0), Property.STATUS)).isEqualTo("CANCELLED");
        assertThat(part(received[0], "text/plain")).contains("Wednesday 8 April 2026, 10:00 (90 minutes)", "https://throughline.example.org/links/").doesNotContain("Hester");
        assertThat(part(received[2], "text/plain")).doesNotContain("/links/");
    }

    @Test
    void nothingInADatabaseOpensALinkAndASecondAttemptBearsTheSameOne() throws Exception {
        put(MessageKind.MEETING_REQUEST, new Colleague(hester.id()), when(0, START), answer(0));
        round.go();
        jdbc.sql("update mail set state = 'WAITING', next_at = :now where id = (select mail_id from message where place = :place)").param("place", place)
                .param("now", java.sql.Timestamp.from(TestClock.get().instant())).update();
        round.go();
        String one = link(mail.getReceivedMessages()[0]);
        assertThat(link(mail.getReceivedMessages()[1])).isEqualTo(one);
        String token = one.substring(one.lastIndexOf('/') + 1);
        for (String table : List.of("message", "message_link", "signed_link", "mail")) {
            assertThat(jdbc.sql("select count(*) from " + table + " t where t::text like :token").param("token", "%" + token.substring(24) + "%").query(Integer.class).single()).as(table).isZero();
        }
    }

    private static String link(MimeMessage message) throws Exception {
        return Arrays.stream(part(message, "text/plain").split("\\s+")).filter(word -> word.startsWith("https://throughline.example.org/links/")).findFirst().orElseThrow();
    }

    @Test
    void aRoleMailboxIsToldAndWhatDoesNotArriveIsSaid() throws Exception {
        try (RefusingServer refusing = new RefusingServer("550 5.1.1 no such mailbox")) {
            sender.setPort(refusing.port());
            put(MessageKind.MEETING_REQUEST, new RoleMailbox("ward-7@example.org"), when(0, START), answer(0));
            round.go();
        }
        assertThat(messages.notReached(place)).isEqualTo("The mail server says that there is no such mailbox: correct the address.");
        assertThat(events.stream(MessageNotDelivered.class)).extracting(MessageNotDelivered::about, MessageNotDelivered::place, MessageNotDelivered::kind)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(meeting, place, MessageKind.MEETING_REQUEST));
        assertThat(deliveries.undelivered(null, 50)).anySatisfy(one -> assertThat(one.address()).isEqualTo("ward-7@example.org"));
        sender.setPort(mail.getSmtp().getPort());
        put(MessageKind.MEETING_MOVED, new RoleMailbox("ward-8@example.org"), when(1, START), answer(1));
        assertThat(messages.notReached(place)).as("waits its turn").isNull();
        round.go();
        assertThat(messages.notReached(place)).isNull();
        MimeMessage arrived = mail.getReceivedMessages()[0];
        String returned = "Undeliverable\nOriginal-Message-ID: " + arrived.getMessageID();
        assertThat(deliveries.cameBack(returned)).isEqualTo(1);
        assertThat(messages.notReached(place)).isEqualTo("It came back: check the address.");
        assertThat(events.stream(MessageNotDelivered.class)).hasSize(2);
        assertThat(deliveries.unreachable()).doesNotContainNull();
    }

    @Test
    void whoHasNoMailboxIsNotReachedAndHearsWhenOneIsEntered() throws Exception {
        mailboxes.set(hester.id(), null);
        put(MessageKind.MEETING_REQUEST, new Colleague(hester.id()), when(0, START), answer(0));
        round.go();
        assertThat(messages.notReached(place)).isEqualTo("No mailbox is entered for this person.");
        mailboxes.set(hester.id(), box);
        TestClock.get().advance(Duration.ofMinutes(1));
        round.go();
        assertThat(mail.getReceivedMessages()).hasSize(1);
        assertThat(messages.notReached(place)).isNull();
    }

    @Test
    void nothingCanBeginAnotherLineOfAMail() {
        for (String address : List.of("a@example.org\r\nBcc: b@example.org", "a@example.org, b@example.org", "Ward <a@example.org>", "")) {
            assertThatThrownBy(() -> put(MessageKind.MINUTES, new RoleMailbox(address), null)).isInstanceOf(IllegalArgumentException.class);
        }
        for (When wrong : List.of(new When(START, Duration.ofMinutes(60), "Room\r\nBcc: b@example.org", null, 0), new When(START, Duration.ofMinutes(60), null, "https://a\nb", 0),
                new When(START, Duration.ofMinutes(60), null, "http://meet.example.org/", 0), new When(START, Duration.ofMinutes(60), null, null, 0), new When(START, Duration.ofMinutes(60), "x".repeat(201), null, 0))) {
            assertThatThrownBy(() -> put(MessageKind.MEETING_REQUEST, new Colleague(hester.id()), wrong)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> jdbc.sql("insert into mail (id, address, urgent, made_at, next_at, changed_at) values (gen_random_uuid(), E'a@example.org\\nBcc: b@example.org', true, now(), now(), now())").update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void theSameOccasionIsOneMessage() {
        put(MessageKind.MEETING_REQUEST, new Colleague(hester.id()), when(0, START), answer(0));
        put(MessageKind.MEETING_REQUEST, new Colleague(hester.id()), when(0, START), answer(0));
        round.go();
        assertThat(mail.getReceivedMessages()).hasSize(1);
    }
}
