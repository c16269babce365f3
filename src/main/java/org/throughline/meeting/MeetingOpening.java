package org.throughline.meeting;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.calendar.DueUnit;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.obligation.NewObligation;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Practitioner;

/** A meeting begins in the transaction of what calls for it: a rule's duty, the date a meeting agreed for the next one, or a person. */
@Component
class MeetingOpening {

    static final String OWN = "OWN";
    private static final String NEXT = "NEXT";

    private final JdbcClient jdbc;
    private final MeetingRepository repository;
    private final MeetingWaits waits;
    private final MeetingProcess process;
    private final Obligations obligations;
    private final Casefiles casefiles;
    private final WorkingCalendar calendar;
    private final Clock clock;

    MeetingOpening(JdbcClient jdbc, MeetingRepository repository, MeetingWaits waits, MeetingProcess process, Obligations obligations, Casefiles casefiles,
            WorkingCalendar calendar, Clock clock) {
        this.jdbc = jdbc;
        this.repository = repository;
        this.waits = waits;
        this.process = process;
        this.obligations = obligations;
        this.casefiles = casefiles;
        this.calendar = calendar;
        this.clock = clock;
    }

    /** A rule called for it. @param owner who owes it; null where nobody does yet */
    void calledFor(UUID obligation, UUID casefile, String ruleId, MeetingKind kind, UUID owner) {
        begin(new Meeting(casefile, obligation, ruleId, kind, owner, now()), null);
    }

    /** A person calls for one of their own accord, for a reason. */
    UUID asked(UUID casefile, MeetingKind kind, String why, Practitioner by) {
        return begin(new Meeting(casefile, null, OWN, kind, by.id(), now()).askedBy(by.id(), why), by.id());
    }

    /** A meeting agreed when the next one is; where a rule has called for that one already, it is that one. */
    void next(Meeting meeting, LocalDate on) {
        boolean called = repository.findByCasefileIdAndEndedAtIsNullOrderByOpenedAt(meeting.casefileId()).stream()
                .anyMatch(open -> !open.id().equals(meeting.id()) && open.kind() == meeting.kind() && open.step().beforeHeld());
        if (called) {
            return;
        }
        CasefileView file = casefiles.get(meeting.casefileId());
        UUID owner = Optional.ofNullable(meeting.convenorId()).or(() -> casefiles.responsible(file.id())).orElse(null);
        String key = "meeting:" + file.id() + ":" + NEXT + ":" + meeting.id();
        UUID obligation = obligations.open(new NewObligation(key, file.id(), "FAMILY", file.id(), NEXT, "Hold the next meeting, on the day that was agreed", owner, file.agencyId(),
                calendar.endOfDay(on), DueUnit.CALENDAR_DAYS, false));
        jdbc.sql("""
                insert into meeting_duty (obligation_id, casefile_id, rule_id, duty, dedupe_key, each_cause, met_by)
                values (:obligation, :file, :rule, 'NEXT_MEETING', :key, true, :metBy) on conflict do nothing""")
                .param("obligation", obligation).param("file", file.id()).param("rule", NEXT).param("key", key).param("metBy", new String[] {meeting.kind().entry().name()}).update();
        begin(new Meeting(file.id(), obligation, NEXT, meeting.kind(), owner, now()), null);
    }

    private UUID begin(Meeting meeting, UUID by) {
        Meeting saved = repository.saveAndFlush(meeting);
        waits.begin(saved, by);
        process.start(saved.id(), saved.casefileId());
        return saved.id();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
