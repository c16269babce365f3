package org.throughline.notification;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.parameter.ParticipationLevel;
import biweekly.parameter.ParticipationStatus;
import biweekly.property.Attendee;
import biweekly.property.Classification;
import biweekly.property.Method;
import biweekly.property.Organizer;
import biweekly.property.Status;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/**
 * The calendar file of one message (RFC 5545, 5546): that attendee alone, a role mailbox as organiser, a neutral place, no description.
 * A change and the calling off bear the UID of the first and a higher SEQUENCE.
 */
final class CalendarFile {

    private CalendarFile() {}

    /** @param organiser a role mailbox @param attendee the one to whom it goes @param madeAt when the message was made: the same at every attempt */
    static String of(UUID about, OutgoingMessage.When when, boolean cancelled, String organiser, String attendee, Instant madeAt) {
        VEvent event = new VEvent();
        event.setUid(about + ".throughline" + organiser.substring(organiser.lastIndexOf('@')));
        event.setSequence(when.sequence());
        event.setDateTimeStamp(Date.from(madeAt));
        event.setDateStart(Date.from(when.start()), true);
        event.setDateEnd(Date.from(when.start().plus(when.lasts())), true);
        event.setSummary("Meeting");
        event.setClassification(Classification.private_());
        event.setStatus(cancelled ? Status.cancelled() : Status.confirmed());
        event.setOrganizer(new Organizer(null, organiser));
        Attendee one = new Attendee(null, attendee);
        one.setParticipationStatus(ParticipationStatus.NEEDS_ACTION);
        one.setParticipationLevel(ParticipationLevel.REQUIRED);
        event.addAttendee(one);
        if (when.room() != null) {
            event.setLocation(when.room());
        } else if (when.link() != null) {
            event.setLocation(when.link());
        }
        if (when.link() != null) {
            event.setUrl(when.link());
        }
        ICalendar calendar = new ICalendar();
        calendar.setProductId("-//Throughline//Throughline//EN");
        calendar.setMethod(cancelled ? Method.cancel() : Method.request());
        calendar.addEvent(event);
        return Biweekly.write(calendar).go();
    }
}
