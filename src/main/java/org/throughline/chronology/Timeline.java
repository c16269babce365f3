package org.throughline.chronology;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.throughline.casefile.FamilyMember;

/**
 * What the picture of a family's years shows: who, which agencies, and each event with its day.
 *
 * @param all false where the history is so large that only key entries and moves are drawn
 */
public record Timeline(LocalDate from, LocalDate to, boolean all, List<FamilyMember> persons, List<EntryView.Agency> agencies, List<Event> events) {

    /** One event. @param move whether the family changed where it lives, @param withheld whether its words are kept from this reader */
    public record Event(UUID casefileId, long seq, String ref, LocalDate date, String dateInWords, EventType type, String typeLabel, boolean key,
            boolean move, List<UUID> persons, String agency, boolean withheld) {}
}
