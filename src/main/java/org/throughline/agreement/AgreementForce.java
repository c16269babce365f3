package org.throughline.agreement;

import java.time.Instant;
import org.springframework.stereotype.Component;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** An agreement comes into force until the end of its review date, in the transaction of its entry, which goes through the gate; what it renews ends then. */
@Component
class AgreementForce {

    private final AgreementRepository repository;
    private final AgreementEnding ending;
    private final AgreementEntries entries;
    private final AgreementWaits waits;
    private final WorkingCalendar calendar;
    private final Organisation organisation;

    AgreementForce(AgreementRepository repository, AgreementEnding ending, AgreementEntries entries, AgreementWaits waits, WorkingCalendar calendar, Organisation organisation) {
        this.repository = repository;
        this.ending = ending;
        this.entries = entries;
        this.waits = waits;
        this.calendar = calendar;
        this.organisation = organisation;
    }

    /** @throws org.throughline.access.Refusal code {@code authority-required} where this worker may not sign for the agency */
    void comesIntoForce(Agreement agreement, AgreementText text, Practitioner by, Instant at) {
        var entry = entries.made(agreement, text, by, calendar.day(at));
        if (agreement.supersedesId() != null) {
            repository.findById(agreement.supersedesId()).filter(old -> !old.ended()).ifPresent(old -> {
                waits.done(old, AgreementStep.REVIEW, by.id());
                waits.done(old, AgreementStep.RENEW, by.id());
                ending.elsewhere(old, AgreementEnd.SUPERSEDED, "A newer version was agreed, signed for the agency by " + organisation.get(by.id()).name() + ".", by, at);
            });
        }
        agreement.stands(entry);
        agreement.inForce(at, text.reviewOn(), calendar.endOfDay(text.reviewOn()));
    }
}
