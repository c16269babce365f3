package org.throughline.risk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.chronology.EntryRef;
import org.throughline.meeting.ChildState;
import org.throughline.meeting.OpenPlan;

/**
 * Counts the patterns of a family by one statement: the people first, then of their entries only those of the types that count, from an index, so that a
 * family of a hundred thousand entries costs what a small one does. Everything is as of a day; what was found not to be this family's does not count.
 */
@Component
class PatternFinder {

    private static final String FAMILY = """
            with fam as (select m.person_id, m.step, m.tie, p.kind, m.until from family_member m join person p on p.id = m.person_id where m.casefile_id = :file),
            child as (select person_id from fam where step = 1),
            carers as (select person_id from fam where step = 2 and tie in ('PARENT', 'STEP_PARENT', 'CARER') and (until is null or until >= :day)),
            adults as (select person_id from carers union select person_id from fam
                       where kind = 'ADULT' and (until is null or until >= :day) and (step = 4 or (step = 2 and tie = 'HOUSEHOLD'))),
            others as (select person_id from fam where step = 3 or (step = 2 and tie in ('SIBLING', 'HALF_SIBLING'))),
            near as (select person_id from child union select person_id from adults)
            """;

    /** Of their entries of the longer window what counts, one line for an entry. */
    private static final String ACTS = """
            ,
            slow as materialized (select (:day::date - (rule_number('PP1') || ' months')::interval)::date as since, :day::date - rule_number('PP2')::int as fast),
            acts as materialized (
                select x.casefile_id, x.seq, x.event_type, x.event_date, x.source_agency_id, bool_or(c.person_id is not null) as of_child,
                       array_agg(x.person_id) filter (where c.person_id is null) as adults,
                       exists (select 1 from entry_person o join person p on p.id = o.person_id where o.casefile_id = x.casefile_id and o.seq = x.seq and p.kind = 'CHILD'
                               and o.person_id not in (select person_id from child)) as of_other
                from entry_person x left join child c on c.person_id = x.person_id
                where x.fact and x.person_id = any (array(select person_id from near)) and x.event_date between (select since from slow) and :day
                  and x.event_type in ('CARER_SELF_HARM', 'CARER_LEFT_BEFORE_SEEN', 'DOMESTIC_INCIDENT', 'ADDRESS_MOVE', 'NEW_TENANCY', 'HOMELESS', 'WAS_NOT_BROUGHT', 'NO_ACCESS',
                                       'CANCELLED_BY_FAMILY', 'REFUSED', 'REFERRAL', 'SECTION_47', 'CONFERENCE', 'WORKER_CHANGE', 'INJURY', 'CARE_CHANGE', 'HOUSEHOLD_CHANGE',
                                       'HEALTH_CHECK', 'NEGLECT_CONCERN', 'VISIT')
                  and is_this_familys(x.casefile_id, x.seq)
                group by x.casefile_id, x.seq, x.event_type, x.event_date, x.source_agency_id),
            mine as (select * from acts where of_child or not of_other),
            harm as (select * from acts where event_type in ('CARER_SELF_HARM', 'CARER_LEFT_BEFORE_SEEN') and adults is not null),
            missed as (select * from mine where event_type in ('WAS_NOT_BROUGHT', 'NO_ACCESS') and event_date >= (select fast from slow)),
            keys as (
                select e.casefile_id, e.seq, e.provenance = 'SELF_REPORT' and coalesce(e.verification, 'UNVERIFIED') = 'UNVERIFIED' as unchecked from entry e
                where e.casefile_id = any (array(select c.id from casefile c where c.person_id in (select person_id from fam))) and e.kind = 'ENTRY' and (e.key_marked or e.key_by_rule)
                  and e.event_date <= :day and e.event_type not in ('COMPLAINT', 'REFUSED') and is_this_familys(e.casefile_id, e.seq)
                  and not exists (select 1 from key_decision k where k.casefile_id = e.casefile_id and k.seq = e.seq and not is_key(e.casefile_id, e.seq, :now))),
            working as (
                select i.agency_id from involvement i join agency a on a.id = i.agency_id
                 where i.person_id in (select person_id from child union select person_id from carers) and i.since <= :day and (i.until is null or i.until >= :day)
                   and (i.concern is not null or not exists (select 1 from rule_value v where v.id = 'M7-' || a.kind and v.value = 1))
                union
                select x.source_agency_id from entry_person x where x.fact and x.person_id = any (array(select person_id from child union select person_id from carers))
                   and x.event_type in (select code from event_type where event_group in ('harm', 'carer', 'engagement') and code not in ('COMPLAINT', 'REFUSED'))
                   and x.event_date between :day - rule_number('MF1')::int and :day and is_this_familys(x.casefile_id, x.seq))
            """;

    private static final String OF = " from entry_person x where x.fact and x.event_date <= :day and x.person_id = any (array(select person_id from %s))"
            + " and x.event_type %s and is_this_familys(x.casefile_id, x.seq)";

    private static final String COUNTED = """
            select p.born, p.expected,
                   exists (select 1 from entry_person x where x.person_id = any (array(select person_id from child)) and x.event_date <= :day and is_this_familys(x.casefile_id, x.seq)
                       and not exists (select 1 from taken_out t where t.tomb_file = x.casefile_id and t.tomb_seq = x.seq)) as known,
                   (select count(*) from harm h where not exists (select 1 from harm e where e.event_date = h.event_date and e.adults && h.adults
                       and (e.casefile_id, e.seq) < (h.casefile_id, h.seq))) as self_harm,
                   (select count(*) from harm where event_type = 'CARER_LEFT_BEFORE_SEEN') as left_before_seen,
                   (select count(distinct event_date) from mine where event_type = 'DOMESTIC_INCIDENT') as domestic,
                   (select count(distinct event_date) from mine where event_type in ('ADDRESS_MOVE', 'NEW_TENANCY', 'HOMELESS')) as moves,
                   (select count(*) from missed) as missed,
                   (select count(*) from missed where event_date > coalesce((select max(event_date) from mine where event_type in ('VISIT', 'HEALTH_CHECK') and of_child), '-infinity')) as in_a_row,
                   (select count(*) from mine where event_type = 'CANCELLED_BY_FAMILY' and event_date >= (select fast from slow)) as cancelled,
                   (select count(*) from acts t join agency a on a.id = t.source_agency_id where t.event_type = 'REFUSED' and t.adults is not null and a.kind = 'DRUG_ALCOHOL') as refused,
                   (select count(*) from working) as agencies,
                   (select count(distinct (o.event_type, o.event_date)) from acts o where o.of_child and o.event_type in ('REFERRAL', 'SECTION_47', 'CONFERENCE')
                       and not (o.event_type = 'CONFERENCE' and coalesce((select max(x.event_date) from entry_person x where x.fact and x.person_id in (select person_id from child)
                                    and x.event_type = 'PLAN_START' and x.event_date < o.event_date and is_this_familys(x.casefile_id, x.seq)), '-infinity')
                                > coalesce((select max(x.event_date) from entry_person x where x.fact and x.person_id in (select person_id from child)
                                    and x.event_type = 'PLAN_END' and x.event_date < o.event_date and is_this_familys(x.casefile_id, x.seq)), '-infinity'))) as openings,
                   (select count(distinct event_date) from acts where of_child and event_type = 'WORKER_CHANGE') as worker_changes,
                   (select count(*) from keys) as keys, (select count(*) from keys where unchecked) as unchecked_keys,
                   (select count(distinct event_date) from acts where of_child and event_type = 'INJURY') as injuries,
                   exists (select 1 from acts a join entry_content ac on ac.casefile_id = a.casefile_id and ac.seq = a.seq
                           join entry_person x on x.fact and x.person_id = any (array(select person_id from others)) and x.event_type = 'INJURY'
                                and x.event_date between (select since from slow) and :day and (x.casefile_id, x.seq) <> (a.casefile_id, a.seq) and is_this_familys(x.casefile_id, x.seq)
                           join entry_content xc on xc.casefile_id = x.casefile_id and xc.seq = x.seq
                           where a.of_child and a.event_type = 'INJURY' and lower(trim(ac.canonical::jsonb -> 'attributes' ->> 'mechanism')) = lower(trim(xc.canonical::jsonb -> 'attributes' ->> 'mechanism'))) as mechanism,
                   (select count(distinct event_date) from acts where of_child and event_type in ('CARE_CHANGE', 'HOUSEHOLD_CHANGE')) as care_changes,
                   (select count(distinct a.source_agency_id) from acts a join entry e on e.casefile_id = a.casefile_id and e.seq = a.seq
                     where a.of_child and a.event_type in ('HEALTH_CHECK', 'NEGLECT_CONCERN') and a.event_date >= (select fast from slow) and e.impact_level in ('MODERATE', 'SERIOUS')) as growth,
                   exists (select 1 from obligation o where o.casefile_id = :file and o.rule_id = 'D23' and o.ended_at is null and o.due_at < :now) as visit_overdue,
                   array(select distinct q.rule_id from pattern_prompt q join pattern_prompt_cause c on c.prompt_id = q.id
                         where q.casefile_id = :file and q.serious and c.event_date between (select fast from slow) and :day
                         union select o.rule_id from obligation o where o.casefile_id = :file and o.rule_id = 'M6'
                           and local_day(o.born_at) >= (select fast from slow)) as raised,
                   array(select distinct q.rule_id from pattern_prompt q where q.casefile_id = :file) as ever,
            """
            + last("child", "PLAN_START") + " as plan_start, " + last("child", "PLAN_END") + " as plan_end, " + last("child", "CONFERENCE") + " as conference, "
            + last("near", "POSITIVE_CHANGE") + " as better, "
            + "(select max(x.event_date)" + OF.formatted("child", types("multi_agency")) + ") as last_meeting, "
            + "(select count(distinct (x.casefile_id, x.seq))" + OF.formatted("others", "= any (array(select code from event_type where took_a_child or code in ('CONFERENCE', 'PLAN_START')))") + ") as earlier, "
            + ever("carers", types("speaks_of = 'MISUSE'")) + " or " + helped("DRUG_ALCOHOL") + " as misuse, "
            + ever("carers", types("speaks_of = 'MENTAL_ILL_HEALTH'")) + " or " + helped("MENTAL_HEALTH") + " as ill_health, "
            + ever("near", types("speaks_of = 'DOMESTIC_ABUSE'")) + " or " + helped("DOMESTIC_ABUSE") + " as abuse, "
            + """
              (select count(distinct x.event_date) from entry_person x where x.fact and x.person_id in (select person_id from child) and x.event_type = 'CONFERENCE' and x.event_date <= :day
                   and is_this_familys(x.casefile_id, x.seq) and x.event_date > greatest("""
            + last("child", "PLAN_START") + ", " + last("near", "POSITIVE_CHANGE") + ")) as reviews"
            + " from casefile f join person p on p.id = f.person_id where f.id = :file";

    private static final String ENTRY = """
            , named as (select person_id from entry_person where casefile_id = :entryFile and seq = :seq)
            select e.event_type, a.kind, e.event_date, e.source_agency_id, e.recorded_by, r.agency_id as recorder_agency,
                   exists (select 1 from named where person_id in (select person_id from child)) as about_child,
                   exists (select 1 from named where person_id in (select person_id from adults)) as about_adult,
                   exists (select 1 from named n join person p on p.id = n.person_id where p.kind = 'CHILD' and n.person_id not in (select person_id from child)) as about_other,
                   (e.key_marked or e.key_by_rule) and e.provenance = 'SELF_REPORT' and coalesce(e.verification, 'UNVERIFIED') = 'UNVERIFIED' as unchecked
            from entry e join agency a on a.id = e.source_agency_id left join practitioner r on r.id = e.recorded_by where e.casefile_id = :entryFile and e.seq = :seq""";

    private final JdbcClient jdbc;

    PatternFinder(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private static String last(String people, String type) {
        return "(select max(x.event_date)" + OF.formatted(people, "= '" + type + "'") + ")";
    }

    private static String ever(String people, String types) {
        return "exists (select 1" + OF.formatted(people, types) + ")";
    }

    private static String types(String column) {
        return "= any (array(select code from event_type where " + column + "))";
    }

    private static String helped(String kind) {
        return "exists (select 1 from involvement i join agency a on a.id = i.agency_id where i.person_id in (select person_id from carers) and i.since <= :day and a.kind = '" + kind + "')";
    }

    /** The facts of this family as of a day. @param now whether a visit is late is asked as of this moment */
    PatternFacts of(UUID casefile, LocalDate day, Instant now) {
        return jdbc.sql(FAMILY + ACTS + COUNTED).param("file", casefile).param("day", day).param("now", Timestamp.from(now)).query((row, n) -> facts(row, day)).single();
    }

    /** How this family sees an entry. */
    FiledEntry entry(UUID casefile, EntryRef ref) {
        return jdbc.sql(FAMILY.replace(":day", "(select event_date from entry where casefile_id = :entryFile and seq = :seq)") + ENTRY)
                .param("file", casefile).param("entryFile", ref.casefileId()).param("seq", ref.seq())
                .query((row, n) -> new FiledEntry(ref, row.getObject("event_date", LocalDate.class), Set.of(row.getString("event_type"), row.getString("event_type") + "@" + row.getString("kind")),
                        row.getObject("source_agency_id", UUID.class), row.getObject("recorded_by", UUID.class), row.getObject("recorder_agency", UUID.class),
                        row.getBoolean("about_child"), row.getBoolean("about_adult"), row.getBoolean("about_other"), row.getBoolean("unchecked"))).single();
    }

    private static PatternFacts facts(ResultSet row, LocalDate day) throws SQLException {
        LocalDate meeting = date(row, "last_meeting");
        OpenPlan plan = plan(row);
        int keys = row.getInt("keys");
        boolean misuse = row.getBoolean("misuse");
        int factors = (misuse ? 1 : 0) + (row.getBoolean("ill_health") ? 1 : 0) + (row.getBoolean("abuse") ? 1 : 0);
        boolean planEnded = date(row, "plan_end") != null && date(row, "conference") != null;
        return new PatternFacts(day, state(row, day), plan, row.getInt("self_harm"), row.getInt("left_before_seen"), row.getInt("domestic"), row.getInt("moves"), row.getInt("in_a_row"),
                row.getInt("missed"), row.getInt("cancelled"), row.getInt("refused"), row.getInt("agencies"),
                meeting == null ? PatternFacts.NEVER : (int) ChronoUnit.DAYS.between(meeting, day), Math.max(0, row.getInt("openings") - 1), row.getInt("earlier") + (planEnded ? 1 : 0),
                row.getInt("worker_changes"), keys, keys == 0 ? 0 : 100 * row.getInt("unchecked_keys") / keys, plan == OpenPlan.NONE ? 0 : row.getInt("reviews"), factors, misuse,
                row.getBoolean("visit_overdue"), rules(row, "raised"), rules(row, "ever"), row.getInt("injuries"), row.getBoolean("mechanism"),
                row.getInt("care_changes"), row.getInt("growth"));
    }

    private static Set<String> rules(ResultSet row, String column) throws SQLException {
        return new HashSet<>(List.of((String[]) row.getArray(column).getArray()));
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

    private static OpenPlan plan(ResultSet row) throws SQLException {
        LocalDate start = date(row, "plan_start");
        LocalDate end = date(row, "plan_end");
        LocalDate conference = date(row, "conference");
        if (start == null || end != null && !end.isBefore(start)) {
            return OpenPlan.NONE;
        }
        return conference != null && (end == null || conference.isAfter(end)) ? OpenPlan.CP : OpenPlan.PLAN;
    }

    private static LocalDate date(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }
}
