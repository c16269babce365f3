/**
 * What happens when something breaks: one wall or one guard after the other, the database, the mail server. Apart from {@code verify};
 * run by {@code ./mvnw -Pfaults verify}.
 */
package org.throughline.faults;
