package org.throughline.organisation;

import java.util.UUID;

/** The identity provider has closed somebody's login, or opened it again. Published in the transaction that writes it down. */
public record LoginChanged(UUID practitionerId, boolean closed) {}
