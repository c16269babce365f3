package org.throughline.notification;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Refusal;
import org.throughline.organisation.Mailboxes;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/**
 * What links are good for: one purpose, one addressee, one subject as it stood, until a moment, and once. Opening one does nothing, because
 * mail scanners open links too; only what is sent from its page acts.
 */
@Service
public class MailedLinks {

    /** Why a link opens nothing. The sentences say what to do next and nothing about a family. */
    public enum Void {
        UNKNOWN("This link does not work", "Open it once more from the mail itself, whole: some programs cut long links. If it still does not work, ring whoever asked you."),
        EXPIRED("This link has ended", "It was good for a limited time. Ring whoever asked you, or ask them to send you a new one."),
        USED("This link has been used", "It is good for one answer. If something has changed since, ring whoever asked you."),
        CHANGED("This link is for something that has changed", "There is a newer mail. Use the link in it, or ring whoever asked you."),
        MOVED("This link was sent to another mailbox", "Your mailbox is another one by now. Ask whoever asked you to send you a new link.");

        private final String title;
        private final String next;

        Void(String title, String next) {
            this.title = title;
            this.next = next;
        }

        public String title() {
            return title;
        }

        public String next() {
            return next;
        }
    }

    /** What opening a link shows. */
    public sealed interface Opened permits Nothing, NotNow, CodeAsked, Shown {}

    /** It is void. @param ring whom to ring; null where that is not known, or whoever holds the link may be somebody else */
    public record Nothing(Void why, String ring) implements Opened {}

    /** Nothing waits for the holder any more. @param ring whom to ring; null where no number is entered */
    public record NotNow(String sentence, String ring) implements Opened {}

    /** A second step comes first. */
    public record CodeAsked(LinkPurpose purpose) implements Opened {}

    /** @param pass what lets the holder go on after the second step; null where none is needed */
    public record Shown(LinkedPage page, String pass) implements Opened {}

    /** What came of asking for a code, or of typing it. @param pass null where it was not right */
    public record Code(boolean ok, String pass, String sentence) {}

    private final LinkStore store;
    private final LinkKeys keys;
    private final LinkCodes codes;
    private final Messages messages;
    private final Organisation organisation;
    private final Mailboxes mailboxes;
    private final RingWords ring;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Map<LinkPurpose, LinkedAct> acts = new EnumMap<>(LinkPurpose.class);

    MailedLinks(LinkStore store, LinkKeys keys, LinkCodes codes, Messages messages, Organisation organisation, Mailboxes mailboxes, RingWords ring, JdbcClient jdbc,
            Clock clock, List<LinkedAct> acts) {
        this.store = store;
        this.keys = keys;
        this.codes = codes;
        this.messages = messages;
        this.organisation = organisation;
        this.mailboxes = mailboxes;
        this.ring = ring;
        this.jdbc = jdbc;
        this.clock = clock;
        acts.forEach(act -> {
            if (this.acts.put(act.purpose(), act) != null) {
                throw new IllegalStateException("Two answer links of the purpose " + act.purpose());
            }
        });
    }

    /** Shows what a link is good for; changes nothing. @param pass what the second step gave; null before it */
    @Transactional(readOnly = true)
    public Opened open(String token, String pass) {
        Found found = find(token);
        if (found.why() != null) {
            return nothing(found);
        }
        try {
            LinkedAct act = acts.get(found.link().purpose());
            if (act.version(holder(found.link())) != found.link().version()) {
                return nothing(new Found(found.link(), Void.CHANGED));
            }
            if (found.link().purpose().secondStep() && !codes.passes(found.link(), pass)) {
                return new CodeAsked(found.link().purpose());
            }
            return new Shown(act.page(holder(found.link())), pass);
        } catch (Refusal nothingWaits) {
            return new NotNow(nothingWaits.getMessage(), ring.about(found.link().subject()).orElse(null));
        }
    }

    /** What the link's page shows, as PDF; empty where the link is void, its second step was not taken, or there is no paper. Uses nothing up. */
    @Transactional(readOnly = true)
    public Optional<byte[]> paper(String token, String pass) {
        if (!(open(token, pass) instanceof Shown shown) || !shown.page().paper()) {
            return Optional.empty();
        }
        SignedLink link = find(token).link();
        return Optional.ofNullable(acts.get(link.purpose()).paper(holder(link)));
    }

    /** A link that is not ours, or that reached another mailbox, tells nobody who asked. */
    private Nothing nothing(Found found) {
        boolean theirs = found.link() != null && found.why() != Void.UNKNOWN && found.why() != Void.MOVED;
        return new Nothing(found.why(), theirs ? ring.about(found.link().subject()).orElse(null) : null);
    }

    private static LinkHolder holder(SignedLink link) {
        return new LinkHolder(link.subject(), link.to());
    }

    private record Found(SignedLink link, Void why) {}

    private Found find(String token) {
        Optional<SignedLink> kept = SignedLink.idIn(token).flatMap(store::find);
        if (kept.isEmpty() || !acts.containsKey(kept.get().purpose())) {
            return new Found(null, Void.UNKNOWN);
        }
        SignedLink link = kept.get();
        if (link.token(keys).isEmpty()) {
            return new Found(null, Void.EXPIRED); // its key is gone, so nothing tells whether this is the link
        }
        if (!link.is(token, keys)) {
            return new Found(null, Void.UNKNOWN);
        }
        Void why = link.used() ? Void.USED : link.revoked() ? Void.CHANGED : !link.expires().isAfter(clock.instant()) ? Void.EXPIRED : !sameMailbox(link) ? Void.MOVED : null;
        return new Found(link, why);
    }

    /** Where somebody has left, or has another mailbox, whoever now reads the old one is not who was asked. */
    private boolean sameMailbox(SignedLink link) {
        return link.to() == null || organisation.find(link.to()).filter(Practitioner::active).isPresent()
                && mailboxes.of(link.to()).filter(address -> Arrays.equals(SignedLink.hash(address), link.addressHash())).isPresent();
    }

    /** Mails a code to the address where the link was sent, apart from it. */
    @Transactional
    public Code sendCode(String token) {
        Found found = find(token);
        if (found.why() != null || !found.link().purpose().secondStep()) {
            return new Code(false, null, (found.why() == null ? Void.UNKNOWN : found.why()).next());
        }
        SignedLink link = found.link();
        if (!codes.mayAsk(link.id())) {
            return new Code(false, null, "Several codes were sent already. Look for the newest mail, or try again in an hour.");
        }
        Instant now = clock.instant();
        UUID message = LinkStore.newId();
        UUID code = LinkStore.newId();
        messages.put(message, new OutgoingMessage("code:" + code, MessageKind.CODE, link.subject(), link.subject(), recipient(link), null, List.of()));
        store.addCode(code, link.id(), message, now, codes.expires(now));
        return new Code(true, null, "A code is on its way to the mailbox where you found this link. It may take a minute.");
    }

    private OutgoingMessage.Recipient recipient(SignedLink link) {
        return link.to() != null ? new OutgoingMessage.Colleague(link.to())
                : new OutgoingMessage.RoleMailbox(jdbc.sql("select m.address from message g join mail m on m.id = g.mail_id where g.id = :id").param("id", link.message()).query(String.class).single());
    }

    /** Tries a code. A wrong one is counted. */
    @Transactional
    public Code tryCode(String token, String typed) {
        Found found = find(token);
        if (found.why() != null) {
            return new Code(false, null, found.why().next());
        }
        return switch (codes.tryIt(found.link(), typed)) {
            case RIGHT -> new Code(true, codes.pass(found.link()), null);
            case WRONG -> new Code(false, null, "This is not the code of the newest mail. Check it and try again.");
            case VOID -> new Code(false, null, "This code is no longer good. Ask for a new one.");
        };
    }

    /** What came of acting. @param done in one or two sentences; null where the link was void */
    public record Acted(String done, Opened instead) {}

    /**
     * Acts, once: of two at the same moment one does.
     *
     * @throws org.throughline.access.Invalid naming everything that is missing; the link is good for another try then
     * @throws Refusal                        where it cannot be done any more
     */
    @Transactional
    public Acted act(String token, String pass, Map<String, String> form) {
        Opened opened = open(token, pass);
        if (!(opened instanceof Shown)) {
            return new Acted(null, opened);
        }
        SignedLink link = find(token).link();
        if (!store.use(link.id(), clock.instant())) {
            return new Acted(null, nothing(new Found(link, Void.USED)));
        }
        return new Acted(acts.get(link.purpose()).act(holder(link), form), null);
    }
}
