package org.throughline.chronology;

import java.util.UUID;

/** Names one entry: its chain and its place in it. */
public record EntryRef(UUID casefileId, long seq) {}
