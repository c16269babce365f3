package org.throughline.handover;

import java.util.UUID;
import org.springframework.data.repository.Repository;
import java.util.Optional;

interface HandoverRepository extends Repository<Handover, UUID> {

    Handover saveAndFlush(Handover handover);

    Optional<Handover> findById(UUID id);

    Optional<Handover> findByCasefileIdAndEndedAtIsNull(UUID casefileId);
}
