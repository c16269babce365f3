package org.throughline.risk;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.chronology.EntryRef;

/** Which patterns were raised on a case file, and by what: for figures and replays, not for readers, of whom some things may be kept. */
@Service
public class PatternLog {

    /**
     * @param causes   the entries that raised it, the first first
     * @param outcome  ACT or NO_ACTION; null while nobody has answered
     */
    public record Line(UUID id, String ruleId, String asks, String because, Instant raisedAt, Instant dueAt, List<EntryRef> causes, String outcome, Instant answeredAt) {}

    private final JdbcClient jdbc;

    PatternLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Everything that was ever raised on this file but what is only observed, the first first. */
    @Transactional(readOnly = true)
    public List<Line> of(UUID casefile) {
        return jdbc.sql("""
                select q.*, a.outcome, a.answered_at from pattern_prompt q left join pattern_answer a on a.prompt_id = q.id
                where q.casefile_id = :file and q.mode <> 'OBSERVE' order by q.raised_at, q.id""").param("file", casefile)
                .query((row, n) -> new Line(row.getObject("id", UUID.class), row.getString("rule_id"), row.getString("asks"), row.getString("because"), instant(row.getTimestamp("raised_at")),
                        instant(row.getTimestamp("due_at")), causes(row.getObject("id", UUID.class)), row.getString("outcome"), instant(row.getTimestamp("answered_at")))).list();
    }

    private static Instant instant(Timestamp at) {
        return at == null ? null : at.toInstant();
    }

    /** The entries that raised a prompt, the first first; none where there is no such prompt. */
    @Transactional(readOnly = true)
    public List<EntryRef> causes(UUID prompt) {
        return jdbc.sql("select entry_file, entry_seq from pattern_prompt_cause where prompt_id = :id order by raised_at, event_date, entry_file, entry_seq").param("id", prompt)
                .query((row, n) -> new EntryRef(row.getObject("entry_file", UUID.class), row.getLong("entry_seq"))).list();
    }
}
