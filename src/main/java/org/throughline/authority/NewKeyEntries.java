package org.throughline.authority;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.calendar.DueUnit;
import org.throughline.calendar.Limit;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.Responsibility;
import org.throughline.chronology.EntryFiled;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.Standing;
import org.throughline.notification.Notice;
import org.throughline.notification.NoticeKind;
import org.throughline.notification.Outbox;
import org.throughline.obligation.NewObligation;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.reading.EntriesRead;

/**
 * A key entry that somebody else files after the sign-off, and every late entry of a former worker, is read by the responsible worker within X10.
 * The duty is made in the transaction of the entry and met by the reader's own receipt. It never locks the worker out of the work.
 */
@Service
public class NewKeyEntries {

    private static final String SUBJECT = "NEW_ENTRY";

    private final Obligations obligations;
    private final Outbox outbox;
    private final Authorities authorities;
    private final Casefiles casefiles;
    private final WorkingCalendar calendar;
    private final RuleValues rules;
    private final Clock clock;

    NewKeyEntries(Obligations obligations, Outbox outbox, Authorities authorities, Casefiles casefiles, WorkingCalendar calendar, RuleValues rules, Clock clock) {
        this.obligations = obligations;
        this.outbox = outbox;
        this.authorities = authorities;
        this.casefiles = casefiles;
        this.calendar = calendar;
        this.rules = rules;
        this.clock = clock;
    }

    @EventListener
    void filed(EntryFiled entry) {
        if (entry.imported() || entry.recordedBy() == null || (!entry.key() && entry.standing() == Standing.AUTHORISED)) {
            return; // whoever may act here has handed nothing over
        }
        for (UUID file : entry.casefiles()) {
            Optional<UUID> responsible = casefiles.responsible(file).filter(worker -> !worker.equals(entry.recordedBy()));
            if (responsible.isPresent() && (entry.key() || handedOver(file, entry.recordedBy())) && since(file, responsible.get()).isPresent()) {
                owe(casefiles.get(file), responsible.get(), entry);
            }
        }
    }

    private void owe(CasefileView file, UUID worker, EntryFiled entry) {
        String key = "read-new:" + file.id() + end(entry.entry());
        obligations.open(new NewObligation(key, file.id(), SUBJECT, file.id(), "X10", "Read a new entry of the family's history", worker, file.agencyId(),
                calendar.due(clock.instant(), new Limit(rules.whole("X10"), DueUnit.WORKING_DAYS), file.jurisdiction()), DueUnit.WORKING_DAYS, false));
        outbox.put(new Notice(key + ":" + worker, worker, NoticeKind.WAITS, false));
    }

    private boolean handedOver(UUID file, UUID worker) {
        return casefiles.allocations(file).stream().anyMatch(a -> a.practitionerId().equals(worker) && a.responsibility() == Responsibility.RESPONSIBLE && a.until() != null);
    }

    /** Since when this worker may act here; empty before: the whole reading is then still ahead. */
    @Transactional(readOnly = true)
    public Optional<Instant> since(UUID file, UUID worker) {
        return authorities.held(file, worker).filter(a -> a.rank() <= 2).map(AuthorityView::grantedAt);
    }

    @EventListener
    void read(EntriesRead receipt) {
        Set<String> ends = receipt.entries().stream().map(NewKeyEntries::end).collect(Collectors.toSet());
        for (ObligationView owed : obligations.openOf(receipt.readerId(), SUBJECT)) {
            if (ends.stream().anyMatch(owed.dedupeKey()::endsWith)) {
                obligations.met(owed.dedupeKey(), receipt.readerId());
            }
        }
    }

    /** Whether this duty is the reading of a new entry: whoever takes the family over has read it all, so it is overtaken then. */
    public static boolean isReading(ObligationView duty) {
        return SUBJECT.equals(duty.subjectKind());
    }

    private static String end(EntryRef entry) {
        return ":" + entry.casefileId() + ":" + entry.seq();
    }
}
