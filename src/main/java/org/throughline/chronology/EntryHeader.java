package org.throughline.chronology;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What a chain holds of an entry: ids, times, codes and the hash of its words. Everything here is under the hash. */
record EntryHeader(
        UUID casefileId,
        long seq,
        UUID id,
        EntryKind kind,
        EntryRef about,
        String externalId,
        LocalDate eventDate,
        Precision precision,
        EventType type,
        UUID sourceAgencyId,
        Provenance provenance,
        Verification verification,
        ImpactLevel impactLevel,
        boolean keyMarked,
        boolean keyByRule,
        int words,
        Instant recordedAt,
        Instant filedAt,
        UUID recordedBy,
        UUID filedBy,
        boolean imported,
        UUID actedBy,
        Standing standing,
        UUID authorityId,
        String markReason,
        Collection<UUID> persons,
        byte[] contentHash) {

    /** The canonical header, from which the hash of the entry follows. */
    String canonical() {
        Map<String, Object> fields = new TreeMap<>();
        fields.put("format", CanonicalForm.VERSION);
        fields.put("casefile", casefileId.toString());
        fields.put("seq", seq);
        fields.put("id", id.toString());
        fields.put("kind", kind.name());
        if (about != null) {
            fields.put("about_casefile", about.casefileId().toString());
            fields.put("about_seq", about.seq());
        }
        put(fields, "external_id", externalId);
        fields.put("event_date", eventDate.toString());
        fields.put("precision", precision.name());
        fields.put("event_type", type.name());
        fields.put("source_agency", sourceAgencyId.toString());
        put(fields, "provenance", provenance);
        put(fields, "verification", verification);
        put(fields, "impact_level", impactLevel);
        fields.put("key_marked", keyMarked);
        fields.put("key_by_rule", keyByRule);
        fields.put("words", words);
        fields.put("recorded_at", CanonicalForm.moment(recordedAt));
        fields.put("filed_at", CanonicalForm.moment(filedAt));
        put(fields, "recorded_by", recordedBy);
        fields.put("filed_by", filedBy.toString());
        fields.put("origin", imported ? "IMPORT" : "WORKER");
        put(fields, "acted_by", actedBy);
        fields.put("standing", standing.name());
        put(fields, "authority", authorityId);
        put(fields, "mark_reason", markReason);
        fields.put("persons", sorted(persons));
        fields.put("content_hash", HexFormat.of().formatHex(contentHash));
        return CanonicalForm.of(fields);
    }

    private static List<String> sorted(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).sorted().distinct().toList();
    }

    private static void put(Map<String, Object> fields, String name, Object value) {
        if (value != null) {
            fields.put(name, value.toString());
        }
    }
}
