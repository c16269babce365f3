package org.throughline.obligation;

import java.time.Instant;

/**
 * What the watchdog says of everything, and whether it says anything at all.
 *
 * @param lastRound  when a round was finished last, on whatever node; null where none ever was
 * @param silent     whether that is longer ago than it may be (WD1)
 * @param openAlarms how many faults stand
 */
public record Verdict(Instant lastRound, boolean silent, int openAlarms) {}
