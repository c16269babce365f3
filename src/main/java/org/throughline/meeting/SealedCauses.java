package org.throughline.meeting;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.chronology.EntryRestricted;
import org.throughline.chronology.Restrictions;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.obligation.SealedDuties;

/**
 * Duties whose every cause is sealed from somebody: they would be a trace of it (domain 4). One that is owed by somebody who must not know goes to the holder
 * of the seal. An act without authority is answered for whatever becomes of its entry: its duty is none of these.
 */
@Component
class SealedCauses implements SealedDuties {

    /** The entry that is to be completed stands in the key. */
    private static final String SEALED = """
            select o.id from obligation o left join obligation d on o.subject_kind = 'OBLIGATION' and d.id = o.subject_id
            where o.id in (:ids) and (
                exists (select 1 from rule_firing f where f.obligation_id = coalesce(d.id, o.id))
                and not exists (select 1 from rule_firing f where f.obligation_id = coalesce(d.id, o.id) and not sealed_from(:reader, f.entry_file, f.entry_seq, :now))
                or o.subject_kind = 'ENTRY' and o.dedupe_key like 'not-known-yet:%'
                and sealed_from(:reader, split_part(o.dedupe_key, ':', 2)::uuid, split_part(o.dedupe_key, ':', 3)::bigint, :now))""";

    private final JdbcClient jdbc;
    private final Obligations obligations;
    private final Clock clock;

    SealedCauses(JdbcClient jdbc, Obligations obligations, Clock clock) {
        this.jdbc = jdbc;
        this.obligations = obligations;
        this.clock = clock;
    }

    @Override
    public Set<UUID> sealedFrom(UUID reader, Collection<UUID> among) {
        return among.isEmpty() ? Set.of() : new HashSet<>(jdbc.sql(SEALED).param("ids", among).param("reader", reader)
                .param("now", Timestamp.from(clock.instant())).query(UUID.class).list());
    }

    @EventListener
    void restricted(EntryRestricted kept) {
        if (kept.level() != Restrictions.Level.SEALED) {
            return;
        }
        List<UUID> open = jdbc.sql("""
                select o.id from obligation o where o.ended_at is null and (
                    o.id in (select f.obligation_id from rule_firing f where f.entry_file = :file and f.entry_seq = :seq)
                    or o.subject_kind = 'OBLIGATION' and o.subject_id in (select f.obligation_id from rule_firing f where f.entry_file = :file and f.entry_seq = :seq)
                    or o.dedupe_key = 'not-known-yet:' || :file::text || ':' || :seq) order by o.id""")
                .param("file", kept.entry().casefileId()).param("seq", kept.entry().seq()).query(UUID.class).list();
        for (UUID id : open) {
            ObligationView owed = obligations.get(id);
            if (owed.ownerId() != null && sealedFrom(owed.ownerId(), List.of(id)).contains(id)) {
                obligations.reassign(owed.dedupeKey(), kept.holder());
            }
        }
    }
}
