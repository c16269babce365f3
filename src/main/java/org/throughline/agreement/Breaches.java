package org.throughline.agreement;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.chronology.EntryFiled;
import org.throughline.chronology.EntryKind;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.EventType;
import org.throughline.organisation.Practitioner;
import org.throughline.workflow.Gaps;

/**
 * That an agreement was not kept, whoever records it: on its page, at its review, or as an entry written by hand. Its manager decides then. Several that
 * come before the decision wait for the same one.
 */
@Component
class Breaches {

    private final JdbcClient jdbc;
    private final AgreementRepository repository;
    private final AgreementStore store;
    private final AgreementEntries entries;
    private final AgreementWaits waits;
    private final AgreementProcess process;
    private final Clock clock;
    /** Which agreement files its own breach in this thread; its entry is no news then. */
    private final ThreadLocal<UUID> filing = new ThreadLocal<>();

    Breaches(JdbcClient jdbc, AgreementRepository repository, AgreementStore store, AgreementEntries entries, AgreementWaits waits, AgreementProcess process, Clock clock) {
        this.jdbc = jdbc;
        this.repository = repository;
        this.store = store;
        this.entries = entries;
        this.waits = waits;
        this.process = process;
        this.clock = clock;
    }

    /** Its own step goes on to the decision. */
    void atItsReview(Agreement agreement, Breach breach, Practitioner by, Instant at) {
        store.breached(agreement.id(), file(agreement, breach, by), by.id(), at);
    }

    /** Beside its steps: it leaves the one at which it waits for the decision. */
    EntryRef told(Agreement agreement, Breach breach, Practitioner by, Instant at) {
        EntryRef entry = file(agreement, breach, by);
        decide(agreement, entry, by.id(), at);
        return entry;
    }

    private EntryRef file(Agreement agreement, Breach breach, Practitioner by) {
        filing.set(agreement.id());
        try {
            return entries.breached(agreement, AgreementText.of(store.text(agreement.id(), agreement.number()).orElseThrow().content()), breach, by);
        } finally {
            filing.remove();
        }
    }

    @EventListener
    void filed(EntryFiled filed) {
        if (filed.type() != EventType.AGREEMENT_BREACHED || filed.kind() != EntryKind.ENTRY || filed.imported() || filing.get() != null) {
            return;
        }
        LocalDate day = jdbc.sql("select event_date from entry where casefile_id = :file and seq = :seq").param("file", filed.entry().casefileId()).param("seq", filed.entry().seq())
                .query(LocalDate.class).single();
        filed.casefiles().stream().sorted().flatMap(file -> repository.findByCasefileIdAndEndedAtIsNullOrderByOpenedAt(file).stream())
                .filter(agreement -> agreement.agreed() && !day.isBefore(Gaps.localDay(agreement.inForceFrom())) && !day.isAfter(agreement.reviewOn()))
                .forEach(agreement -> decide(agreement, filed.entry(), filed.recordedBy(), clock.instant().truncatedTo(ChronoUnit.MICROS)));
    }

    private void decide(Agreement agreement, EntryRef entry, UUID by, Instant at) {
        if (!store.breached(agreement.id(), entry, by, at)) {
            return;
        }
        store.add(agreement.id(), new AgreementStore.Act(AgreementStore.newId(), agreement.step(), AgreementStore.BREACHED, by, "It was not kept.", null, at), null);
        if (agreement.step() != AgreementStep.DECIDE_BREACH) {
            agreement.moveTo(AgreementStep.DECIDE_BREACH, at);
            repository.saveAndFlush(agreement);
            waits.begin(agreement, by);
            process.moveTo(agreement.id(), AgreementStep.DECIDE_BREACH);
        }
    }
}
