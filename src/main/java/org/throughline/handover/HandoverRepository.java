package org.throughline.handover;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface HandoverRepository extends Repository<Handover, UUID> {

    Handover saveAndFlush(Handover handover);

    Optional<Handover> findById(UUID id);

    List<Handover> findByCasefileIdAndEndedAtIsNullOrderByRequestedAtAscIdAsc(UUID casefileId);

    /** The open ones of a case file, the first first: at most one moves responsibility, at most one shares the work with each worker. */
    default List<Handover> open(UUID casefileId) {
        return findByCasefileIdAndEndedAtIsNullOrderByRequestedAtAscIdAsc(casefileId);
    }

    /** The open one that moves responsibility, or has moved it and waits for its last steps. */
    default Optional<Handover> moving(UUID casefileId) {
        return open(casefileId).stream().filter(Handover::movesResponsibility).findFirst();
    }
}
