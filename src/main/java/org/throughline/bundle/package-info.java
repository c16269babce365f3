/** Case bundles, in: a family's history as two files, read, checked and imported; and the organisation from a table. */
@org.springframework.modulith.ApplicationModule(displayName = "Case bundle",
        allowedDependencies = {"calendar", "organisation", "access", "casefile", "chronology", "authority"})
package org.throughline.bundle;
