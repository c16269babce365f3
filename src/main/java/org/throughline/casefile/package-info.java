/** Case files, people, likely matches, links, allocation, sources; how people of the organisation stand to them. */
@org.springframework.modulith.ApplicationModule(displayName = "Case files", allowedDependencies = {"access", "organisation", "calendar"})
package org.throughline.casefile;
