/** A bundle lived again on a simulated clock: what would have been due, when, and whom it would have reached (domain 10). */
@ApplicationModule(allowedDependencies = {"access", "authority", "bundle", "calendar", "casefile", "chronology", "handover", "meeting", "notification", "obligation", "organisation", "reading", "risk", "standalone", "workflow"})
package org.throughline.replay;

import org.springframework.modulith.ApplicationModule;
