package org.throughline.handover;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal.Missing;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.Casefiles;
import org.throughline.workflow.Gaps;

/**
 * Where nobody can discuss the history, the supervisor helps with the reading: when, with whom, how (HE2, review rec 9). It begins within two working days from when it
 * was known that nobody can; a later day has a reason.
 */
@Component
class ReadingPlanAct implements StepAct {

    private static final String BEGINS = "HE2-READING";

    private final JdbcClient jdbc;
    private final WorkingCalendar calendar;
    private final Casefiles casefiles;
    private final Clock clock;

    ReadingPlanAct(JdbcClient jdbc, WorkingCalendar calendar, Casefiles casefiles, Clock clock) {
        this.jdbc = jdbc;
        this.calendar = calendar;
        this.casefiles = casefiles;
        this.clock = clock;
    }

    @Override
    public HandoverStep step() {
        return HandoverStep.PLAN_READING;
    }

    @Override
    public List<Missing> missing(Doing doing) {
        return gaps(doing).missing();
    }

    @Override
    public Done perform(Doing doing) {
        gaps(doing).refuse("The supported reading is not planned yet. Fill in what is named here.");
        return Done.of("PLANNED", HandoverStep.READ_HISTORY, Map.of());
    }

    private Gaps gaps(Doing doing) {
        Gaps gaps = new Gaps();
        LocalDate when = Gaps.day(doing.content().path("when").asText(""));
        if (when == null || when.isBefore(Gaps.today(clock))) {
            gaps.add("Say when you will read together: today or a later day.", "#when");
        } else {
            inTime(doing, when, gaps);
        }
        gaps.text(doing.content(), "with", "Say who helps with the reading.");
        gaps.text(doing.content(), "how", "Say how the reading is supported.");
        gaps.text(doing.content(), "why", "Say why no discussion with the outgoing worker is possible.");
        return gaps;
    }

    private void inTime(Doing doing, LocalDate when, Gaps gaps) {
        int days = jdbc.sql("select rule_number(:id)::int").param("id", BEGINS).query(Integer.class).single();
        LocalDate last = calendar.plusWorkingDays(calendar.day(doing.handover().stepSince()), days, casefiles.get(doing.handover().casefileId()).jurisdiction());
        if (when.isAfter(last)) {
            gaps.text(doing.content(), "lateReason", "The supported reading begins by " + Gaps.inWords(last) + " (rule HE2). Choose an earlier day, or say why it is later.");
        }
    }
}
