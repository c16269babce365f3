/** Paper: what is printed for one reader, as tagged PDF from a template; and signed paper that comes back, checked and kept with its hash. */
@ApplicationModule(displayName = "Document", allowedDependencies = {"organisation", "access"})
package org.throughline.document;

import org.springframework.modulith.ApplicationModule;
