/** The append-only record: entries, their chains, family histories, the picture of a family's years. */
package org.throughline.chronology;
