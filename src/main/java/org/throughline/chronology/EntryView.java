package org.throughline.chronology;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One entry as a reader may see it. An entry that is withheld shows its date, its kind of restriction and its holder, and
 * nothing of what happened; one that is sealed is never made into a view.
 *
 * @param ref      what people call it: the source's own number, or the file's reference and its place
 * @param withheld null, or why the words are not here
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EntryView(
        UUID casefileId,
        long seq,
        UUID id,
        String ref,
        EntryKind kind,
        EntryRef about,
        LocalDate eventDate,
        Precision precision,
        String dateInWords,
        EventType type,
        String typeLabel,
        List<Person> persons,
        Agency agency,
        boolean key,
        boolean keyByRule,
        int words,
        Withheld withheld,
        String sourcePerson,
        Provenance provenance,
        String provenanceInWords,
        Verification verification,
        String verificationInWords,
        String summary,
        String significance,
        String impact,
        ImpactLevel impactLevel,
        String impactInWords,
        String actionTaken,
        String outcome,
        String reason,
        Map<String, String> attributes,
        Instant recordedAt,
        Instant filedAt,
        String recordedBy,
        String origin,
        Standing standing,
        String markReason,
        List<EntryRef> corrections,
        List<EntryRef> disputes) {

    public record Person(UUID id, String name) {}

    public record Agency(String code, String name) {}

    /** @param kind kind of restriction, @param holder who can answer for it */
    public record Withheld(String kind, String holder) {}

    public EntryRef place() {
        return new EntryRef(casefileId, seq);
    }

    /** The same entry without its words: what a list shows before the entry is opened. */
    public EntryView head() {
        return new EntryView(casefileId, seq, id, ref, kind, about, eventDate, precision, dateInWords, type, typeLabel, persons, agency, key,
                keyByRule, words, withheld, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null, null, null, null, null, null, null, null);
    }
}
