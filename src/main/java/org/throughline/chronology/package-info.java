/** The append-only record: entries, their chains, family histories, the picture of a family's years. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"access", "calendar", "casefile", "organisation"})
package org.throughline.chronology;
