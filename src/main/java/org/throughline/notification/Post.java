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
    private final Mailboxes mailboxes;
    private final Organisation organisation;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Post(JdbcClient jdbc, MailServer server, Mailboxes mailboxes, Organisation organisation, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.server = server;
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
                select id, to_id, urgent, made_at, attempts from mail where state = 'WAITING' and next_at <= :now
                order by next_at, id limit 1 for update skip locked""")
                .param("now", Timestamp.from(now))
                .query((row, n) -> new Letter(row.getObject("id", UUID.class), row.getObject("to_id", UUID.class), row.getBoolean("urgent"),
                        row.getTimestamp("made_at").toInstant(), row.getInt("attempts"))).optional();
        return next.map(letter -> handOver(letter, now)).orElse(Outcome.NONE_WAITS);
    }

    private Outcome handOver(Letter letter, Instant now) {
        if (!organisation.find(letter.toId()).filter(Practitioner::active).isPresent()) {
            return giveUp(letter, "This person has left, and nobody acts for them: enter a deputy or a supervisor.", now);
        }
        Optional<String> address = mailboxes.of(letter.toId());
        if (address.isEmpty()) {
            return later(letter, "No mailbox is entered for this person.", now);
        }
        return switch (server.send(letter, address.get())) {
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
        Optional<UUID> to = jdbc.sql("update mail set state = 'BOUNCED', why = :why, changed_at = :now where id = :id and state = 'SENT' returning to_id")
                .param("why", why).param("now", Timestamp.from(clock.instant())).param("id", mail).query(UUID.class).optional();
        to.ifPresent(person -> tell(mail, person, why));
        return to.isPresent();
    }

    private void tell(UUID mail, UUID to, String why) {
        events.publishEvent(new MailNotDelivered(mail, to,
                jdbc.sql("select dedupe_key from notice where mail_id = :mail order by id").param("mail", mail).query(String.class).list(), why));
    }

    private int number(String rule) {
        return jdbc.sql("select rule_number(:id)").param("id", rule).query(Integer.class).single();
    }
}
