package org.throughline.risk;

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
 * Prompts whose every cause is sealed from somebody, with the action and the second look that followed: they would be a trace of it (domain 4). One that is
 * owed by somebody who must not know goes to the holder of the seal.
 */
@Component
class SealedPrompts implements SealedDuties {

    /** Whether all causes of this prompt are kept from the reader. */
    static final String ALL_SEALED = "not exists (select 1 from pattern_prompt_cause c where c.prompt_id = %s and not sealed_from(:reader, c.entry_file, c.entry_seq, :now))";

    private static final String SEALED = "select o.id from obligation o where o.id in (:ids) and (o.subject_kind in ('PATTERN_PROMPT', 'PROMPT_ACTION') and "
            + ALL_SEALED.formatted("o.subject_id") + " or o.subject_kind = 'PROMPT_SECOND_LOOK' and not exists (select 1 from pattern_second_look_prompt l where l.look_id = o.subject_id and not ("
            + ALL_SEALED.formatted("l.prompt_id") + ")))";

    private final JdbcClient jdbc;
    private final Obligations obligations;
    private final Clock clock;

    SealedPrompts(JdbcClient jdbc, Obligations obligations, Clock clock) {
        this.jdbc = jdbc;
        this.obligations = obligations;
        this.clock = clock;
    }

    @Override
    public Set<UUID> sealedFrom(UUID reader, Collection<UUID> among) {
        return among.isEmpty() ? Set.of() : new HashSet<>(jdbc.sql(SEALED).param("ids", among).param("reader", reader).param("now", Timestamp.from(clock.instant())).query(UUID.class).list());
    }

    @EventListener
    void restricted(EntryRestricted kept) {
        if (kept.level() != Restrictions.Level.SEALED) {
            return;
        }
        jdbc.sql("""
                select o.id from obligation o where o.ended_at is null and (
                    o.subject_kind in ('PATTERN_PROMPT', 'PROMPT_ACTION') and o.subject_id in (select prompt_id from pattern_prompt_cause where entry_file = :file and entry_seq = :seq)
                    or o.subject_kind = 'PROMPT_SECOND_LOOK' and o.subject_id in (select l.look_id from pattern_second_look_prompt l
                        join pattern_prompt_cause c on c.prompt_id = l.prompt_id where c.entry_file = :file and c.entry_seq = :seq)) order by o.id""")
                .param("file", kept.entry().casefileId()).param("seq", kept.entry().seq()).query(UUID.class).list().forEach(id -> {
                    ObligationView owed = obligations.get(id);
                    if (owed.ownerId() != null && sealedFrom(owed.ownerId(), List.of(id)).contains(id)) {
                        obligations.reassign(owed.dedupeKey(), kept.holder());
                    }
                });
    }
}
