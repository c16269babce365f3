/** What waits and what is late, for those who answer for others: counts and case references, never a name of a family. */
@ApplicationModule(displayName = "Overview", allowedDependencies = {"organisation", "access", "obligation", "handover", "meeting", "workflow"})
package org.throughline.overview;

import org.springframework.modulith.ApplicationModule;
