/** Agencies, teams, practitioners, the line of supervision, absences and deputies. */
@org.springframework.modulith.ApplicationModule(displayName = "Organisation", allowedDependencies = {})
package org.throughline.organisation;
