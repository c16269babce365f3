package org.throughline.notification;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What has become of mails. */
@Service
public class Deliveries {

    private final JdbcClient jdbc;
    private final MailServer server;
    private final Post post;

    Deliveries(JdbcClient jdbc, MailServer server, Post post) {
        this.jdbc = jdbc;
        this.server = server;
        this.post = post;
    }

    /** Whether there is a mail server at all; without one every mail is kept and shown. */
    public boolean serverIsSet() {
        return server.isSet();
    }

    /**
     * Mails that have not arrived so far, newest first.
     *
     * @param before the id of the last one already seen; null from the newest on
     */
    @Transactional(readOnly = true)
    public List<Undelivered> undelivered(UUID before, int limit) {
        return jdbc.sql("""
                select id, to_id, address, urgent, made_at, state, attempts, why from mail
                where state not in ('SENT', 'SUPERSEDED') and (:before::uuid is null or id < :before::uuid) order by id desc limit :limit""")
                .param("before", before, java.sql.Types.OTHER).param("limit", limit)
                .query((row, n) -> new Undelivered(row.getObject("id", UUID.class), row.getObject("to_id", UUID.class), row.getString("address"), row.getBoolean("urgent"),
                        row.getTimestamp("made_at").toInstant(), row.getString("state"), row.getInt("attempts"), row.getString("why"))).list();
    }

    /** Whom mail does not reach: of what was last decided about their mails, the newest was given up or came back. */
    @Transactional(readOnly = true)
    public Set<UUID> unreachable() {
        return new HashSet<>(jdbc.sql("""
                select lost.to_id from (select to_id, max(changed_at) as at from mail where state in ('FAILED', 'BOUNCED') and to_id is not null group by to_id) lost
                where not exists (select 1 from mail m where m.to_id = lost.to_id and m.state = 'SENT' and m.changed_at > lost.at)""").query(UUID.class).list());
    }

    /** Why the mails of these notices have not arrived, in words; those that have, or still wait their turn, are left out. */
    @Transactional(readOnly = true)
    public Map<String, String> notDelivered(Collection<String> dedupeKeys) {
        Map<String, String> why = new HashMap<>();
        if (!dedupeKeys.isEmpty()) {
            jdbc.sql("select n.dedupe_key, m.why from notice n join mail m on m.id = n.mail_id where n.dedupe_key in (:keys) and m.state not in ('SENT', 'SUPERSEDED') and m.why is not null")
                    .param("keys", dedupeKeys).query(row -> {
                        why.put(row.getString("dedupe_key"), row.getString("why"));
                    });
        }
        return why;
    }

    /**
     * A mail server has returned mails to our sender's address.
     *
     * @param returned what it sent, as it came; only our own message numbers are looked for in it, and nothing of it is kept
     * @return how many mails of ours are now known not to have arrived
     */
    @Transactional
    public int cameBack(String returned) {
        return (int) MessageIds.in(returned).stream().filter(post::cameBack).count();
    }
}
