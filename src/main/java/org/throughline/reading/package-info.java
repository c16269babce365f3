/** Reading lists, openings and receipts: what a reader has read of a family history, and what is still missing. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"access", "calendar", "casefile", "chronology", "organisation"})
package org.throughline.reading;
