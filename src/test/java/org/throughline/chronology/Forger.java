package org.throughline.chronology;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.testing.OwnerDatabase;

/** Knows the format and writes a chain anew after a change, so that it agrees with itself: what whoever owns the database could do. */
public final class Forger {

    private Forger() {}

    /** Puts a chain right again after a test that broke it for everybody: the database is shared with the tests that come after. */
    public static void mend(OwnerDatabase owner, UUID file) {
        JdbcClient superuser = owner.asSuperuser();
        owner.withoutTriggers("chain_head", () -> owner.withoutTriggers("entry", () -> mend(superuser, file)));
    }

    /** Makes the words, hashes and the head of a chain fit again, from its first entry to its last. */
    public static void mend(JdbcClient superuser, UUID file) {
        byte[] previous = new byte[CanonicalForm.HASH_LENGTH];
        long last = 0;
        for (long seq : superuser.sql("select seq from entry where casefile_id = ? order by seq").param(file).query(Long.class).list()) {
            byte[] before = previous;
            superuser.sql("select salt, canonical from entry_content where casefile_id = ? and seq = ?").params(file, seq)
                    .query((row, n) -> CanonicalForm.contentHash(row.getBytes(1), row.getString(2))).optional()
                    .ifPresent(hash -> superuser.sql("update entry set content_hash = ? where casefile_id = ? and seq = ?").params(hash, file, seq).update());
            EntryHeader header = superuser.sql("""
                    select e.*, array(select p.person_id from entry_person p where p.casefile_id = e.casefile_id and p.seq = e.seq) as persons
                    from entry e where casefile_id = ? and seq = ?""").params(file, seq).query((row, n) -> ChainVerifier.header(row)).single();
            previous = CanonicalForm.chainHash(before, header.canonical());
            superuser.sql("update entry set previous_hash = ?, hash = ? where casefile_id = ? and seq = ?").params(before, previous, file, seq).update();
            last = seq;
        }
        superuser.sql("update chain_head set seq = ?, hash = ? where casefile_id = ?").params(last, previous, file).update();
    }
}
