/** Patterns in a family's history: counted, never weighed; each asks a person to decide, in words and on evidence. */
@ApplicationModule(allowedDependencies = {"calendar", "organisation", "access", "casefile", "chronology", "obligation", "notification", "handover", "meeting", "workflow"})
package org.throughline.risk;

import org.springframework.modulith.ApplicationModule;
