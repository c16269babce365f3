package org.throughline.meeting;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.Casefiles;
import org.throughline.handover.ReadinessCheck;
import org.throughline.obligation.ObligationView;
import org.throughline.organisation.Organisation;
import org.throughline.workflow.Gaps;

/** A family is not handed over while a meeting is late, or soon due, that nobody who stays convenes (H7, HB9). */
@Component
class MeetingsReady implements ReadinessCheck {

    private final JdbcClient jdbc;
    private final MeetingRepository repository;
    private final MeetingWaits waits;
    private final Casefiles casefiles;
    private final Organisation organisation;
    private final WorkingCalendar calendar;

    MeetingsReady(JdbcClient jdbc, MeetingRepository repository, MeetingWaits waits, Casefiles casefiles, Organisation organisation, WorkingCalendar calendar) {
        this.jdbc = jdbc;
        this.repository = repository;
        this.waits = waits;
        this.casefiles = casefiles;
        this.organisation = organisation;
        this.calendar = calendar;
    }

    @Override
    public List<Obstacle> obstacles(UUID casefileId, Instant at) {
        List<Meeting> waiting = repository.findByCasefileIdAndEndedAtIsNullOrderByOpenedAt(casefileId).stream().filter(meeting -> meeting.step().beforeHeld()).toList();
        if (waiting.isEmpty()) {
            return List.of();
        }
        int days = jdbc.sql("select rule_number('HB9')::int").query(Integer.class).single();
        Instant soon = calendar.endOfDay(calendar.plusWorkingDays(LocalDate.ofInstant(at, calendar.zone()), days, casefiles.get(casefileId).jurisdiction()));
        UUID leaves = casefiles.responsible(casefileId).orElse(null);
        List<String> open = waiting.stream()
                .filter(meeting -> meeting.convenorId() == null || meeting.convenorId().equals(leaves))
                .flatMap(meeting -> waits.duty(meeting).or(() -> waits.open(meeting)).filter(owed -> !owed.dueAt().isAfter(soon)).map(owed -> inWords(meeting, owed, at)).stream()).toList();
        return open.isEmpty() ? List.of() : List.of(new Obstacle("HB9", "Every meeting that is late or due within " + days + " working days has a named owner who stays",
                String.join(" ", open) + " Hold it, or name on its page who convenes it."));
    }

    private String inWords(Meeting meeting, ObligationView owed, Instant at) {
        return "The " + meeting.kind().inWords() + " (rule " + meeting.ruleId() + ") " + (owed.overdueAt(at) ? "was" : "is") + " due " + Gaps.inWords(owed.dueAt())
                + (meeting.convenorId() == null ? " and nobody convenes it." : " and is convened by " + organisation.get(meeting.convenorId()).name() + ", who hands the family over.");
    }
}
