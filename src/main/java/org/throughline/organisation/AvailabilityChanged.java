package org.throughline.organisation;

import java.util.UUID;

/** Somebody will be away, or has left; published in the same transaction. */
public record AvailabilityChanged(UUID practitionerId) {}
