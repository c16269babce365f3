/** Reading lists, openings and receipts: what a reader has read of a family history, and what is still missing. */
package org.throughline.reading;
