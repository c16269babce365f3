/** The change of the responsible worker: summary, discussion, reading, account, sign-off; nothing of it can be skipped. */
@ApplicationModule(allowedDependencies = {"calendar", "organisation", "access", "casefile", "chronology", "reading", "obligation",
    "notification", "authority", "workflow"})
package org.throughline.handover;

import org.springframework.modulith.ApplicationModule;
