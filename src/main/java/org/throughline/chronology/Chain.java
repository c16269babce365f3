package org.throughline.chronology;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes entries to the end of a chain. The caller holds the family_heads; the chain_head is locked here, after them. */
@Component
class Chain {

    private static final int SALT_LENGTH = 16;
    private static final int AT_ONCE = 500;
    private static final String ENTRY = """
            insert into entry (casefile_id, seq, id, kind, about_casefile_id, about_seq, external_id, event_date, precision, event_type,
                source_agency_id, provenance, verification, impact_level, key_marked, key_by_rule, words, recorded_at, filed_at,
                recorded_by, filed_by, origin, acted_by, standing, authority_id, mark_reason, format_version, content_hash, previous_hash, hash)
            values (:casefile, :seq, :id, :kind, :aboutFile, :aboutSeq, :externalId, :eventDate, :precision, :type,
                :agency, :provenance, :verification, :impact, :keyMarked, :keyByRule, :words, :recordedAt, :filedAt,
                :recordedBy, :filedBy, :origin, :actedBy, :standing, :authority, :markReason, :format, :contentHash, :previous, :hash)""";

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations batches;
    private final SecureRandom random = new SecureRandom();

    Chain(JdbcClient jdbc, NamedParameterJdbcOperations batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** The end of a chain, locked until the transaction ends. */
    record Head(UUID casefileId, long seq, byte[] hash, Instant lastFiledAt) {

        /** The filing time of the next entry: the clock's, but never before the last one's. */
        Instant next(Instant now) {
            Instant kept = CanonicalForm.kept(now);
            return lastFiledAt != null && lastFiledAt.isAfter(kept) ? lastFiledAt : kept;
        }
    }

    Head lock(UUID casefileId) {
        return jdbc.sql("""
                select h.seq, h.hash, (select e.filed_at from entry e where e.casefile_id = h.casefile_id and e.seq = h.seq) as filed_at
                from chain_head h where h.casefile_id = :id for update""")
                .param("id", casefileId)
                .query((row, n) -> {
                    Timestamp filed = row.getTimestamp("filed_at");
                    return new Head(casefileId, row.getLong("seq"), row.getBytes("hash"), filed == null ? null : filed.toInstant());
                }).single();
    }

    /** Appends one entry and moves the head. */
    Head append(Head head, EntryContent content, HeaderOf header) {
        return appendAll(head, List.of(new Unlinked(content, header))).get(0);
    }

    /** Words that have no place in a chain yet. */
    record Unlinked(EntryContent content, HeaderOf header) {}

    private record Linked(EntryHeader entry, byte[] previous, byte[] hash, byte[] salt, String words) {

        Head head() {
            return new Head(entry.casefileId(), entry.seq(), hash, entry.filedAt());
        }
    }

    /**
     * Appends entries one after the other and moves the head once. The database checks each of them as if it came alone.
     *
     * @return the head as it stood after each of them
     */
    List<Head> appendAll(Head head, List<Unlinked> entries) {
        List<Head> heads = new ArrayList<>();
        Head last = head;
        for (int from = 0; from < entries.size(); from += AT_ONCE) {
            List<Linked> linked = new ArrayList<>();
            for (Unlinked entry : entries.subList(from, Math.min(from + AT_ONCE, entries.size()))) {
                linked.add(link(last, entry));
                last = linked.get(linked.size() - 1).head();
                heads.add(last);
            }
            write(linked);
        }
        if (!heads.isEmpty()) {
            jdbc.sql("update chain_head set seq = :seq, hash = :hash where casefile_id = :file")
                    .param("seq", last.seq()).param("hash", last.hash()).param("file", last.casefileId()).update();
        }
        return heads;
    }

    private Linked link(Head head, Unlinked unlinked) {
        byte[] salt = new byte[SALT_LENGTH];
        random.nextBytes(salt);
        String words = unlinked.content().canonical();
        byte[] contentHash = CanonicalForm.contentHash(salt, words);
        EntryHeader entry = unlinked.header().with(head, unlinked.content().words(), contentHash);
        return new Linked(entry, head.hash(), CanonicalForm.chainHash(head.hash(), entry.canonical()), salt, words);
    }

    private void write(List<Linked> entries) {
        insert(ENTRY, entries.stream().map(Chain::entry).toArray(SqlParameterSource[]::new));
        insertPersons(entries.stream().map(Linked::entry).toList());
        insert("insert into entry_content (casefile_id, seq, salt, canonical) values (:file, :seq, :salt, :canonical)",
                entries.stream().map(Chain::content).toArray(SqlParameterSource[]::new));
    }

    private void insert(String sql, SqlParameterSource[] rows) {
        if (rows.length == 1) {
            batches.update(sql, rows[0]);
        } else {
            batches.batchUpdate(sql, rows);
        }
    }

    private static SqlParameterSource content(Linked linked) {
        return new MapSqlParameterSource().addValue("file", linked.entry().casefileId()).addValue("seq", linked.entry().seq())
                .addValue("salt", linked.salt()).addValue("canonical", linked.words());
    }

    /** Builds a header once its place, after this head, and the hash of its words are known. */
    interface HeaderOf {
        EntryHeader with(Head after, int words, byte[] contentHash);
    }

    private static SqlParameterSource entry(Linked linked) {
        EntryHeader e = linked.entry();
        return new MapSqlParameterSource()
                .addValue("casefile", e.casefileId()).addValue("seq", e.seq()).addValue("id", e.id()).addValue("kind", e.kind().name())
                .addValue("aboutFile", e.about() == null ? null : e.about().casefileId()).addValue("aboutSeq", e.about() == null ? null : e.about().seq())
                .addValue("externalId", e.externalId()).addValue("eventDate", e.eventDate()).addValue("precision", e.precision().name())
                .addValue("type", e.type().name()).addValue("agency", e.sourceAgencyId())
                .addValue("provenance", name(e.provenance())).addValue("verification", name(e.verification())).addValue("impact", name(e.impactLevel()))
                .addValue("keyMarked", e.keyMarked()).addValue("keyByRule", e.keyByRule()).addValue("words", e.words())
                .addValue("recordedAt", Timestamp.from(e.recordedAt())).addValue("filedAt", Timestamp.from(e.filedAt()))
                .addValue("recordedBy", e.recordedBy()).addValue("filedBy", e.filedBy()).addValue("origin", e.imported() ? "IMPORT" : "WORKER")
                .addValue("actedBy", e.actedBy()).addValue("standing", e.standing().name()).addValue("authority", e.authorityId())
                .addValue("markReason", e.markReason()).addValue("format", CanonicalForm.VERSION)
                .addValue("contentHash", e.contentHash()).addValue("previous", linked.previous()).addValue("hash", linked.hash());
    }

    private void insertPersons(List<EntryHeader> entries) {
        List<UUID> persons = new ArrayList<>();
        List<EntryHeader> of = new ArrayList<>();
        for (EntryHeader entry : entries) {
            entry.persons().stream().distinct().forEach(person -> {
                persons.add(person);
                of.add(entry);
            });
        }
        jdbc.sql("""
                insert into entry_person (person_id, event_date, casefile_id, seq, event_type, source_agency_id, fact)
                select p, e.event_date, f, s, e.event_type, e.source_agency_id, e.kind = 'ENTRY'
                from unnest(:persons::uuid[], :files::uuid[], :seqs::bigint[]) as u(p, f, s) join entry e on e.casefile_id = f and e.seq = s""")
                .param("persons", persons.toArray(UUID[]::new))
                .param("files", of.stream().map(EntryHeader::casefileId).toArray(UUID[]::new)).param("seqs", of.stream().map(EntryHeader::seq).toArray(Long[]::new)).update();
    }

    private static String name(Enum<?> code) {
        return code == null ? null : code.name();
    }
}
