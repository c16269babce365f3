package org.throughline.meeting;

import java.util.Optional;

/** At which level a disagreement is answered (practice-rules 1.6); E0, a child in danger, is a step of its own that comes before. */
public enum DisagreementLevel {
    E1("practitioner to practitioner"), E2("line manager"), E3("senior manager or designated professional"), E4("partnership"), E5("chair of the conference");

    private final String inWords;

    DisagreementLevel(String inWords) {
        this.inWords = inWords;
    }

    /** Who answers, in plain words. */
    public String inWords() {
        return inWords;
    }

    /** The level above; empty above the partnership. What a chair could not settle goes to the partnership. */
    Optional<DisagreementLevel> above() {
        return switch (this) {
            case E1 -> Optional.of(E2);
            case E2 -> Optional.of(E3);
            case E3, E5 -> Optional.of(E4);
            case E4 -> Optional.empty();
        };
    }
}
