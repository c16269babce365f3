package org.throughline.meeting;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.throughline.calendar.DueUnit;
import org.throughline.calendar.Limit;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.EntryFiled;
import org.throughline.obligation.NewObligation;
import org.throughline.obligation.Obligations;

/**
 * What an imported history would have called for. Windows that have passed start no ladder: together they are one obligation,
 * "look at what was missed"; windows that are still open become ordinary duties (domain 6). It is done after the import, so that
 * a large history comes in as fast as it did, and again by the next round where a round failed.
 */
@Component
class LookBack {

    private final JdbcClient jdbc;
    private final Casefiles casefiles;
    private final Triggers triggers;
    private final Obligations obligations;
    private final WorkingCalendar calendar;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    LookBack(JdbcClient jdbc, Casefiles casefiles, Triggers triggers, Obligations obligations, WorkingCalendar calendar, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.casefiles = casefiles;
        this.triggers = triggers;
        this.obligations = obligations;
        this.calendar = calendar;
        this.events = events;
        this.clock = clock;
    }

    /** Remembers which families grew by an import; written once, with the import. */
    @EventListener
    void entryFiled(EntryFiled filed) {
        if (!filed.imported()) {
            return;
        }
        Imported imported = (Imported) TransactionSynchronizationManager.getResource(this);
        if (imported == null) {
            imported = new Imported();
            TransactionSynchronizationManager.bindResource(this, imported);
            TransactionSynchronizationManager.registerSynchronization(imported);
        }
        imported.casefiles.addAll(filed.casefiles());
    }

    private final class Imported implements TransactionSynchronization {

        private final Set<UUID> casefiles = new HashSet<>();

        @Override
        public void beforeCommit(boolean readOnly) {
            jdbc.sql("""
                    insert into look_back (casefile_id, asked_at) select id, :now from casefile where id in (:ids) and kind = 'CHILD'
                    on conflict (casefile_id) do update set asked_at = excluded.asked_at""")
                    .param("now", Timestamp.from(clock.instant())).param("ids", casefiles).update();
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(LookBack.this);
        }
    }

    /** The families whose look-back is owed, the oldest first. */
    @Transactional(readOnly = true)
    public List<UUID> owed() {
        return jdbc.sql("select casefile_id from look_back order by asked_at, casefile_id").query(UUID.class).list();
    }

    /** Looks back over one family, as far as rule MF5 says; a family that another node looks at now is left to it. */
    @Transactional
    public void look(UUID casefile) {
        if (jdbc.sql("select casefile_id from look_back where casefile_id = :file for update skip locked").param("file", casefile)
                .query(UUID.class).optional().isEmpty()) {
            return;
        }
        CasefileView file = casefiles.get(casefile);
        if (file.open()) {
            Instant now = clock.instant();
            entries(casefile, now).forEach(entry -> triggers.ask(file, entry, entry.day(), true));
            askAPerson(file, now);
            events.publishEvent(new HistoryLookedBack(casefile));
        }
        jdbc.sql("delete from look_back where casefile_id = :file").param("file", casefile).update();
    }

    private List<Recorded> entries(UUID casefile, Instant now) {
        return jdbc.sql(Recorded.SELECT + """
                join family_entries(:file, :now) h on h.casefile_id = e.casefile_id and h.seq = e.seq
                where e.kind = 'ENTRY' and e.origin = 'IMPORT' and is_this_familys(e.casefile_id, e.seq)
                  and e.event_date >= (:now::timestamptz - (rule_number('MF5') || ' months')::interval)::date
                  and not exists (select 1 from rule_firing f where f.casefile_id = :file and f.entry_file = e.casefile_id and f.entry_seq = e.seq)
                order by e.event_date, e.recorded_at, e.casefile_id, e.seq""")
                .param("file", casefile).param("now", Timestamp.from(now)).query(Recorded::of).list();
    }

    private void askAPerson(CasefileView file, Instant now) {
        boolean missed = jdbc.sql("""
                select exists (select 1 from rule_firing where casefile_id = :file and looked_back and not met_before and obligation_id is null and mode = 'ENFORCE' and fired_at >= :now)""")
                .param("file", file.id()).param("now", Timestamp.from(now)).query(Boolean.class).single();
        if (!missed) {
            return;
        }
        Limit limit = new Limit(jdbc.sql("select rule_number('MF4')::int").query(Integer.class).single(), DueUnit.WORKING_DAYS);
        obligations.open(new NewObligation("look-back:" + file.id(), file.id(), "FAMILY", file.id(), "MF4", "Look at what this history would have called for",
                casefiles.responsible(file.id()).orElse(null), file.agencyId(), calendar.due(now, limit, file.jurisdiction()), limit.unit(), false));
    }
}
