package org.throughline.risk;

import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.throughline.chronology.EntryRef;
import org.throughline.risk.PatternRow.About;

/**
 * The entry that raises a prompt, as one family sees it.
 *
 * @param words     its type, and its type with the kind of its source agency
 * @param unchecked whether it is a key entry that is self-report and unverified
 */
record FiledEntry(EntryRef ref, LocalDate day, Set<String> words, UUID sourceAgency, UUID recordedBy, UUID recorderAgency, boolean aboutChild, boolean aboutAdult, boolean aboutOther,
        boolean unchecked) {

    /** Whether it is one more of what this row counts. */
    boolean countsFor(PatternRow row) {
        boolean type = row.counts().stream().anyMatch(words::contains) || unchecked && row.counts().contains(PatternRow.SELF_REPORT);
        return type && names(row.about());
    }

    private boolean names(About about) {
        return switch (about) {
            case CARER -> aboutAdult;
            case CHILD -> aboutChild;
            case NEAR -> aboutChild || aboutAdult && !aboutOther;
            case OTHER_CHILD -> aboutOther;
            case ANYBODY -> true;
        };
    }
}
