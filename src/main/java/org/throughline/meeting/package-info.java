/** What an entry calls for - a meeting, a notice, a decision - by when, and whether it came; and how a multi-agency meeting is convened and held. */
@ApplicationModule(allowedDependencies = {"calendar", "organisation", "access", "casefile", "chronology", "obligation", "handover", "notification", "document", "workflow"})
package org.throughline.meeting;

import org.springframework.modulith.ApplicationModule;
