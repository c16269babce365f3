package org.throughline.meeting;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.obligation.DueMoves;
import org.throughline.obligation.ObligationView;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.workflow.Gaps;

/**
 * Meetings for which no rule gives a number (practice-rules 1.7, "set the date"): within the limit of its row whoever convenes it chooses the day; a later
 * one a manager names with a reason, and the duty is due on that day from then on. Silence climbs.
 */
@Component
class NamedDates {

    private final JdbcClient jdbc;
    private final MeetingWaits waits;
    private final MeetingPeople people;
    private final Organisation organisation;
    private final DueMoves dueMoves;
    private final WorkingCalendar calendar;
    private final Clock clock;

    NamedDates(JdbcClient jdbc, MeetingWaits waits, MeetingPeople people, Organisation organisation, DueMoves dueMoves, WorkingCalendar calendar, Clock clock) {
        this.jdbc = jdbc;
        this.waits = waits;
        this.people = people;
        this.organisation = organisation;
        this.dueMoves = dueMoves;
        this.calendar = calendar;
        this.clock = clock;
    }

    /** A gap where this day is for a manager to name, and this is none. */
    void check(Meeting meeting, Instant start, Practitioner by, Gaps gaps) {
        if (toBeNamed(meeting, start).isPresent() && !manages(meeting, by)) {
            gaps.add("No rule gives a number of days for this meeting, so a later day is named by a manager: choose an earlier one, or ask the supervisor of who convenes it to take the step over.", "#date");
        }
    }

    /** The day is named: what called for the meeting is due on it. */
    void named(Meeting meeting, Instant start, Practitioner by, String reason) {
        toBeNamed(meeting, start).ifPresent(duty -> dueMoves.move(duty.dedupeKey(), calendar.endOfDay(LocalDate.ofInstant(start, calendar.zone())), by.id(), reason));
    }

    private Optional<ObligationView> toBeNamed(Meeting meeting, Instant start) {
        return waits.duty(meeting).filter(duty -> start.isAfter(duty.dueAt()))
                .filter(duty -> jdbc.sql("select date_to_be_named from meeting_duty where obligation_id = :id").param("id", duty.id()).query(Boolean.class).optional().orElse(false));
    }

    private boolean manages(Meeting meeting, Practitioner person) {
        return people.answersForFamily(meeting, person) || meeting.convenorId() != null && organisation.signsFor(person.id(), meeting.convenorId(), clock.instant());
    }
}
