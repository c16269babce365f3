package org.throughline.chronology;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A fact as somebody tells it, before it is filed. Four things file a fact: when, who, what and from where; everything
 * that may be null here means "not known yet" (domain 4; CE1 to CE16).
 *
 * @param persons  whom it concerns, at least one
 * @param summary  1 to 500 characters, fact only (CE4)
 * @param actedBy  the worker who made this intervention or contact; null where the entry tells of something that nobody of ours made
 */
public record EntryDraft(
        LocalDate eventDate,
        Precision precision,
        EventType type,
        UUID sourceAgencyId,
        String sourcePerson,
        List<UUID> persons,
        String summary,
        Provenance provenance,
        Verification verification,
        String significance,
        String impactOnChild,
        ImpactLevel impactLevel,
        String actionTaken,
        String outcome,
        boolean key,
        Map<String, String> attributes,
        UUID actedBy) {

    public EntryDraft {
        persons = persons == null ? List.of() : List.copyOf(persons);
        attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
    }
}
