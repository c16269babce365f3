/** The signed daily root over all chains, its copies outside the database, and the comparison of the record with them. */
@ApplicationModule(displayName = "Root", allowedDependencies = {"access", "calendar", "chronology", "notification", "obligation", "organisation"})
package org.throughline.root;

import org.springframework.modulith.ApplicationModule;
