package org.throughline.casefile;

import java.time.LocalDate;
import java.util.UUID;

/**
 * Somebody of a family.
 *
 * @param kind     CHILD or ADULT
 * @param born     null for an unborn child, or where it is not known
 * @param expected the expected date of delivery; null where none was recorded
 */
public record PersonView(UUID id, String kind, String name, String givenName, LocalDate born, LocalDate expected) {

    public boolean child() {
        return kind.equals("CHILD");
    }
}
