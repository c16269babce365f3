/** Who may see and do what, by one table; who looked. */
@org.springframework.modulith.ApplicationModule(displayName = "Access", allowedDependencies = "organisation")
package org.throughline.access;
