package org.throughline.casefile;

import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;

/**
 * A tie between people is about to end on a day, and later events then belong to the family no longer; published in the same transaction, so that a
 * listener may still refuse.
 *
 * @param files the case files to whose families either person belongs
 */
public record LinkEnded(Set<UUID> files, UUID endedBy, LocalDate until) {}
