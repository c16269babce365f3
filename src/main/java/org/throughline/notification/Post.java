package org.throughline.notification;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.organisation.Mailboxes;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/**
 * Hands mails over to the mail server, each in a transaction of its own. A crash between the handing over and the commit sends it
 * once more under the same Message-ID; nothing is lost. What cannot be handed over is tried again with growing waits (NT3, NT4) and
 * given up in the end (NT2).
 */
@Component
class Post {

    private final JdbcClient jdbc;
    private final MailServer server;
    private final MessageWriter writer;
    private final Mailboxes mailboxes;
    private final Organisation organisation;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Post(JdbcClient jdbc, MailServer server, MessageWriter writer, Mailboxes mailboxes, Organisation organisation, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.server = server;
        this.writer = writer;
        this.mailboxes = mailboxes;
        this.organisation = organisation;
        this.events = events;
        this.clock = clock;
    }

    /** What came of the next mail. */
    enum Outcome { NONE_WAITS, GONE, NOT_GONE, SERVER_AWAY }

    /** Hands over the mail that has waited longest; two nodes never take the same one. */
    @Transactional
    Outcome next() {
        Instant now = clock.instant();
        Optional<Letter> next = jdbc.sql("""
                select id, to_id, address, urgent, made_at, attempts, exists (select 1 from message g where g.mail_id = mail.id) as message from mail where state = 'WAITING' and next_at <= :now
                order by next_at, id limit 1 for update skip locked""")
                .param("now", Timestamp.from(now))
                .query((row, n) -> new Letter(row.getObject("id", UUID.class), row.getObject("to_id", UUID.class), row.getString("address"),
                        row.getBoolean("urgent"), row.getTimestamp("made_at").toInstant(), row.getInt("attempts"), row.getBoolean("message"))).optional();
        return next.map(letter -> handOver(letter, now)).orElse(Outcome.NONE_WAITS);
    }

    private Outcome handOver(Letter letter, Instant now) {
        if (letter.toId() != null && !organisation.find(letter.toId()).filter(Practitioner::active).isPresent()) {
            return giveUp(letter, "This person has left, and nobody acts for them: enter a deputy or a supervisor.", now);
        }
        Optional<String> address = letter.address() != null ? Optional.of(letter.address()) : mailboxes.of(letter.toId());
        if (address.isEmpty()) {
            return later(letter, "No mailbox is entered for this person.", now);
        }
        Optional<MailContent> content = letter.message() ? writer.write(letter.id(), letter.toId(), address.get(), server.from()) : Optional.of(server.somethingWaits(letter));
        if (content.isEmpty()) {
            return later(letter, MessageWriter.NO_LINKS_IN_WORDS, now);
        }
        return switch (server.send(letter, address.get(), content.get())) {
            case TAKEN -> gone(letter, now);
            case REFUSED -> giveUp(letter, "The mail server says that there is no such mailbox: correct the address.", now);
            case NOT_NOW -> later(letter, "The mail server did not take it yet.", now);
            case AWAY -> {
                later(letter, "The mail server does not answer.", now);
                yield Outcome.SERVER_AWAY;
            }
            case NOT_SET -> {
                later(letter, MailServer.NOT_SET_IN_WORDS, now);
                yield Outcome.SERVER_AWAY;
            }
        };
    }

    private Outcome gone(Letter letter, Instant now) {
        write(letter, "SENT", null, now, now);
        return Outcome.GONE;
    }

    private Outcome later(Letter letter, String why, Instant now) {
        if (letter.madeAt().plus(Duration.ofHours(number("NT2"))).isBefore(now)) {
            return giveUp(letter, why, now);
        }
        long minutes = Math.min(number("NT4"), (long) number("NT3") << Math.min(letter.attempts(), 20));
        write(letter, "WAITING", why, now.plus(Duration.ofMinutes(minutes)), now);
        return Outcome.NOT_GONE;
    }

    private Outcome giveUp(Letter letter, String why, Instant now) {
        write(letter, "FAILED", why, now, now);
        tell(letter.id(), letter.toId(), why);
        return Outcome.NOT_GONE;
    }

    private void write(Letter letter, String state, String why, Instant next, Instant now) {
        jdbc.sql("update mail set state = :state, why = :why, attempts = attempts + 1, next_at = :next, changed_at = :now where id = :id")
                .param("state", state).param("why", why, Types.VARCHAR).param("next", Timestamp.from(next)).param("now", Timestamp.from(now))
                .param("id", letter.id()).update();
    }

    /** A mail that was handed over has come back. @return false where there is no such mail, or it has not been handed over */
    @Transactional
    boolean cameBack(UUID mail) {
        String why = "It came back: check the address.";
        boolean ours = jdbc.sql("update mail set state = 'BOUNCED', why = :why, changed_at = :now where id = :id and state = 'SENT'")
                .param("why", why).param("now", Timestamp.from(clock.instant())).param("id", mail).update() == 1;
        if (ours) {
            tell(mail, jdbc.sql("select to_id from mail where id = :id").param("id", mail).query((row, n) -> Optional.ofNullable(row.getObject("to_id", UUID.class))).single().orElse(null), why);
        }
        return ours;
    }

    /** Where a role mailbox fails, nobody of the organisation is unreachable; whoever asked hears of it all the same. */
    private void tell(UUID mail, UUID to, String why) {
        jdbc.sql("select id, kind, about, place from message where mail_id = :mail").param("mail", mail)
                .query((row, n) -> new MessageNotDelivered(row.getObject("id", UUID.class), MessageKind.valueOf(row.getString("kind")), row.getObject("about", UUID.class),
                        row.getObject("place", UUID.class), why)).optional().ifPresent(events::publishEvent);
        if (to == null) {
            return;
        }
        events.publishEvent(new MailNotDelivered(mail, to,
                jdbc.sql("select dedupe_key from notice where mail_id = :mail order by id").param("mail", mail).query(String.class).list(), why));
    }

    private int number(String rule) {
        return jdbc.sql("select rule_number(:id)").param("id", rule).query(Integer.class).single();
    }
}
