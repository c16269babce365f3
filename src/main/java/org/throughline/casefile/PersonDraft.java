package org.throughline.casefile;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * Somebody to record, or somebody who is recorded already.
 *
 * @param known    the record that is used; null to record somebody new, and everything else is empty where it is given
 * @param child    a child has a date of birth or an expected one
 * @param given    the name they are called by; null for the first of the names
 */
public record PersonDraft(UUID known, boolean child, String name, String given, LocalDate born, LocalDate expected, List<Identifier> identifiers,
        List<String> formerNames, List<String> aliases) {

    public PersonDraft {
        identifiers = identifiers == null ? List.of() : List.copyOf(identifiers);
        formerNames = formerNames == null ? List.of() : List.copyOf(formerNames);
        aliases = aliases == null ? List.of() : List.copyOf(aliases);
    }

    /** A number or code by which another system knows somebody, such as scheme NHS. */
    public record Identifier(String scheme, String value) {}

    String givenName() {
        return given == null || given.isBlank() ? name.strip().split("\\s+")[0] : given.strip();
    }
}
