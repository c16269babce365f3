package org.throughline.agreement;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface AgreementRepository extends Repository<Agreement, UUID> {

    Agreement saveAndFlush(Agreement agreement);

    Optional<Agreement> findById(UUID id);

    List<Agreement> findByCasefileIdOrderByOpenedAtDescIdDesc(UUID casefileId);

    List<Agreement> findByCasefileIdAndEndedAtIsNullOrderByOpenedAt(UUID casefileId);

    Optional<Agreement> findBySupersedesIdAndEndedAtIsNull(UUID supersedesId);

}
