/**
 * What happens when something breaks: one wall or one guard after the other, the database, the mail server. Apart from {@code verify};
 * run by {@code ./mvnw -Pfaults verify}; with {@code -Dtest=WallFaultsIT -Dthroughline.fault=PATTERN} only those whose names match.
 */
package org.throughline.faults;
