package org.throughline.chronology;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads one chain from its first entry to its head and computes every hash again. Needs nothing but a connection, so that
 * it also runs apart from the application.
 */
public final class ChainVerifier {

    private static final int BATCH = 1_000;

    private final JdbcClient jdbc;

    public ChainVerifier(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The state of a chain: intact, or the first broken entry and what is wrong with it. */
    public ChainState verify(UUID casefileId) {
        byte[] previous = new byte[CanonicalForm.HASH_LENGTH];
        long expected = 1;
        while (true) {
            List<Link> links = batch(casefileId, expected - 1);
            for (Link link : links) {
                String fault = fault(link, expected, previous);
                if (fault != null) {
                    return ChainState.broken(expected - 1, expected, fault);
                }
                previous = link.hash;
                expected++;
            }
            if (links.size() < BATCH) {
                return atHead(casefileId, expected - 1, previous);
            }
        }
    }

    private ChainState atHead(UUID casefileId, long length, byte[] last) {
        return jdbc.sql("select seq, hash from chain_head where casefile_id = :id").param("id", casefileId)
                .query((row, n) -> {
                    long seq = row.getLong("seq");
                    if (seq > length) {
                        return ChainState.broken(length, length + 1, "The chain ends before its head: entries are missing from entry " + (length + 1) + " on.");
                    }
                    if (seq < length || !Arrays.equals(row.getBytes("hash"), last)) {
                        return ChainState.broken(length, seq + 1, "The head of the chain does not agree with its last entry.");
                    }
                    return ChainState.intact(length);
                }).optional().orElseGet(() -> ChainState.broken(length, 1, "The chain has no head."));
    }

    private static String fault(Link link, long expected, byte[] previous) {
        if (link.seq != expected) {
            return "Entry " + expected + " is missing.";
        }
        if (link.header == null) {
            return "Entry " + expected + " holds a code that was never filed.";
        }
        if (!Arrays.equals(link.previous, previous)) {
            return "Entry " + expected + " does not follow the entry before it.";
        }
        if (link.words == null) {
            return "The words of entry " + expected + " are missing.";
        }
        if (!Arrays.equals(link.words, link.header.contentHash())) {
            return "The words of entry " + expected + " are not those that were filed.";
        }
        if (!Arrays.equals(CanonicalForm.chainHash(previous, link.header.canonical()), link.hash)) {
            return "Entry " + expected + " is not as it was filed.";
        }
        if (!link.listed) {
            return "Entry " + expected + " stands among somebody's entries in another way than it was filed.";
        }
        return null;
    }

    private List<Link> batch(UUID casefileId, long after) {
        return jdbc.sql("""
                select e.*, c.salt, c.canonical, case when c.seq is null then taken_out_words_hash(e.casefile_id, e.seq) end as words_taken_out,
                       array(select p.person_id from entry_person p where p.casefile_id = e.casefile_id and p.seq = e.seq) as persons,
                       not exists (select 1 from entry_person p where p.casefile_id = e.casefile_id and p.seq = e.seq and (p.event_date, p.event_type, p.source_agency_id, p.fact)
                           is distinct from (e.event_date, e.event_type, e.source_agency_id, e.kind = 'ENTRY')) as listed
                from entry e left join entry_content c on c.casefile_id = e.casefile_id and c.seq = e.seq
                where e.casefile_id = :id and e.seq > :after order by e.seq limit :batch""")
                .param("id", casefileId).param("after", after).param("batch", BATCH)
                .query((row, n) -> new Link(row.getLong("seq"), headerIfReadable(row), row.getBoolean("listed"), row.getBytes("previous_hash"), row.getBytes("hash"), words(row)))
                .list();
    }

    /**
     * @param header null where a code in it is none of ours
     * @param listed whether what lists are cut from says the same
     * @param words  the hash of the words as they are kept; null where they are missing. The words of an entry that was taken out are nobody's to read, so the
     *               database computes it
     */
    private record Link(long seq, EntryHeader header, boolean listed, byte[] previous, byte[] hash, byte[] words) {}

    private static byte[] words(ResultSet row) throws SQLException {
        String canonical = row.getString("canonical");
        return canonical == null ? row.getBytes("words_taken_out") : CanonicalForm.contentHash(row.getBytes("salt"), canonical);
    }

    private static EntryHeader headerIfReadable(ResultSet row) throws SQLException {
        try {
            return header(row);
        } catch (IllegalArgumentException noneOfOurs) {
            return null;
        }
    }

    static EntryHeader header(ResultSet row) throws SQLException {
        UUID aboutFile = row.getObject("about_casefile_id", UUID.class);
        return new EntryHeader(
                row.getObject("casefile_id", UUID.class), row.getLong("seq"), row.getObject("id", UUID.class),
                EntryKind.valueOf(row.getString("kind")), aboutFile == null ? null : new EntryRef(aboutFile, row.getLong("about_seq")),
                row.getString("external_id"), row.getObject("event_date", LocalDate.class), Precision.valueOf(row.getString("precision")),
                EventType.valueOf(row.getString("event_type")), row.getObject("source_agency_id", UUID.class),
                code(Provenance.class, row.getString("provenance")), code(Verification.class, row.getString("verification")),
                code(ImpactLevel.class, row.getString("impact_level")), row.getBoolean("key_marked"), row.getBoolean("key_by_rule"),
                row.getInt("words"), moment(row, "recorded_at"), moment(row, "filed_at"), row.getObject("recorded_by", UUID.class),
                row.getObject("filed_by", UUID.class), "IMPORT".equals(row.getString("origin")), row.getObject("acted_by", UUID.class),
                Standing.valueOf(row.getString("standing")), row.getObject("authority_id", UUID.class), row.getString("mark_reason"),
                Arrays.asList((UUID[]) row.getArray("persons").getArray()), row.getBytes("content_hash"));
    }

    private static java.time.Instant moment(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value.toInstant();
    }

    static <E extends Enum<E>> E code(Class<E> type, String name) {
        return name == null ? null : Enum.valueOf(type, name);
    }
}
