package org.throughline.root;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The roots as the database keeps them. Needs nothing but a connection. */
final class Roots {

    private final JdbcClient jdbc;

    Roots(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The end of every chain whose last entry is there, by file: one that was cut keeps no other from its root. Of one moment: a single statement. */
    List<ChainEnd> endsNow() {
        return jdbc.sql("select casefile_id, seq, hash from chain_head h join entry e using (casefile_id, seq, hash) where seq > 0 order by casefile_id").query(Roots::end).list();
    }

    /** The ends of the chains whose last entry is not there any more, or is another one. */
    List<ChainEnd> cutNow() {
        return jdbc.sql("""
                select h.casefile_id, h.seq, h.hash from chain_head h left join entry e on e.casefile_id = h.casefile_id and e.seq = h.seq
                where h.seq > 0 and e.hash is distinct from h.hash order by h.casefile_id""").query(Roots::end).list();
    }

    /** The furthest end of each chain under any root. */
    Map<UUID, ChainEnd> ends() {
        Map<UUID, ChainEnd> furthest = new HashMap<>();
        jdbc.sql("select distinct on (casefile_id) casefile_id, seq, hash from chain_root_head order by casefile_id, seq desc").query(Roots::end).list()
                .forEach(end -> furthest.put(end.casefileId(), end));
        return furthest;
    }

    Optional<SignedRoot> last() {
        return jdbc.sql("select * from chain_root order by no desc limit 1").query(Roots::row).optional();
    }

    /** Those after this number, in order, each with the ends of its chains. */
    List<SignedRoot> after(long no) {
        Map<Long, List<ChainEnd>> ends = new HashMap<>();
        jdbc.sql("select no, casefile_id, seq, hash from chain_root_head where no > :no order by no, casefile_id").param("no", no)
                .query((row, n) -> ends.computeIfAbsent(row.getLong("no"), none -> new ArrayList<>()).add(end(row, n))).list();
        return jdbc.sql("select * from chain_root where no > :no order by no").param("no", no).query(Roots::row).list().stream()
                .map(signed -> new SignedRoot(signed.root(), signed.signature(), ends.getOrDefault(signed.root().no(), List.of()))).toList();
    }

    /** The newest first, without the ends of chains. */
    List<SignedRoot> newest(int limit) {
        return jdbc.sql("select * from chain_root order by no desc limit :limit").param("limit", limit).query(Roots::row).list();
    }

    Optional<SignedRoot> find(UUID id) {
        return jdbc.sql("select * from chain_root where id = :id").param("id", id).query(Roots::row).optional();
    }

    /** @return the id under which its mail finds it */
    UUID add(SignedRoot signed) {
        Root root = signed.root();
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                insert into chain_root (no, id, made_at, previous, chains, entries, changed, heads, key_name, root, signature)
                values (:no, :id, :at, :previous, :chains, :entries, :changed, :heads, :key, :root, :signature)""")
                .param("no", root.no()).param("id", id).param("at", Timestamp.from(root.madeAt())).param("previous", root.previous()).param("chains", root.chains())
                .param("entries", root.entries()).param("changed", root.changed()).param("heads", root.heads()).param("key", root.key()).param("root", root.hash())
                .param("signature", signed.signature()).update();
        jdbc.sql("insert into chain_root_head (no, casefile_id, seq, hash) select :no, f, s, h from unnest(:files::uuid[], :seqs::bigint[], :hashes::bytea[]) as u(f, s, h)")
                .param("no", root.no()).param("files", signed.ends().stream().map(ChainEnd::casefileId).toArray(UUID[]::new))
                .param("seqs", signed.ends().stream().map(ChainEnd::seq).toArray(Long[]::new)).param("hashes", signed.ends().stream().map(ChainEnd::hash).toArray(byte[][]::new)).update();
        return id;
    }

    /** Of these ends those whose entry is not there any more, or is another one. */
    List<ChainEnd> notStanding(List<ChainEnd> ends) {
        return ends.isEmpty() ? List.of() : jdbc.sql("""
                select u.f as casefile_id, u.s as seq, u.h as hash from unnest(:files::uuid[], :seqs::bigint[], :hashes::bytea[]) as u(f, s, h)
                left join entry e on e.casefile_id = u.f and e.seq = u.s where e.hash is distinct from u.h order by u.f""")
                .param("files", ends.stream().map(ChainEnd::casefileId).toArray(UUID[]::new)).param("seqs", ends.stream().map(ChainEnd::seq).toArray(Long[]::new))
                .param("hashes", ends.stream().map(ChainEnd::hash).toArray(byte[][]::new)).query(Roots::end).list();
    }

    private static ChainEnd end(ResultSet row, int n) throws SQLException {
        return new ChainEnd(row.getObject("casefile_id", UUID.class), row.getLong("seq"), row.getBytes("hash"));
    }

    private static SignedRoot row(ResultSet row, int n) throws SQLException {
        return new SignedRoot(new Root(row.getLong("no"), row.getTimestamp("made_at").toInstant(), row.getBytes("previous"), row.getLong("chains"), row.getLong("entries"),
                row.getInt("changed"), row.getBytes("heads"), row.getString("key_name")), row.getBytes("signature"), null);
    }
}
