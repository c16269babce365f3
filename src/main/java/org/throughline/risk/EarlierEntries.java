package org.throughline.risk;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.chronology.EntryRef;

/** What a family's history holds besides of the kinds that a rule counts: whoever decides sees the history before the question (GD1). */
@Component
class EarlierEntries {

    private static final int MOST = 20;

    private final JdbcClient jdbc;

    EarlierEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Up to the latest cause of the prompt and without its causes: the latest twenty, the oldest first.
     *
     * @param kinds event types, or {@code TYPE@AGENCY_KIND}; other words name no kind of entry
     */
    List<EntryRef> of(UUID casefile, UUID prompt, Set<String> kinds) {
        return kinds.isEmpty() ? List.of() : jdbc.sql("""
                select * from (
                    select x.casefile_id, x.seq, x.event_date from entry_person x join agency a on a.id = x.source_agency_id
                    where x.fact and x.person_id = any (array(select person_id from family_member where casefile_id = :file)) and x.event_type = any (array(select split_part(k, '@', 1) from unnest(:kinds::text[]) k))
                      and (x.event_type = any (:kinds) or x.event_type || '@' || a.kind = any (:kinds))
                      and x.event_date <= (select max(event_date) from pattern_prompt_cause where prompt_id = :prompt)
                      and not exists (select 1 from pattern_prompt_cause c where c.prompt_id = :prompt and c.entry_file = x.casefile_id and c.entry_seq = x.seq)
                      and is_this_familys(x.casefile_id, x.seq)
                    group by x.casefile_id, x.seq, x.event_date order by x.event_date desc, x.casefile_id, x.seq desc limit :most) latest
                order by event_date, casefile_id, seq""").param("file", casefile).param("prompt", prompt).param("kinds", kinds.toArray(String[]::new)).param("most", MOST)
                .query((row, n) -> new EntryRef(row.getObject("casefile_id", UUID.class), row.getLong("seq"))).list();
    }
}
