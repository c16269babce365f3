package org.throughline.chronology;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The words in which a screen gives the codes of an entry. */
final class Wording {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.UK);
    private static final DateTimeFormatter SOME_DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.UK);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.UK);

    private Wording() {}

    static String date(LocalDate date, Precision precision) {
        return switch (precision) {
            case EXACT -> DAY.format(date);
            case MONTH -> MONTH.format(date);
            case YEAR -> "in " + date.getYear();
            case ESTIMATED -> "about " + SOME_DAY.format(date);
        };
    }

    static String provenance(Provenance provenance) {
        if (provenance == null) {
            return "how this is known is not recorded yet";
        }
        return switch (provenance) {
            case OBSERVED -> "seen or heard by the professional";
            case DOCUMENT -> "taken from a document";
            case THIRD_PARTY -> "told by somebody else";
            case SELF_REPORT -> "the person's own account";
            case CHILD_SAID -> "said by the child";
            case ANONYMOUS -> "told anonymously";
        };
    }

    static String verification(Verification verification) {
        if (verification == null) {
            return "whether it was checked is not recorded yet";
        }
        return switch (verification) {
            case UNVERIFIED -> "not checked with anyone else";
            case CORROBORATED -> "confirmed from another side";
            case CONTRADICTED -> "contradicted from another side";
            case NOT_VERIFIABLE -> "cannot be checked";
        };
    }

    static String impact(ImpactLevel level) {
        if (level == null) {
            return "what it means for the child is not recorded yet";
        }
        return switch (level) {
            case NONE -> "no impact on the child";
            case LOW -> "low impact on the child";
            case MODERATE -> "moderate impact on the child";
            case SERIOUS -> "serious impact on the child";
            case UNKNOWN -> "impact on the child not known";
        };
    }
}
