package org.throughline.casefile;

import java.util.UUID;

/**
 * What a search shows of a child's case file, and no more.
 *
 * @param yearOfBirth of the birth or the expected birth
 * @param responsible the responsible worker's name; null where nobody is
 */
public record FileFound(UUID id, String reference, String givenName, Integer yearOfBirth, String responsible) {}
