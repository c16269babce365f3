/** What must happen by when, who owes it, and who is told when it is late. */
@ApplicationModule(allowedDependencies = {"calendar", "organisation", "access", "casefile", "notification", "workflow"})
package org.throughline.obligation;

import org.springframework.modulith.ApplicationModule;
