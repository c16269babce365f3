package org.throughline.agreement;

import java.time.Instant;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.organisation.Practitioner;

/** How an agreement ends: the record first, then what it asked of people, then the engine. What was in force leaves an entry. */
@Component
class AgreementEnding {

    /** Ends that leave no entry of their own: another entry says it, or the file itself has ended. */
    private static final Set<AgreementEnd> SAID_ELSEWHERE = Set.of(AgreementEnd.SUPERSEDED, AgreementEnd.OVERTAKEN);

    private final AgreementRepository repository;
    private final AgreementStore store;
    private final AgreementEntries entries;
    private final AgreementWaits waits;
    private final AgreementProcess process;
    private final WorkingCalendar calendar;

    AgreementEnding(AgreementRepository repository, AgreementStore store, AgreementEntries entries, AgreementWaits waits, AgreementProcess process, WorkingCalendar calendar) {
        this.repository = repository;
        this.store = store;
        this.entries = entries;
        this.waits = waits;
        this.process = process;
        this.calendar = calendar;
    }

    /** The act of its own step ends it: the process ends by itself. */
    void byItsStep(Agreement agreement, AgreementEnd end, String reason, Practitioner by, Instant at) {
        if (agreement.agreed() && !SAID_ELSEWHERE.contains(end)) {
            entries.ended(agreement, AgreementText.of(store.text(agreement.id(), agreement.number()).orElseThrow().content()), end, reason, by, calendar.day(at));
        }
        boolean neverAgreed = agreement.inForceFrom() == null;
        agreement.end(end, reason, by.id(), at);
        repository.saveAndFlush(agreement);
        waits.over(agreement, by.id(), reason);
        if (neverAgreed && agreement.supersedesId() != null) {
            backToReview(agreement, by, at);
        }
    }

    /** It ends without its step being completed. */
    void elsewhere(Agreement agreement, AgreementEnd end, String reason, Practitioner by, Instant at) {
        store.add(agreement.id(), new AgreementStore.Act(AgreementStore.newId(), agreement.step(), AgreementStore.ENDED, by.id(), end.inWords() + ". " + reason, null, at), null);
        byItsStep(agreement, end, reason, by, at);
        process.end(agreement.id());
    }

    /** No renewal came of it: what was to be renewed is reviewed again. */
    private void backToReview(Agreement renewal, Practitioner by, Instant at) {
        repository.findById(renewal.supersedesId()).filter(old -> old.step() == AgreementStep.RENEW).ifPresent(old -> {
            waits.done(old, AgreementStep.RENEW, by.id());
            old.moveTo(AgreementStep.REVIEW, at);
            repository.saveAndFlush(old);
            waits.begin(old, by.id());
            process.moveTo(old.id(), AgreementStep.REVIEW);
        });
    }
}
