package org.throughline.organisation;

import java.util.UUID;

/** A team of an agency. */
public record Team(UUID id, UUID agencyId, String name) {}
