/** Working days, public holidays of a jurisdiction, and the moments by which something is due. */
package org.throughline.calendar;
