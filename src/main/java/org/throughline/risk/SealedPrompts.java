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
 * Prompts that rest on what is sealed from somebody, with the action and the second look that followed: they would be a trace of it (domain 4). One that is
 * owed by somebody who must not know goes to the holder of the seal.
 */
@Component
class SealedPrompts implements SealedDuties {

    /** Whether this prompt would be a trace to the reader. */
    static final String IS_SEALED = "prompt_is_sealed(%s, :reader, :now)";

    private static final String SEALED = "select o.id from obligation o where o.id in (:ids) and (o.subject_kind in ('PATTERN_PROMPT', 'PROMPT_ACTION') and "
            + IS_SEALED.formatted("o.subject_id") + " or o.subject_kind = 'PROMPT_SECOND_LOOK' and not exists (select 1 from pattern_second_look_prompt l where l.look_id = o.subject_id and not "
            + IS_SEALED.formatted("l.prompt_id") + "))";

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
                select o.id from obligation o where o.ended_at is null and o.subject_kind in ('PATTERN_PROMPT', 'PROMPT_ACTION', 'PROMPT_SECOND_LOOK')
                  and o.casefile_id in (select m.casefile_id from family_member m join entry_person x on x.person_id = m.person_id where x.casefile_id = :file and x.seq = :seq) order by o.id""")
                .param("file", kept.entry().casefileId()).param("seq", kept.entry().seq()).query(UUID.class).list().forEach(id -> {
                    ObligationView owed = obligations.get(id);
                    if (owed.ownerId() != null && sealedFrom(owed.ownerId(), List.of(id)).contains(id)) {
                        obligations.reassign(owed.dedupeKey(), kept.holder());
                    }
                });
    }
}
