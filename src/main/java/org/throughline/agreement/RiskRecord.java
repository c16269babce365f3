package org.throughline.agreement;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.InvolvementView;
import org.throughline.meeting.PlanMeetings;

/** What the record knows that the checks ask for: the limits, the calendar, the history, earlier agreements, who works with the family. */
@Component
class RiskRecord {

    private final JdbcClient jdbc;
    private final Casefiles casefiles;
    private final WorkingCalendar calendar;
    private final PlanMeetings meetings;
    private final Clock clock;

    RiskRecord(JdbcClient jdbc, Casefiles casefiles, WorkingCalendar calendar, PlanMeetings meetings, Clock clock) {
        this.jdbc = jdbc;
        this.casefiles = casefiles;
        this.calendar = calendar;
        this.meetings = meetings;
        this.clock = clock;
    }

    LocalDate today() {
        return calendar.day(clock.instant());
    }

    int longestDays() {
        return jdbc.sql("select rule_number('A2')::int").query(Integer.class).single();
    }

    /** The day of the next meeting of the plan; null where none is known. */
    LocalDate planMeeting(UUID casefile) {
        return meetings.next(casefile, clock.instant()).orElse(null);
    }

    boolean worked(LocalDate day, UUID casefile) {
        return calendar.isWorkingDay(day, casefiles.get(casefile).jurisdiction());
    }

    /** The last working day on which it may be reviewed; where there is none before that limit, the next one after today. */
    LocalDate latestReview(UUID casefile) {
        CasefileView file = casefiles.get(casefile);
        LocalDate day = today().plusDays(longestDays());
        LocalDate meeting = planMeeting(casefile);
        if (meeting != null && meeting.isBefore(day)) {
            day = meeting;
        }
        while (!calendar.isWorkingDay(day, file.jurisdiction()) && day.isAfter(today())) {
            day = day.minusDays(1);
        }
        return day.isAfter(today()) ? day : calendar.plusWorkingDays(today(), 1, file.jurisdiction());
    }

    /** Whether this entry stands in the family's history now, and nothing of it is kept from this reader. */
    boolean shows(UUID casefile, UUID entryFile, Long entrySeq, UUID reader) {
        if (entryFile == null || entrySeq == null) {
            return false;
        }
        Instant now = clock.instant();
        return jdbc.sql("select exists (select 1 from family_entries(:file, :now) e where e.casefile_id = :entryFile and e.seq = :seq) and restriction_for(:reader, :entryFile, :seq, :now) is null")
                .param("file", casefile).param("now", Timestamp.from(now)).param("entryFile", entryFile).param("seq", entrySeq).param("reader", reader).query(Boolean.class).single();
    }

    /** How many agreements on this risk came into force within the time that counts, but this one. Of risks in words of their own each counts: they may be the same. */
    int earlier(UUID casefile, String riskKey, UUID but) {
        return jdbc.sql("""
                select count(*) from agreement where casefile_id = :file and (risk_key = :risk or :own and risk_key like 'OTHER:%') and id is distinct from :but
                and in_force_from > cast(:now as timestamptz) - make_interval(months => rule_number('A11')::int)""")
                .param("file", casefile).param("risk", riskKey).param("own", RiskKind.isInWordsOfItsOwn(riskKey)).param("but", but).param("now", Timestamp.from(clock.instant())).query(Integer.class).single();
    }

    /** Whether another agreement on a risk in words of its own has not ended, beside this one and what it renews. */
    boolean anotherInWords(UUID casefile, UUID but) {
        return jdbc.sql("""
                select exists (select 1 from agreement where casefile_id = :file and in_force_from is not null and ended_at is null and risk_key like 'OTHER:%' and id is distinct from :but
                and id is distinct from (select supersedes_id from agreement where id = :but))""").param("file", casefile).param("but", but, java.sql.Types.OTHER).query(Boolean.class).single();
    }

    /** The agencies that work with somebody of the family now, by code. */
    List<InvolvementView> working(UUID casefile) {
        LocalDate today = today();
        return casefiles.involvements(casefile).stream().filter(one -> one.until() == null || !one.until().isBefore(today)).toList();
    }

    /** The rules whose words stand in a text. */
    List<String> speaksOf(String text) {
        return jdbc.sql("select distinct rule_id from agreement_phrase where :text ~* pattern").param("text", text.replaceAll("\\s+", " ")).query(String.class).list();
    }

    /** Whether a plan for this child is open: begun, and not ended since. */
    boolean onPlan(UUID child) {
        return jdbc.sql("""
                select exists (select 1 from entry_person b where b.person_id = :child and b.fact and b.event_type = 'PLAN_START' and is_this_familys(b.casefile_id, b.seq)
                    and not exists (select 1 from entry_person e where e.person_id = :child and e.fact and e.event_type = 'PLAN_END' and e.event_date >= b.event_date
                                    and is_this_familys(e.casefile_id, e.seq)))""").param("child", child).query(Boolean.class).single();
    }
}
