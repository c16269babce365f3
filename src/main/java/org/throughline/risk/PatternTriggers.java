package org.throughline.risk;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.EntryFiled;
import org.throughline.chronology.EntryKind;
import org.throughline.chronology.EntryRef;
import org.throughline.meeting.ChildState;
import org.throughline.meeting.HistoryLookedBack;
import org.throughline.obligation.LastInTheTransaction;

/**
 * Asks the patterns about every entry, in the transaction that files it and after what the entry calls for itself (M6 counts for P17), for every child in whose
 * family history it stands. Asked as of the day of the event, and as of today where that is another day: what is written down late joins what came after it.
 */
@Component
class PatternTriggers {

    private final JdbcClient jdbc;
    private final Casefiles casefiles;
    private final PatternFinder finder;
    private final PatternRules rules;
    private final Raised raised;
    private final WorkingCalendar calendar;
    private final Clock clock;

    PatternTriggers(JdbcClient jdbc, Casefiles casefiles, PatternFinder finder, PatternRules rules, Raised raised, WorkingCalendar calendar, Clock clock) {
        this.jdbc = jdbc;
        this.casefiles = casefiles;
        this.finder = finder;
        this.rules = rules;
        this.raised = raised;
        this.calendar = calendar;
        this.clock = clock;
    }

    @EventListener
    void entryFiled(EntryFiled filed) {
        if (!filed.imported() && filed.kind() == EntryKind.ENTRY) {
            LastInTheTransaction.run(() -> filed.casefiles().stream().sorted().map(casefiles::get).filter(file -> file.child() && file.open()).forEach(file -> ask(file, filed.entry(), false)));
        }
    }

    /** An imported history is asked about once, as of today: what it shows now, by its latest entry. */
    @EventListener
    void lookedBack(HistoryLookedBack looked) {
        latest(looked.casefile()).ifPresent(entry -> ask(casefiles.get(looked.casefile()), entry, true));
    }

    private Optional<EntryRef> latest(UUID casefile) {
        return jdbc.sql("""
                select e.casefile_id, e.seq from family_entries(:file, :now) h join entry e on e.casefile_id = h.casefile_id and e.seq = h.seq
                where e.kind = 'ENTRY' order by e.event_date desc, e.recorded_at desc, e.casefile_id, e.seq desc limit 1""")
                .param("file", casefile).param("now", Timestamp.from(clock.instant()))
                .query((row, n) -> new EntryRef(row.getObject("casefile_id", UUID.class), row.getLong("seq"))).optional();
    }

    /** The entry before its family has been looked at. */
    private record Filed(EntryRef ref, LocalDate day, Set<String> words, boolean selfReport) {

        /** Whether it can be one more of what this row counts; whom it names is asked where it can. */
        boolean canCountFor(PatternRow row) {
            return row.counts().stream().anyMatch(words::contains) || selfReport && row.counts().contains(PatternRow.SELF_REPORT);
        }
    }

    private Filed filed(EntryRef entry) {
        return jdbc.sql("select e.event_date, e.event_type, a.kind, e.provenance from entry e join agency a on a.id = e.source_agency_id where e.casefile_id = :file and e.seq = :seq")
                .param("file", entry.casefileId()).param("seq", entry.seq()).query((row, n) -> new Filed(entry, row.getObject("event_date", LocalDate.class),
                        Set.of(row.getString("event_type"), row.getString("event_type") + "@" + row.getString("kind")), "SELF_REPORT".equals(row.getString("provenance")))).single();
    }

    private void ask(CasefileView file, EntryRef ref, boolean lookedBack) {
        Instant now = clock.instant();
        LocalDate today = calendar.day(now);
        Filed entry = filed(ref);
        LocalDate day = lookedBack ? today : entry.day();
        askAsOf(file, entry, day, now, lookedBack);
        if (day.isBefore(today)) {
            askAsOf(file, entry, today, now, lookedBack);
        }
    }

    private void askAsOf(CasefileView file, Filed filed, LocalDate day, Instant now, boolean lookedBack) {
        PatternFacts facts = finder.of(file.id(), day, now);
        if (facts.child() == ChildState.UNKNOWN) {
            return;
        }
        List<PatternRow> rows = rules.raised(facts);
        Set<String> serious = new HashSet<>(facts.seriousRows());
        rows.stream().filter(PatternRow::serious).map(PatternRow::ruleId).forEach(serious::add);
        if (!serious.equals(facts.seriousRows())) {
            facts = facts.withSerious(serious);
            rows = rules.raised(facts);
        }
        Set<String> ever = facts.everRaised();
        List<PatternRow> asking = rows.stream().filter(row -> !ever.contains(row.ruleId()) || filed.canCountFor(row)).toList();
        if (!asking.isEmpty()) {
            raised.raise(file, asking, finder.entry(file.id(), filed.ref()), facts, lookedBack);
        }
    }
}
