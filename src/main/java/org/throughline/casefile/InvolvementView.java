package org.throughline.casefile;

import java.time.LocalDate;
import java.util.UUID;

/**
 * An agency that works, or worked, with somebody of the family.
 *
 * @param practitionerName who does; null where nobody is named
 * @param until            null while it lasts
 */
public record InvolvementView(UUID id, UUID agencyId, String agencyCode, String agencyName, UUID personId, String personName, UUID practitionerId,
        String practitionerName, LocalDate since, LocalDate until) {}
