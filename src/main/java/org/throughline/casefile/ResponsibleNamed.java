package org.throughline.casefile;

import java.util.UUID;

/** Somebody has become responsible for a case file, by whatever way; published in that transaction. */
public record ResponsibleNamed(UUID casefile, UUID worker) {}
