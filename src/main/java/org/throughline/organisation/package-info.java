/** Agencies, teams, practitioners, the line of supervision, absences, deputies and the duty rota. */
@org.springframework.modulith.ApplicationModule(displayName = "Organisation", allowedDependencies = {})
package org.throughline.organisation;
