package org.throughline.handover;

import java.time.Clock;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.throughline.organisation.Organisation;

/** Whether a running handover waits, sooner or later, for the signature of this very person: the line supervisor of the new worker, or a deputy. */
@Component
class OwnSignature {

    private final HandoverRepository repository;
    private final Organisation organisation;
    private final Clock clock;

    OwnSignature(HandoverRepository repository, Organisation organisation, Clock clock) {
        this.repository = repository;
        this.organisation = organisation;
        this.clock = clock;
    }

    boolean awaited(UUID person, Collection<UUID> casefiles) {
        return open(casefiles).anyMatch(handover -> awaited(person, handover));
    }

    /** The same, or the person is the new worker of such a handover. */
    boolean orReadingAwaited(UUID person, Collection<UUID> casefiles) {
        return open(casefiles).anyMatch(handover -> awaited(person, handover) || handover.incomingId().equals(person));
    }

    private Stream<Handover> open(Collection<UUID> casefiles) {
        return casefiles.stream().flatMap(file -> repository.open(file).stream());
    }

    private boolean awaited(UUID person, Handover handover) {
        return handover.step().compareTo(HandoverStep.SIGN_OFF) <= 0 && organisation.signsFor(person, handover.incomingId(), clock.instant());
    }
}
