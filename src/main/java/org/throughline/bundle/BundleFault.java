package org.throughline.bundle;

/** One thing to mend in a bundle. @param reason what is wrong and how to mend it, in plain words */
public record BundleFault(String file, int line, int column, String field, String reason) {

    BundleFault(Place place, String reason) {
        this(place.file(), place.line(), place.column(), place.field(), reason);
    }
}
