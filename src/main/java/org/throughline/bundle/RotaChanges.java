package org.throughline.bundle;

import java.time.Instant;
import java.util.List;

/**
 * What a duty rota changes, or would change.
 *
 * @param dryRun    true where nothing was written
 * @param ended     shifts that are not in the table any more: one that runs ends where the table begins, one to come never begins
 * @param unchanged how many shifts of the table are here just so
 */
public record RotaChanges(boolean dryRun, List<Line> added, List<Line> ended, int unchanged) {

    /** @param team null for the whole agency */
    public record Line(String agency, String team, String role, String username, Instant from, Instant to) {}
}
