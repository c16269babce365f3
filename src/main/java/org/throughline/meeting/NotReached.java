package org.throughline.meeting;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.notification.MessageNotDelivered;
import org.throughline.notification.Notice;
import org.throughline.notification.NoticeKind;
import org.throughline.notification.Outbox;

/** A message to a place in a meeting will not arrive: whoever convenes it hears at once, and finds the place as not reached on the meeting's page. */
@Component
class NotReached {

    private final MeetingRepository repository;
    private final Outbox outbox;

    NotReached(MeetingRepository repository, Outbox outbox) {
        this.repository = repository;
        this.outbox = outbox;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void lost(MessageNotDelivered message) {
        repository.findById(message.about()).filter(meeting -> !meeting.ended() && meeting.convenorId() != null)
                .ifPresent(meeting -> outbox.put(new Notice("not-reached:" + message.message(), meeting.convenorId(), NoticeKind.WAITS, true)));
    }
}
