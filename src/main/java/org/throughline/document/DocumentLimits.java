package org.throughline.document;

/** How large a document may be: rows UP1 to UP3. @param pixels of one image */
record DocumentLimits(long bytes, int pages, long pixels) {}
