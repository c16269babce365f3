package org.throughline.notification;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.organisation.Mailboxes;

/**
 * Messages that ask somebody to something, one recipient each, through the same outbox as every mail: in with the transaction that asks, tried
 * again with growing waits, given up in the end, and said then.
 */
@Service
public class Messages {

    private static final Pattern NEUTRAL = Pattern.compile("[^\\p{Cntrl}]{1,200}");
    private static final Pattern LINK = Pattern.compile("https://[!-~]{1,490}");

    private final JdbcClient jdbc;
    private final LinkStore links;
    private final Clock clock;

    Messages(JdbcClient jdbc, LinkStore links, Clock clock) {
        this.jdbc = jdbc;
        this.links = links;
        this.clock = clock;
    }

    /**
     * Puts it in, once for each key; it goes at once.
     *
     * @throws IllegalArgumentException where an address, a room or a link holds what could begin another line of a mail
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void put(OutgoingMessage wanted) {
        put(UuidCreator.getTimeOrderedEpoch(), wanted);
    }

    void put(UUID id, OutgoingMessage wanted) {
        check(wanted);
        if (jdbc.sql("select exists (select 1 from message where dedupe_key = :key)").param("key", wanted.dedupeKey()).query(Boolean.class).single()) {
            return;
        }
        Timestamp now = Timestamp.from(clock.instant());
        UUID mail = UuidCreator.getTimeOrderedEpoch();
        UUID to = wanted.to() instanceof OutgoingMessage.Colleague colleague ? colleague.practitioner() : null;
        String address = wanted.to() instanceof OutgoingMessage.RoleMailbox mailbox ? mailbox.address() : null;
        jdbc.sql("insert into mail (id, to_id, address, urgent, made_at, next_at, changed_at) values (:id, :to, :address, true, :now, :now, :now)")
                .param("id", mail).param("to", to, Types.OTHER).param("address", address, Types.VARCHAR).param("now", now).update();
        OutgoingMessage.When when = wanted.when();
        jdbc.sql("""
                insert into message (id, dedupe_key, mail_id, kind, about, place, starts_at, minutes, room, link, sequence, made_at)
                values (:id, :key, :mail, :kind, :about, :place, :starts, :minutes, :room, :link, :sequence, :now)""")
                .param("id", id).param("key", wanted.dedupeKey()).param("mail", mail).param("kind", wanted.kind().name()).param("about", wanted.about())
                .param("place", wanted.place()).param("starts", when == null ? null : Timestamp.from(when.start()), Types.TIMESTAMP)
                .param("minutes", when == null ? null : Math.toIntExact(when.lasts().toMinutes()), Types.INTEGER).param("room", when == null ? null : when.room(), Types.VARCHAR)
                .param("link", when == null ? null : when.link(), Types.VARCHAR).param("sequence", when == null ? null : when.sequence(), Types.INTEGER).param("now", now).update();
        wanted.links().forEach(link -> jdbc.sql("insert into message_link (message_id, purpose, subject_id, version, expires_at) values (:id, :purpose, :subject, :version, :expires)")
                .param("id", id).param("purpose", link.purpose().name()).param("subject", link.subject()).param("version", link.version())
                .param("expires", Timestamp.from(link.expires())).update());
    }

    private static void check(OutgoingMessage wanted) {
        if (wanted.to() instanceof OutgoingMessage.RoleMailbox mailbox && !Mailboxes.isAddress(mailbox.address())) {
            throw new IllegalArgumentException("A role mailbox is one address, such as ward@example.org, and nothing else.");
        }
        OutgoingMessage.When when = wanted.when();
        if (wanted.kind().calendar() != (when != null)) {
            throw new IllegalArgumentException("A calendar's part goes with what is about a meeting's time, and with nothing else.");
        }
        if (when != null && (when.room() == null && when.link() == null || when.room() != null && !NEUTRAL.matcher(when.room()).matches()
                || when.link() != null && !LINK.matcher(when.link()).matches())) {
            throw new IllegalArgumentException("A place is a room in one line of at most 200 characters, or a link that begins with https://, or both.");
        }
    }

    /** What still waits to be sent about a meeting's time to this place is not sent any more: a newer message takes its place. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void supersede(UUID place) {
        jdbc.sql("""
                update mail set state = 'SUPERSEDED', why = null, changed_at = :now where state = 'WAITING'
                and id in (select mail_id from message where place = :place and starts_at is not null)""")
                .param("now", Timestamp.from(clock.instant())).param("place", place).update();
    }

    /** What this subject's links were good for is over: every one that was not used is void from now on. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void revokeLinks(UUID subject) {
        links.revoke(subject, clock.instant());
    }

    /** When the newest message of a kind was put in that has gone out; empty where none has. */
    @Transactional(readOnly = true)
    public Optional<Instant> newestGone(MessageKind kind) {
        return jdbc.sql("select max(g.made_at) from message g join mail m on m.id = g.mail_id where g.kind = :kind and m.state = 'SENT'").param("kind", kind.name())
                .query(Timestamp.class).optional().map(Timestamp::toInstant);
    }

    /** Whether the newest message to this place has not arrived, in a sentence; null where it has, or waits its turn. */
    @Transactional(readOnly = true)
    public String notReached(UUID place) {
        return jdbc.sql("""
                select case when m.state <> 'SENT' then m.why end as why from message g join mail m on m.id = g.mail_id
                where g.place = :place and g.kind <> 'CODE' order by g.made_at desc, g.id desc limit 1""").param("place", place)
                .query((row, n) -> Optional.ofNullable(row.getString("why"))).optional().flatMap(why -> why).orElse(null);
    }
}
