package org.throughline.bundle;

/**
 * What an import added.
 *
 * @param entriesHere  rows that were here already
 * @param likelyMatches records of the family that may be somebody already known, and that nobody has decided
 */
public record ImportCounts(String reference, int files, int people, int relationships, int stays, int agencies, int practitioners,
        int involvements, int allocations, int entries, int entriesHere, int likelyMatches) {

    /** Whether anything was added. */
    public boolean added() {
        return files + people + relationships + stays + agencies + practitioners + involvements + allocations + entries > 0;
    }
}
