package org.throughline.meeting;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.access.Right;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.InvolvementView;
import org.throughline.notification.LinkPurpose;
import org.throughline.notification.MessageKind;
import org.throughline.notification.Messages;
import org.throughline.notification.OutgoingMessage;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** Signed links for people without account who work with a family: to write that they do not agree, and to say whether an answer settles it. */
@Service
public class DisagreementLinks {

    /** The version of a link to write: there is nothing yet that could change. */
    static final long TO_WRITE = 1;

    private final Messages messages;
    private final Organisation organisation;
    private final Casefiles casefiles;
    private final Access access;
    private final JdbcClient jdbc;
    private final Clock clock;

    DisagreementLinks(Messages messages, Organisation organisation, Casefiles casefiles, Access access, JdbcClient jdbc, Clock clock) {
        this.messages = messages;
        this.organisation = organisation;
        this.casefiles = casefiles;
        this.access = access;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Who works with this family now, by name, and cannot sign in. */
    @Transactional(readOnly = true)
    public List<Practitioner> withoutAccount(UUID casefile) {
        return casefiles.involvements(casefile).stream().filter(one -> one.until() == null && one.practitionerId() != null).map(InvolvementView::practitionerId).distinct()
                .map(organisation::get).filter(one -> one.active() && !one.canLogIn()).toList();
    }

    /**
     * Sends a link to write that one does not agree to the mailbox that is entered for this person.
     *
     * @throws Invalid where this is nobody without account who works with the family
     */
    @Transactional
    public void send(UUID casefile, String username, Practitioner by) {
        access.require(by, Right.SEE_FILE, casefile, "Sent a link to write \"I do not agree\"");
        Practitioner to = withoutAccount(casefile).stream().filter(one -> one.username().equals(username)).findFirst()
                .orElseThrow(() -> new Invalid(List.of(new Invalid.Fault("to", "Choose somebody without account who works with this family now."))));
        put(casefile, to, "disagree:" + UuidCreator.getTimeOrderedEpoch());
    }

    private void put(UUID casefile, Practitioner to, String key) {
        messages.put(new OutgoingMessage(key, MessageKind.DISAGREE, casefile, to.id(), new OutgoingMessage.Colleague(to.id()), null,
                List.of(new OutgoingMessage.Link(LinkPurpose.DISAGREE, casefile, TO_WRITE, expires()))));
    }

    /** Whoever wrote without account and is answered says by link whether it settles it. */
    @Transactional(propagation = Propagation.MANDATORY)
    void answered(Disagreement waiting, Practitioner raiser) {
        if (!raiser.canLogIn()) {
            messages.put(new OutgoingMessage(waiting.waitKey(), MessageKind.DISAGREEMENT_ANSWERED, waiting.id(), raiser.id(), new OutgoingMessage.Colleague(raiser.id()), null,
                    List.of(new OutgoingMessage.Link(LinkPurpose.DECIDE, waiting.id(), waiting.turn(), expires()))));
        }
    }

    /** Whether the last mail about this to this person has not arrived, in a sentence; null where it has. */
    @Transactional(readOnly = true)
    public String notReached(UUID person) {
        return messages.notReached(person);
    }

    private Instant expires() {
        return clock.instant().plus(Duration.ofDays(jdbc.sql("select rule_number('DG1')::int").query(Integer.class).single()));
    }
}
