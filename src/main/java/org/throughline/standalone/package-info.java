/** What a machine with nothing but a JDK needs: a real PostgreSQL of our own; absent where a server is configured. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"access", "bundle", "calendar", "casefile", "chronology", "handover", "organisation", "reading", "workflow"})
package org.throughline.standalone;
