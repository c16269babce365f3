/** Who may act on a family, since when and why; the first wall of the gate. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"access", "calendar", "casefile", "chronology", "notification", "obligation", "organisation", "reading"})
package org.throughline.authority;
