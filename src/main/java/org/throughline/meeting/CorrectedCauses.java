package org.throughline.meeting;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.calendar.DueUnit;
import org.throughline.calendar.Limit;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.EntryKind;
import org.throughline.obligation.NewObligation;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;

/**
 * A correction, or a tombstone, that removes a cause ends nothing: a person decides whether the duty still stands (domain 6). One that takes back nothing that was said,
 * and only says what was not known yet, removes no cause: nobody is asked.
 */
@Component
class CorrectedCauses {

    private final JdbcClient jdbc;
    private final Obligations obligations;
    private final Casefiles casefiles;
    private final WorkingCalendar calendar;
    private final Clock clock;

    CorrectedCauses(JdbcClient jdbc, Obligations obligations, Casefiles casefiles, WorkingCalendar calendar, Clock clock) {
        this.jdbc = jdbc;
        this.obligations = obligations;
        this.casefiles = casefiles;
        this.calendar = calendar;
        this.clock = clock;
    }

    static String key(UUID duty) {
        return "cause-corrected:" + duty;
    }

    void ask(Recorded correction) {
        if (correction.kind() == EntryKind.CORRECTION && onlyFillsIn(correction)) {
            return;
        }
        jdbc.sql("""
                select distinct f.obligation_id from rule_firing f join obligation o on o.id = f.obligation_id
                where f.entry_file = :file and f.entry_seq = :seq and o.ended_at is null""")
                .param("file", correction.about().casefileId()).param("seq", correction.about().seq())
                .query(UUID.class).list().forEach(duty -> {
                    if (correction.kind() == EntryKind.NOT_THIS_FAMILY) {
                        obligations.overtaken(key(duty), correction.filedBy(), "The entry that was corrected has been taken out.");
                        ask(obligations.get(duty), "An entry behind this was taken out: it is not about this family. ");
                    } else {
                        ask(obligations.get(duty), correction.kind() == EntryKind.DISPUTE ? "An entry behind this is disputed. " : "An entry behind this was corrected. ");
                    }
                });
    }

    /** Whether all that the entry said, with what corrected it before, is said in the same words again. Words that were destroyed are not the same. */
    private boolean onlyFillsIn(Recorded correction) {
        return jdbc.sql("""
                with said as (
                    select e.seq, array[e.event_type, e.event_date::text, e.precision, e.source_agency_id::text,
                               (select string_agg(p.person_id::text, ',' order by p.person_id) from entry_person p where p.casefile_id = e.casefile_id and p.seq = e.seq),
                               c.canonical::jsonb ->> 'summary', coalesce(c.canonical::jsonb ->> 'attributes', '{}')] as what_happened,
                           array[e.provenance, e.verification, nullif(e.impact_level, 'UNKNOWN'), c.canonical::jsonb ->> 'significance', c.canonical::jsonb ->> 'impact_on_child',
                               c.canonical::jsonb ->> 'action_taken', c.canonical::jsonb ->> 'outcome'] as what_of_it
                    from entry e join entry_content c on c.casefile_id = e.casefile_id and c.seq = e.seq
                    where e.casefile_id = :file and (e.seq = :seq or e.kind = 'CORRECTION' and e.about_casefile_id = :file and e.about_seq = :seq))
                select coalesce((select before.what_happened = now.what_happened
                        and not exists (select 1 from unnest(before.what_of_it, now.what_of_it) as line (was, is_now) where was is not null and was is distinct from is_now)
                    from said now, lateral (select * from said s where s.seq < now.seq order by s.seq desc limit 1) before where now.seq = :correction), false)""")
                .param("file", correction.about().casefileId()).param("seq", correction.about().seq()).param("correction", correction.ref().seq()).query(Boolean.class).single();
    }

    private void ask(ObligationView duty, String why) {
        CasefileView file = casefiles.get(duty.casefileId());
        Limit limit = new Limit(jdbc.sql("select rule_number('MF4')::int").query(Integer.class).single(), DueUnit.WORKING_DAYS);
        Instant now = clock.instant();
        obligations.open(new NewObligation(key(duty.id()), file.id(), "OBLIGATION", duty.id(), duty.ruleId(),
                why + "Decide whether it must still happen: " + duty.what(), duty.ownerId(), duty.agencyId(),
                calendar.due(now, limit, file.jurisdiction()), limit.unit(), false));
    }
}
