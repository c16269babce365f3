/** Voluntary agreements with parents: what each side does for the child, by when it is looked at again, and that it bites (practice-rules 4). */
@ApplicationModule(allowedDependencies = {"calendar", "organisation", "access", "casefile", "chronology", "obligation", "authority", "handover", "meeting", "notification", "document", "workflow"})
package org.throughline.agreement;

import org.springframework.modulith.ApplicationModule;
