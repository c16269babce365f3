package org.throughline.bundle;

import java.util.List;

/**
 * What a table of the organisation changes, or would change.
 *
 * @param dryRun    true where nothing was written
 * @param added     user names
 * @param unchanged how many people of the table are here just so
 */
public record OrganisationChanges(boolean dryRun, List<String> added, List<Change> changed, int unchanged) {

    /** One value of a person; null for none. */
    public record Change(String username, String field, String from, String to) {}
}
