package org.throughline.casefile;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A case file to open, as it is asked for.
 *
 * @param child        whose file it becomes, born or not
 * @param people       who is there already: parents, carers, brothers and sisters
 * @param address      where the child lives or will live; null where it is not known yet
 * @param reason       why a file is opened
 * @param referredBy   who referred the child
 * @param jurisdiction whose working days count; null for England and Wales
 * @param worker       user name of the first responsible worker, named by that one's line supervisor
 * @param decisions    what was decided about people who may be known already
 */
public record OpeningDraft(PersonDraft child, List<Present> people, String address, boolean addressProtected, String reason, String referredBy, String title,
        String jurisdiction, String worker, List<Decided> decisions) {

    public OpeningDraft {
        people = people == null ? List.of() : List.copyOf(people);
        decisions = decisions == null ? List.of() : List.copyOf(decisions);
    }

    /**
     * Somebody present by now.
     *
     * @param relationship  what they are to the child
     * @param since         since when; null for the child's birth, or for today where the child is not born
     * @param livesWithChild whether they live at the child's address
     */
    public record Present(PersonDraft person, RelationshipType relationship, LocalDate since, boolean livesWithChild) {}

    /** What somebody decided about a record that may be the same person; {@code known} is the record that was there. */
    public record Decided(UUID known, MatchOutcome outcome, String reason) {}
}
