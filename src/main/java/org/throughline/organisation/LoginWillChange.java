package org.throughline.organisation;

import java.util.UUID;

/** A login is about to be closed or opened, in this transaction. Nothing is written yet: whoever must hold the families locks them now, before any other row. */
public record LoginWillChange(UUID practitionerId) {}
