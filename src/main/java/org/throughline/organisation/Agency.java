package org.throughline.organisation;

import java.util.UUID;

/** An agency that works with families. @param gated whether its workers need authority for interventions */
public record Agency(UUID id, String code, String name, AgencyKind kind, boolean gated) {}
