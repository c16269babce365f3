package org.throughline.reading;

import java.time.Instant;
import java.util.UUID;

/** A reading that has begun: whose, of which family, and what existed then (domain 2, "Manifest"). */
public record Reading(UUID id, UUID casefileId, UUID readerId, long familyVersion, Instant beganAt) {}
