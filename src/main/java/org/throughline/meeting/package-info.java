/** What an entry calls for - a meeting, a notice, a decision - by when, and whether it came. */
@ApplicationModule(allowedDependencies = {"calendar", "organisation", "access", "casefile", "chronology", "obligation", "notification", "workflow"})
package org.throughline.meeting;

import org.springframework.modulith.ApplicationModule;
