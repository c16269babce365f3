package org.throughline.meeting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.chronology.EventType;

/**
 * Finds the facts of a family by one statement, each from an index, so that a family of a hundred thousand entries costs what a
 * small one does; the people are found first, so that nobody else's entries are ever looked at. Everything is as of the day of the event; what was found not to be this family's does not count.
 */
@Component
class FactFinder {

    private static final String FACTS_ABOUT = " from entry_person x where x.fact and x.event_date <= :day and x.person_id = any (array(select person_id from %s))"
            + " and x.event_type %s and is_this_familys(x.casefile_id, x.seq)";

    private static final String FACTS = """
            with fam as (select m.person_id, m.step, m.tie, p.kind, m.until from family_member m join person p on p.id = m.person_id
                         where m.casefile_id = :file),
            child as (select person_id from fam where step = 1),
            carers as (select person_id from fam where step = 2 and tie in ('PARENT', 'STEP_PARENT', 'CARER') and (until is null or until >= :day)),
            adults as (select person_id from carers union select person_id from fam
                       where kind = 'ADULT' and (until is null or until >= :day) and (step = 4 or (step = 2 and tie = 'HOUSEHOLD'))),
            others as (select person_id from fam where step = 3 or (step = 2 and tie in ('SIBLING', 'HALF_SIBLING'))),
            near as (select person_id from child union select person_id from carers),
            named as (select person_id from entry_person where casefile_id = :entryFile and seq = :seq),
            working as (
                select i.agency_id from involvement i join agency a on a.id = i.agency_id
                 where i.person_id in (select person_id from near) and i.since <= :day and (i.until is null or i.until >= :day)
                   and (i.concern is not null or not exists (select 1 from rule_value v where v.id = 'M7-' || a.kind and v.value = 1))
                union
                select x.source_agency_id from entry_person x where x.fact and x.person_id = any (array(select person_id from near))
                   and x.event_type in (select code from event_type where event_group in ('harm', 'carer', 'engagement'))
                   and x.event_date between :day - rule_number('MF1')::int and :day and is_this_familys(x.casefile_id, x.seq))
            select e.impact_level, p.born, p.expected,
                   exists (select 1 from entry_person x where x.person_id = any (array(select person_id from child)) and x.event_date <= :day and is_this_familys(x.casefile_id, x.seq)
                       and not exists (select 1 from taken_out t where t.tomb_file = x.casefile_id and t.tomb_seq = x.seq)) as known,
                   exists (select 1 from named where person_id in (select person_id from child)) as about_child,
                   exists (select 1 from named where person_id in (select person_id from adults)) as about_carer,
                   (select count(*) from working) as agencies,
                   (select count(*) from entry_person x where x.fact and x.person_id = any (array(select person_id from child)) and x.event_type = 'NEGLECT_CONCERN'
                       and x.event_date between :day - (rule_number('MF2') || ' months')::interval and :day and is_this_familys(x.casefile_id, x.seq)) as neglect,
                   exists (select 1 from entry_person x where x.fact and x.person_id = any (array(select person_id from child)) and x.event_type = 'SECTION_47'
                       and x.event_date <= :day and (x.casefile_id, x.seq) <> (:entryFile, :seq) and is_this_familys(x.casefile_id, x.seq)) as enquiry,
                   exists (select 1 from allocation l where l.casefile_id = :file and l.responsibility = 'RESPONSIBLE'
                       and local_day(l.since) <= :day and l.until_at is null) as allocated,
                   coalesce(c.canonical::jsonb -> 'attributes' ->> 'mode' = 'PHONE', false) as by_phone,
                   coalesce(c.canonical::jsonb -> 'attributes' ->> 'factor' like '3%', false) or exists (
                       select 1 from entry_person x where x.fact and x.person_id = any (array(select person_id from named)) and x.event_type = 'DOMESTIC_INCIDENT'
                          and x.event_date = :day and is_this_familys(x.casefile_id, x.seq)) as violence,
            """
            + last("child", "PLAN_START") + " as plan_start, " + last("child", "PLAN_END") + " as plan_end, " + last("child", "CONFERENCE") + " as conference, "
            + "(select max(x.event_date)" + FACTS_ABOUT.formatted("child", typesThat("multi_agency")) + ") as last_meeting, "
            + "coalesce(" + last("others", "PLAN_START") + ", '-infinity') > coalesce(" + last("others", "PLAN_END") + ", '-infinity') as other_plan, "
            + ever("others", typesThat("took_a_child")) + " as removed, " + ever("adults", only("RELEASE")) + " as risk_person, "
            + ever("child", only("REFERRAL")) + " as referred, "
            + ever("carers", typesThat("speaks_of = 'MISUSE'")) + " or " + helped("DRUG_ALCOHOL") + " as misuse, "
            + ever("carers", typesThat("speaks_of = 'MENTAL_ILL_HEALTH'")) + " or " + helped("MENTAL_HEALTH") + " as ill_health, "
            + helped("LEARNING_DISABILITY") + " as learning, " + ever("near", typesThat("speaks_of = 'DOMESTIC_ABUSE'")) + " or " + helped("DOMESTIC_ABUSE") + " as abuse"
            + """

            from entry e join entry_content c on c.casefile_id = e.casefile_id and c.seq = e.seq
            cross join casefile f join person p on p.id = f.person_id
            where e.casefile_id = :entryFile and e.seq = :seq and f.id = :file""";

    /** The last day on which this was recorded of these people. */
    private static String last(String people, String type) {
        return "(select max(x.event_date)" + FACTS_ABOUT.formatted(people, only(type)) + ")";
    }

    /** Whether any of this was ever recorded of these people. */
    private static String ever(String people, String types) {
        return "exists (select 1" + FACTS_ABOUT.formatted(people, types) + ")";
    }

    /** Event types by a column of their table, found once for the statement: an index answers as for a list. */
    private static String typesThat(String column) {
        return "= any (array(select code from event_type where " + column + "))";
    }

    /** Whether an agency of this kind works or worked with a carer. */
    private static String helped(String kind) {
        return "exists (select 1 from involvement i join agency a on a.id = i.agency_id where i.person_id in (select person_id from carers)"
                + " and i.since <= :day and a.kind = '" + kind + "')";
    }

    private static String only(String code) {
        return "= '" + code + "'";
    }

    private final JdbcClient jdbc;

    FactFinder(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The facts of this family when the entry was recorded. */
    FamilyFacts of(UUID casefile, Recorded entry, LocalDate day) {
        return jdbc.sql(FACTS).param("file", casefile).param("entryFile", entry.ref().casefileId()).param("seq", entry.ref().seq()).param("day", day)
                .query((row, n) -> facts(row, EventType.valueOf(entry.type()), day)).single();
    }

    private static FamilyFacts facts(ResultSet row, EventType event, LocalDate day) throws SQLException {
        int factors = count(row, "misuse", "ill_health", "learning", "abuse");
        LocalDate meeting = date(row, "last_meeting");
        return new FamilyFacts(event, day, date(row, "expected"), state(row, day),
                row.getBoolean("about_child"), row.getBoolean("about_carer"), plan(row, event, day), row.getBoolean("removed"), row.getBoolean("other_plan"),
                row.getBoolean("risk_person"), factors, row.getBoolean("misuse") && row.getBoolean("ill_health") && row.getBoolean("abuse"),
                row.getInt("agencies"), meeting == null ? FamilyFacts.NEVER : (int) ChronoUnit.DAYS.between(meeting, day), row.getInt("neglect"),
                row.getBoolean("enquiry"), row.getBoolean("referred"), row.getBoolean("by_phone"), row.getBoolean("violence"),
                row.getString("impact_level"), row.getBoolean("allocated"));
    }

    private static ChildState state(ResultSet row, LocalDate day) throws SQLException {
        LocalDate born = date(row, "born");
        if (!row.getBoolean("known")) {
            return ChildState.UNKNOWN;
        }
        if (born == null || born.isAfter(day)) {
            return ChildState.UNBORN;
        }
        return day.isBefore(born.plusYears(1)) ? ChildState.INFANT : ChildState.CHILD;
    }

    private static OpenPlan plan(ResultSet row, EventType event, LocalDate day) throws SQLException {
        LocalDate start = date(row, "plan_start");
        LocalDate end = date(row, "plan_end");
        LocalDate conference = date(row, "conference");
        boolean ends = day.equals(end) && event == EventType.PLAN_END; // what ends a plan is judged while it is still open
        if (start == null || (end != null && !ends && !end.isBefore(start))) {
            return OpenPlan.NONE;
        }
        return conference != null && (end == null || ends || conference.isAfter(end)) ? OpenPlan.CP : OpenPlan.PLAN;
    }

    private static int count(ResultSet row, String... columns) throws SQLException {
        int holding = 0;
        for (String column : columns) {
            holding += row.getBoolean(column) ? 1 : 0;
        }
        return holding;
    }

    private static LocalDate date(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }
}
