package org.throughline.meeting;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.notification.LinkPurpose;
import org.throughline.notification.MessageKind;
import org.throughline.notification.Messages;
import org.throughline.notification.OutgoingMessage;

/**
 * Asks a professional without account to decide for a second agency: by a signed link, to the mailbox that the register holds for them, never to one
 * that somebody typed (domain 6).
 */
@Component
class DeciderLinks {

    private final Messages messages;
    private final JdbcClient jdbc;
    private final Clock clock;

    DeciderLinks(Messages messages, JdbcClient jdbc, Clock clock) {
        this.messages = messages;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The proposal to which a link belongs: another one makes it void. */
    static long proposal(Meeting meeting) {
        return meeting.stepSince().toEpochMilli();
    }

    void ask(Meeting meeting, UUID decider) {
        Duration good = Duration.ofDays(jdbc.sql("select rule_number('DG1')::int").query(Integer.class).single());
        messages.put(new OutgoingMessage("not-convening:" + meeting.id() + ":" + proposal(meeting), MessageKind.NOT_CONVENING, meeting.id(), decider, new OutgoingMessage.Colleague(decider), null,
                List.of(new OutgoingMessage.Link(LinkPurpose.NOT_CONVENING, meeting.id(), proposal(meeting), clock.instant().plus(good)))));
    }

}
