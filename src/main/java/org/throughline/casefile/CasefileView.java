package org.throughline.casefile;

import java.time.Instant;
import java.util.UUID;

/**
 * A case file.
 *
 * @param reference    as people call it
 * @param personId     whose file it is
 * @param child        true for a child's case file, false for the file of another person
 * @param jurisdiction whose working days count
 * @param agencyId     the agency that keeps it; null where none is named
 * @param filedAt      when it was opened here
 */
public record CasefileView(UUID id, String reference, UUID personId, boolean child, String title, String jurisdiction, UUID agencyId,
        boolean open, Instant filedAt) {}
