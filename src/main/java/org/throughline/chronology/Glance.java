package org.throughline.chronology;

import java.time.LocalDate;
import java.util.List;
import org.throughline.casefile.Arrangements;

/**
 * A family history at a glance: extracted, never generated; every line names its entries (domain 4). No score.
 *
 * @param agreements  agreements with the family that have not ended, lapsed ones as lapsed
 * @param reassurance how much of what reassures rests on the family's own account
 */
public record Glance(int entries, LocalDate first, LocalDate last, Line key, Line moves, List<Quiet> quietPeriods, List<EntryView.Agency> agencies,
        List<EntryView.Agency> agenciesSilent, Reassurance reassurance, Line contradicted, List<Arrangements.Arrangement> agreements) {

    /** A number and the entries it counts. */
    public record Line(int count, List<Named> entries) {}

    /** An entry by what people call it. */
    public record Named(EntryRef entry, String ref, String dateInWords, String typeLabel) {}

    /** A time of which nothing is recorded. */
    public record Quiet(LocalDate from, LocalDate to, long months) {}

    /** @param selfReport of the reassuring entries, those known only from the family's own account and not confirmed */
    public record Reassurance(int total, Line selfReport) {}
}
