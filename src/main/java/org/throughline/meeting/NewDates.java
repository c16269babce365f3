package org.throughline.meeting;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.Casefiles;
import org.throughline.organisation.Practitioner;
import org.throughline.workflow.Gaps;

/** The new date of a meeting that was not quorate: within ten working days (D21). */
@Component
class NewDates {

    private static final int DEFAULT_MINUTES = 60;

    private final JdbcClient jdbc;
    private final Convening convening;
    private final MeetingPlaces places;
    private final WorkingCalendar calendar;
    private final Casefiles casefiles;
    private final Clock clock;

    NewDates(JdbcClient jdbc, Convening convening, MeetingPlaces places, WorkingCalendar calendar, Casefiles casefiles, Clock clock) {
        this.jdbc = jdbc;
        this.convening = convening;
        this.places = places;
        this.calendar = calendar;
        this.casefiles = casefiles;
        this.clock = clock;
    }

    /** The new start ({@code newDate}, {@code newTime}), or null with a gap. */
    Instant read(Meeting meeting, JsonNode content, LocalDate after, Gaps gaps) {
        Instant start = convening.start(content, "newDate", "newTime", gaps);
        if (meeting.place().room() == null && meeting.place().link() == null) {
            convening.place(meeting.casefileId(), content, gaps);
        }
        if (start == null) {
            return null;
        }
        int days = jdbc.sql("select rule_number('D21')::int").query(Integer.class).single();
        LocalDate from = after == null ? Gaps.today(clock) : after;
        Instant last = calendar.endOfDay(calendar.plusWorkingDays(from, days, casefiles.get(meeting.casefileId()).jurisdiction()));
        if (!start.isAfter(clock.instant()) || start.isAfter(last)) {
            gaps.add("The new date lies ahead and within " + days + " working days: by " + Gaps.inWords(Gaps.localDay(last)) + " (rule D21).", "#newDate");
        }
        return start;
    }

    /** Sets it; everybody who was asked hears. */
    void set(Meeting meeting, Instant start, JsonNode content, Practitioner by, String reason) {
        boolean again = meeting.startsAt() != null;
        Invitations.Place place = meeting.place().room() == null && meeting.place().link() == null ? convening.place(meeting.casefileId(), content, new Gaps()) : meeting.place();
        meeting.notHeld();
        meeting.planned(start, meeting.lastsMinutes() == null ? DEFAULT_MINUTES : meeting.lastsMinutes(), place, again);
        places.moved(meeting, null, by.id(), reason);
    }
}
