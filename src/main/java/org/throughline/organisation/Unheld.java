package org.throughline.organisation;

import java.time.Instant;

/** Hours of a duty that nobody holds. */
public record Unheld(Instant from, Instant to) {}
