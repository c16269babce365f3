package org.throughline.meeting;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.UUID;

/** "It has already been held": the two of other agencies who are asked, one after the other, whether it was. Nobody where that is not said. */
@Embeddable
class SaidHeld {

    @Column(name = "first_id")
    private UUID first;

    @Column(name = "second_id")
    private UUID second;

    @Column(name = "first_confirmed")
    private boolean firstConfirmed;

    SaidHeld() {}

    SaidHeld(UUID first, UUID second) {
        this.first = first;
        this.second = second;
    }

    /** Who is asked now. */
    UUID asked() {
        return firstConfirmed ? second : first;
    }

    boolean asks(UUID person) {
        return person.equals(first) || person.equals(second);
    }

    /** The answer of who is asked now. @return whether both have confirmed by it */
    boolean confirmed() {
        boolean both = firstConfirmed;
        firstConfirmed = true;
        return both;
    }
}
