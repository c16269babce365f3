package org.throughline.meeting;

import java.util.UUID;

/** It was looked back over an imported history of an open case file; published in that transaction. */
public record HistoryLookedBack(UUID casefile) {}
