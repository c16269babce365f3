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

/** A correction, or a tombstone, that removes a cause ends nothing: a person decides whether the duty still stands (domain 6). */
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
        jdbc.sql("""
                select distinct f.obligation_id from rule_firing f join obligation o on o.id = f.obligation_id
                where f.entry_file = :file and f.entry_seq = :seq and o.ended_at is null""")
                .param("file", correction.about().casefileId()).param("seq", correction.about().seq())
                .query(UUID.class).list().forEach(duty -> {
                    if (correction.kind() == EntryKind.NOT_THIS_FAMILY) {
                        obligations.overtaken(key(duty), correction.filedBy(), "The entry that was corrected has been taken out.");
                        ask(obligations.get(duty), "An entry behind this was taken out: it is not about this family. ");
                    } else {
                        ask(obligations.get(duty), "An entry behind this was corrected. ");
                    }
                });
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
