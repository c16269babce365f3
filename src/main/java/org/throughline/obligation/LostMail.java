package org.throughline.obligation;

import java.time.Clock;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.notification.MailNotDelivered;

/**
 * Mail that does not arrive is an alarm, one for each person; it ends when mail reaches the person again. Where the lost mail only told of
 * alarms, no further mail is sent: the page and the banner say it.
 */
@Component
class LostMail {

    private final Alarms alarms;
    private final Clock clock;

    LostMail(Alarms alarms, Clock clock) {
        this.alarms = alarms;
        this.clock = clock;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void lost(MailNotDelivered mail) {
        boolean onlyOfAlarms = mail.dedupeKeys().stream().allMatch(key -> key.startsWith(Alarms.NOTICE));
        alarms.open(new Finding(AlarmKind.MAIL_NOT_DELIVERED, mail.toId().toString(), null), clock.instant())
                .filter(alarm -> !onlyOfAlarms).ifPresent(alarm -> alarms.tell(alarm, mail.toId()));
    }
}
