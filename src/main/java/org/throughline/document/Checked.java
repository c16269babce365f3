package org.throughline.document;

/** A document that can be kept: nothing in it runs. @param content as it is kept; an image was drawn anew */
record Checked(DocumentType type, int pages, byte[] content) {}
