package org.throughline.chronology;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes entries to the end of a chain. The caller holds the family_heads; the chain_head is locked here, after them. */
@Component
class Chain {

    private static final int SALT_LENGTH = 16;

    private final JdbcClient jdbc;
    private final SecureRandom random = new SecureRandom();

    Chain(JdbcClient jdbc) {
        this.jdbc = jdbc;
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
        byte[] salt = new byte[SALT_LENGTH];
        random.nextBytes(salt);
        String words = content.canonical();
        byte[] contentHash = CanonicalForm.contentHash(salt, words);
        EntryHeader entry = header.with(head.seq() + 1, content.words(), contentHash);
        byte[] hash = CanonicalForm.chainHash(head.hash(), entry.canonical());
        insertEntry(entry, head.hash(), hash);
        insertPersons(entry, entry.persons());
        jdbc.sql("insert into entry_content (casefile_id, seq, salt, canonical) values (:file, :seq, :salt, :canonical)")
                .param("file", entry.casefileId()).param("seq", entry.seq()).param("salt", salt).param("canonical", words).update();
        jdbc.sql("update chain_head set seq = :seq, hash = :hash where casefile_id = :file")
                .param("seq", entry.seq()).param("hash", hash).param("file", entry.casefileId()).update();
        return new Head(entry.casefileId(), entry.seq(), hash, entry.filedAt());
    }

    /** Builds a header once its place and the hash of its words are known. */
    interface HeaderOf {
        EntryHeader with(long seq, int words, byte[] contentHash);
    }

    private void insertEntry(EntryHeader e, byte[] previous, byte[] hash) {
        jdbc.sql("""
                insert into entry (casefile_id, seq, id, kind, about_casefile_id, about_seq, external_id, event_date, precision, event_type,
                    source_agency_id, provenance, verification, impact_level, key_marked, key_by_rule, words, recorded_at, filed_at,
                    recorded_by, filed_by, origin, acted_by, standing, authority_id, mark_reason, format_version, content_hash, previous_hash, hash)
                values (:casefile, :seq, :id, :kind, :aboutFile, :aboutSeq, :externalId, :eventDate, :precision, :type,
                    :agency, :provenance, :verification, :impact, :keyMarked, :keyByRule, :words, :recordedAt, :filedAt,
                    :recordedBy, :filedBy, :origin, :actedBy, :standing, :authority, :markReason, :format, :contentHash, :previous, :hash)""")
                .param("casefile", e.casefileId()).param("seq", e.seq()).param("id", e.id()).param("kind", e.kind().name())
                .param("aboutFile", e.about() == null ? null : e.about().casefileId()).param("aboutSeq", e.about() == null ? null : e.about().seq())
                .param("externalId", e.externalId()).param("eventDate", e.eventDate()).param("precision", e.precision().name())
                .param("type", e.type().name()).param("agency", e.sourceAgencyId())
                .param("provenance", name(e.provenance())).param("verification", name(e.verification())).param("impact", name(e.impactLevel()))
                .param("keyMarked", e.keyMarked()).param("keyByRule", e.keyByRule()).param("words", e.words())
                .param("recordedAt", Timestamp.from(e.recordedAt())).param("filedAt", Timestamp.from(e.filedAt()))
                .param("recordedBy", e.recordedBy()).param("filedBy", e.filedBy()).param("origin", e.imported() ? "IMPORT" : "WORKER")
                .param("actedBy", e.actedBy()).param("standing", e.standing().name()).param("authority", e.authorityId())
                .param("markReason", e.markReason()).param("format", CanonicalForm.VERSION)
                .param("contentHash", e.contentHash()).param("previous", previous).param("hash", hash).update();
    }

    private void insertPersons(EntryHeader e, Collection<UUID> persons) {
        jdbc.sql("""
                insert into entry_person (person_id, event_date, casefile_id, seq)
                select p, :date, :file, :seq from unnest(:persons::uuid[]) p""")
                .param("date", e.eventDate()).param("file", e.casefileId()).param("seq", e.seq())
                .param("persons", persons.stream().distinct().toArray(UUID[]::new)).update();
    }

    private static String name(Enum<?> code) {
        return code == null ? null : code.name();
    }
}
