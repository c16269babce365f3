package org.throughline.organisation;

import java.util.UUID;

/**
 * Somebody to enter in the organisation.
 *
 * @param teamId       null where there is none
 * @param supervisorId null at the top of a line
 * @param canLogIn     false for people known by name alone
 */
public record NewPractitioner(String username, String name, UUID agencyId, UUID teamId, PractitionerRole role, UUID supervisorId, boolean canLogIn) {}
