package org.throughline.meeting;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface MeetingRepository extends Repository<Meeting, UUID> {

    Meeting saveAndFlush(Meeting meeting);

    Optional<Meeting> findById(UUID id);

    Optional<Meeting> findByObligationIdAndEndedAtIsNull(UUID obligationId);

    List<Meeting> findByCasefileIdOrderByOpenedAtDescIdDesc(UUID casefileId);

    List<Meeting> findByCasefileIdAndEndedAtIsNullOrderByOpenedAt(UUID casefileId);
}
