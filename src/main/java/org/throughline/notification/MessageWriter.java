package org.throughline.notification;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.calendar.WorkingCalendar;

/**
 * Writes a message out at the moment it is sent, for the address to which it then goes: its links are made then and kept as hashes, and
 * nothing else that could be used stands in the database.
 */
@Component
class MessageWriter {

    static final String NO_LINKS_IN_WORDS = "No key and address for signed links are set.";
    private static final String PAGE = "links/";

    private final JdbcClient jdbc;
    private final LinkStore store;
    private final LinkKeys keys;
    private final LinkCodes codes;
    private final RingWords ring;
    private final WorkingCalendar calendar;
    private final Clock clock;
    private final Map<MessageKind, MessageWords> words = new EnumMap<>(MessageKind.class);
    private final String address;

    /** @param address where the pages of links are reached, such as {@code https://throughline.example.org/}; where people sign in unless another is named */
    MessageWriter(JdbcClient jdbc, LinkStore store, LinkKeys keys, LinkCodes codes, RingWords ring, WorkingCalendar calendar, Clock clock, List<MessageWords> words,
            @Value("${throughline.links.address:${throughline.mail.home:}}") String address) {
        this.jdbc = jdbc;
        this.store = store;
        this.keys = keys;
        this.codes = codes;
        this.ring = ring;
        this.calendar = calendar;
        this.clock = clock;
        words.forEach(more -> this.words.put(more.kind(), more));
        this.address = address.isBlank() || address.strip().endsWith("/") ? address.strip() : address.strip() + "/";
    }

    private record Row(UUID id, MessageKind kind, UUID about, OutgoingMessage.When when, Instant madeAt) {}

    /**
     * What this mail says; empty where it cannot be written yet, because no key is set.
     *
     * @param mail a mail that carries a message
     * @param to   who is entered in the organisation; null for a role mailbox
     */
    Optional<MailContent> write(UUID mail, UUID to, String recipient, String organiser) {
        Row message = jdbc.sql("select * from message where mail_id = :mail").param("mail", mail).query((row, n) -> {
            Timestamp start = row.getTimestamp("starts_at");
            return new Row(row.getObject("id", UUID.class), MessageKind.valueOf(row.getString("kind")), row.getObject("about", UUID.class),
                    start == null ? null : new OutgoingMessage.When(start.toInstant(), Duration.ofMinutes(row.getInt("minutes")), row.getString("room"), row.getString("link"),
                            row.getInt("sequence")), row.getTimestamp("made_at").toInstant());
        }).single();
        List<OutgoingMessage.Link> wanted = wanted(message.id());
        boolean signs = !wanted.isEmpty() || message.kind() == MessageKind.CODE;
        if (signs && (keys.present().isEmpty() || address.isEmpty())) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder(message.kind().first()).append('\n');
        if (message.when() != null) {
            text.append('\n').append(when(message.when()));
        }
        if (words.containsKey(message.kind())) {
            text.append('\n').append(words.get(message.kind()).of(message.about())).append('\n');
        }
        if (message.kind() == MessageKind.CODE) {
            text.append('\n').append(codes.of(message.id())).append("\n\nType it on the page on which you asked for it. It is good for a few minutes. If you did not ask for it, "
                    + "somebody else has your link: tell whoever sent it to you.\n");
        }
        for (OutgoingMessage.Link link : wanted) {
            text.append('\n').append(link.purpose().inWords()).append(":\n").append(address).append(PAGE).append(token(message.id(), to, recipient, link)).append('\n');
        }
        text.append(wanted.isEmpty() ? "" : "\nEach link is for you alone and for one thing; please do not pass it on.");
        text.append("\nThis mail never says whom it is about. Please do not answer it.\n");
        ring.about(message.about()).ifPresent(whom -> text.append("If you have a question, ring ").append(whom).append(".\n"));
        String file = message.kind().calendar() ? CalendarFile.of(message.about(), message.when(), message.kind() == MessageKind.MEETING_CANCELLED, organiser, recipient, message.madeAt())
                : null;
        return Optional.of(new MailContent(message.kind().subject(), text.toString(), file,
                file == null ? null : message.kind() == MessageKind.MEETING_CANCELLED ? "CANCEL" : "REQUEST"));
    }

    private String when(OutgoingMessage.When when) {
        DateTimeFormatter words = DateTimeFormatter.ofPattern("EEEE d MMMM yyyy, HH:mm", Locale.UK).withZone(calendar.zone());
        List<String> lines = new ArrayList<>(List.of("When: " + words.format(when.start()) + " (" + when.lasts().toMinutes() + " minutes)"));
        if (when.room() != null) {
            lines.add("Where: " + when.room());
        }
        if (when.link() != null) {
            lines.add("By link: " + when.link());
        }
        return String.join("\n", lines) + "\n";
    }

    private List<OutgoingMessage.Link> wanted(UUID message) {
        return jdbc.sql("select * from message_link where message_id = :id order by purpose").param("id", message)
                .query((row, n) -> new OutgoingMessage.Link(LinkPurpose.valueOf(row.getString("purpose")), row.getObject("subject_id", UUID.class), row.getLong("version"),
                        row.getTimestamp("expires_at").toInstant())).list();
    }

    /** The same link at every attempt, as long as the mailbox is the same and its key is believed. */
    private String token(UUID message, UUID to, String recipient, OutgoingMessage.Link wanted) {
        byte[] hash = SignedLink.hash(recipient);
        return store.of(message).stream().filter(made -> made.purpose() == wanted.purpose() && !made.revoked() && Arrays.equals(made.addressHash(), hash))
                .flatMap(made -> made.token(keys).stream()).findFirst().orElseGet(() -> {
                    Instant now = clock.instant();
                    Instant expires = wanted.expires().isAfter(now) ? wanted.expires() : now.plusSeconds(1);
                    SignedLink made = new SignedLink(LinkStore.newId(), message, wanted.purpose(), wanted.subject(), to, hash, wanted.version(), expires,
                            keys.present().orElseThrow(), null, false, false);
                    String token = made.token(keys).orElseThrow();
                    store.add(new SignedLink(made.id(), message, made.purpose(), made.subject(), to, hash, made.version(), expires, made.key(), SignedLink.hash(token), false, false), now);
                    return token;
                });
    }
}
