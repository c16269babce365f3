package org.throughline.chronology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes views from rows: one statement brings everything a page needs. */
final class EntryRows {

    /**
     * Columns of a view over {@code page(casefile_id, seq)} in event order, for the parameters {@code reader}, {@code at} (the moment looked at) and {@code now}:
     * what is withheld today is withheld in yesterday's history too. Of what was taken out (it is not about this family) the tombstone's sentence alone is read,
     * wherever somebody asks for the entry by its place. The words are joined by CASE and not by coalesce(), which PostgreSQL does not take for leakproof: row security
     * would then read every text there is.
     */
    static final String SELECT = """
            select e.*, tomb.seq as tomb_seq, tomb.words as tomb_words, coalesce(tomb.event_date, e.event_date) as shown_date, coalesce(tomb.filed_at, e.filed_at) as shown_filed_at, t.label as type_label, a.code as agency_code, a.name as agency_name, f.reference as file_reference,
                   w.name as recorder_name, c.canonical, is_key(e.casefile_id, e.seq, :at) as is_key,
                   (select json_agg(json_build_object('id', n.id, 'name', n.name) order by n.born nulls first, n.name)
                      from entry_person ep join person n on n.id = ep.person_id where ep.casefile_id = e.casefile_id and ep.seq = e.seq)::text as persons,
                   (select json_agg(json_build_object('kind', b.kind, 'casefileId', b.casefile_id, 'seq', b.seq) order by b.filed_at, b.seq)
                      from entry b where b.about_casefile_id = e.casefile_id and b.about_seq = e.seq and b.filed_at <= :at)::text as beside,
                   r.level as withheld_level, r.kind as withheld_kind, h.name as withheld_holder
            from page
            join entry e on e.casefile_id = page.casefile_id and e.seq = page.seq
            join event_type t on t.code = e.event_type
            left join taken_out gone on gone.casefile_id = e.casefile_id and gone.seq = e.seq
            left join entry tomb on tomb.casefile_id = coalesce(gone.tomb_file, case when e.kind = 'NOT_THIS_FAMILY' then e.casefile_id end)
                                and tomb.seq = coalesce(gone.tomb_seq, e.seq)
            join agency a on a.id = coalesce(tomb.source_agency_id, e.source_agency_id)
            join casefile f on f.id = e.casefile_id
            left join practitioner w on w.id = e.recorded_by
            left join entry_content c on c.casefile_id = case when gone.seq is null then e.casefile_id else gone.tomb_file end
                                        and c.seq = case when gone.seq is null then e.seq else gone.tomb_seq end
            left join restriction r on r.id = case when is_restricted(e) then restriction_for(:reader, e.casefile_id, e.seq, :now) end
            left join practitioner h on h.id = r.holder_id
            """;

    private static final String NOT_THIS_FAMILY = "Not about this family";
    private static final ObjectMapper JSON = new ObjectMapper();

    private EntryRows() {}

    /** The view, or null where the entry is sealed for this reader. */
    static EntryView view(ResultSet row) throws SQLException {
        String level = row.getString("withheld_level");
        if ("SEALED".equals(level)) {
            return null;
        }
        Precision precision = Precision.valueOf(row.getString("precision"));
        LocalDate date = row.getObject("event_date", LocalDate.class);
        UUID aboutFile = row.getObject("about_casefile_id", UUID.class);
        EntryRef about = aboutFile == null ? null : new EntryRef(aboutFile, row.getLong("about_seq"));
        UUID file = row.getObject("casefile_id", UUID.class);
        long seq = row.getLong("seq");
        String external = row.getString("external_id");
        String ref = external != null ? external : row.getString("file_reference") + "/" + seq;
        EventType type = EventType.valueOf(row.getString("event_type"));
        EntryView.Agency agency = new EntryView.Agency(row.getString("agency_code"), row.getString("agency_name"));
        if (row.getObject("tomb_seq") != null) {
            return tombstone(row, agency);
        }
        if (level != null) {
            return new EntryView(file, seq, row.getObject("id", UUID.class), ref, EntryKind.valueOf(row.getString("kind")), about, date, precision,
                    Wording.date(date, precision), null, "Withheld", List.of(), null, row.getBoolean("is_key"), false, 0,
                    new EntryView.Withheld(row.getString("withheld_kind"), row.getString("withheld_holder")),
                    null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
        }
        EntryContent content = EntryContent.read(row.getString("canonical"));
        Provenance provenance = ChainVerifier.code(Provenance.class, row.getString("provenance"));
        Verification verification = ChainVerifier.code(Verification.class, row.getString("verification"));
        ImpactLevel impact = ChainVerifier.code(ImpactLevel.class, row.getString("impact_level"));
        List<Beside> beside = beside(row.getString("beside"));
        return new EntryView(file, seq, row.getObject("id", UUID.class), ref, EntryKind.valueOf(row.getString("kind")), about, date, precision,
                Wording.date(date, precision), type, row.getString("type_label"), persons(row.getString("persons")), agency,
                row.getBoolean("is_key"), row.getBoolean("key_by_rule"), row.getInt("words"), null,
                content.sourcePerson(), provenance, Wording.provenance(provenance), verification, Wording.verification(verification),
                content.summary(), content.significance(), content.impactOnChild(), impact, Wording.impact(impact),
                content.actionTaken(), content.outcome(), content.reason(), content.attributes().isEmpty() ? null : content.attributes(),
                moment(row, "recorded_at"), moment(row, "filed_at"), row.getString("recorder_name"), row.getString("origin"),
                Standing.valueOf(row.getString("standing")), row.getString("mark_reason"),
                refs(beside, EntryKind.CORRECTION), refs(beside, EntryKind.DISPUTE));
    }

    /** What everybody sees of an entry that was taken out, and of the entry that took it out: neither words, persons nor codes. */
    private static EntryView tombstone(ResultSet row, EntryView.Agency agency) throws SQLException {
        LocalDate day = row.getObject("shown_date", LocalDate.class);
        UUID file = row.getObject("casefile_id", UUID.class);
        long seq = row.getLong("seq");
        return new EntryView(file, seq, row.getObject("id", UUID.class), row.getString("file_reference") + "/" + seq, EntryKind.NOT_THIS_FAMILY, null, day, Precision.EXACT,
                Wording.date(day, Precision.EXACT), EventType.OTHER, NOT_THIS_FAMILY, List.of(), agency, false, false, row.getInt("tomb_words"), null,
                null, null, null, null, null, EntryContent.read(row.getString("canonical")).summary(), null, null, null, null, null, null, null, null, null, moment(row, "shown_filed_at"), null, null,
                Standing.INFORMATION, null, List.of(), List.of());
    }

    private record Beside(EntryKind kind, UUID casefileId, long seq) {}

    private static List<Beside> beside(String json) {
        return json == null ? List.of() : read(json).stream()
                .map(o -> new Beside(EntryKind.valueOf((String) o.get("kind")), UUID.fromString((String) o.get("casefileId")), ((Number) o.get("seq")).longValue()))
                .toList();
    }

    private static List<EntryRef> refs(List<Beside> beside, EntryKind kind) {
        return beside.stream().filter(b -> b.kind() == kind).map(b -> new EntryRef(b.casefileId(), b.seq())).toList();
    }

    private static List<EntryView.Person> persons(String json) {
        return json == null ? List.of() : read(json).stream()
                .map(o -> new EntryView.Person(UUID.fromString((String) o.get("id")), (String) o.get("name"))).toList();
    }

    private static List<Map<String, Object>> read(String json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static java.time.Instant moment(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }
}
