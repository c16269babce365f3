package org.throughline.organisation;

import java.util.UUID;

/**
 * Someone who works with families, as the organisation knows them.
 *
 * @param gatedAgency whether workers of this agency need authority for interventions (domain 2, "gated agency")
 * @param canLogIn    false for people who are only known by name
 */
public record Practitioner(UUID id, String username, String name, UUID agencyId, String agencyCode, boolean gatedAgency, UUID teamId,
        PractitionerRole role, UUID supervisorId, boolean canLogIn, boolean active) {}
