/** Working days, public holidays of a jurisdiction, and the moments by which something is due. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package org.throughline.calendar;
