package org.throughline.notification;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps links by their hash, and the codes of second steps by nothing that could be used. */
@Component
class LinkStore {

    private final JdbcClient jdbc;

    LinkStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A code that was sent. @param message what it went out in */
    record Code(UUID id, UUID link, Instant expires, int tries, boolean taken) {}

    void add(SignedLink link, Instant made) {
        jdbc.sql("""
                insert into signed_link (id, message_id, purpose, subject_id, to_id, address_hash, version, expires_at, key_id, token_hash, made_at)
                values (:id, :message, :purpose, :subject, :to, :address, :version, :expires, :key, :hash, :made)""")
                .param("id", link.id()).param("message", link.message()).param("purpose", link.purpose().name()).param("subject", link.subject())
                .param("to", link.to(), Types.OTHER).param("address", link.addressHash()).param("version", link.version()).param("expires", Timestamp.from(link.expires()))
                .param("key", link.key()).param("hash", link.tokenHash()).param("made", Timestamp.from(made)).update();
    }

    Optional<SignedLink> find(UUID id) {
        return jdbc.sql("select * from signed_link where id = :id").param("id", id).query(LinkStore::row).optional();
    }

    List<SignedLink> of(UUID message) {
        return jdbc.sql("select * from signed_link where message_id = :id order by purpose").param("id", message).query(LinkStore::row).list();
    }

    /** @return false where it was used or revoked before; then nobody acts */
    boolean use(UUID id, Instant at) {
        return jdbc.sql("update signed_link set used_at = :at where id = :id and used_at is null and revoked_at is null").param("at", Timestamp.from(at)).param("id", id).update() == 1;
    }

    void revoke(UUID subject, Instant at) {
        jdbc.sql("update signed_link set revoked_at = :at where subject_id = :id and used_at is null and revoked_at is null").param("at", Timestamp.from(at)).param("id", subject).update();
    }

    UUID addCode(UUID id, UUID link, UUID message, Instant made, Instant expires) {
        jdbc.sql("insert into link_code (id, link_id, message_id, made_at, expires_at) values (:id, :link, :message, :made, :expires)").param("id", id).param("link", link)
                .param("message", message).param("made", Timestamp.from(made)).param("expires", Timestamp.from(expires)).update();
        return id;
    }

    int codesSince(UUID link, Instant since) {
        return jdbc.sql("select count(*) from link_code where link_id = :link and made_at > :since").param("link", link).param("since", Timestamp.from(since)).query(Integer.class).single();
    }

    Optional<Code> codeOf(UUID message) {
        return jdbc.sql("select * from link_code where message_id = :id").param("id", message).query(LinkStore::code).optional();
    }

    /** The newest code of a link; nobody else tries it until this transaction ends. */
    Optional<Code> newestCode(UUID link) {
        return jdbc.sql("select * from link_code where link_id = :link order by made_at desc, id desc limit 1 for update").param("link", link).query(LinkStore::code).optional();
    }

    void tried(UUID code) {
        jdbc.sql("update link_code set tries = tries + 1 where id = :id").param("id", code).update();
    }

    void taken(UUID code, Instant at) {
        jdbc.sql("update link_code set taken_at = :at where id = :id").param("at", Timestamp.from(at)).param("id", code).update();
    }

    static UUID newId() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    private static Code code(ResultSet row, int n) throws SQLException {
        return new Code(row.getObject("id", UUID.class), row.getObject("link_id", UUID.class), row.getTimestamp("expires_at").toInstant(), row.getInt("tries"),
                row.getTimestamp("taken_at") != null);
    }

    private static SignedLink row(ResultSet row, int n) throws SQLException {
        return new SignedLink(row.getObject("id", UUID.class), row.getObject("message_id", UUID.class), LinkPurpose.valueOf(row.getString("purpose")),
                row.getObject("subject_id", UUID.class), row.getObject("to_id", UUID.class), row.getBytes("address_hash"), row.getLong("version"),
                row.getTimestamp("expires_at").toInstant(), row.getString("key_id"), row.getBytes("token_hash"), row.getTimestamp("used_at") != null,
                row.getTimestamp("revoked_at") != null);
    }
}
