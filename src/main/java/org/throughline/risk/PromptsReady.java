package org.throughline.risk;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.handover.ReadinessCheck;
import org.throughline.workflow.Gaps;

/**
 * Whoever takes over is shown which patterns wait for a decision and which were declined, by whom and when (GD4); neither stands in the way. What is sealed
 * from anybody is not on a list that several people read.
 */
@Component
class PromptsReady implements ReadinessCheck {

    private static final String ID = "GD4";

    /** Who holds no seal and was given no answer: what is sealed from this reader is sealed from somebody. */
    private static final UUID NOBODY = new UUID(0, 0);

    private record Line(boolean waits, String said) {}

    private final JdbcClient jdbc;

    PromptsReady(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Obstacle> obstacles(UUID casefileId, Instant at) {
        return List.of();
    }

    @Override
    public List<Obstacle> toKnow(UUID casefileId, Instant at) {
        List<Line> lines = jdbc.sql("""
                select q.rule_id, q.because, q.due_at, a.outcome, a.answered_at, p.name from pattern_prompt q left join pattern_answer a on a.prompt_id = q.id
                left join practitioner p on p.id = a.answered_by left join obligation o on o.id = q.obligation_id
                where q.casefile_id = :file and q.mode <> 'OBSERVE' and (a.outcome = 'NO_ACTION' or a.prompt_id is null and o.ended_at is null)
                  and not prompt_is_sealed(q.id, :nobody, :at)
                order by q.raised_at, q.id""").param("file", casefileId).param("nobody", NOBODY).param("at", Timestamp.from(at))
                .query((row, n) -> row.getString("outcome") == null
                        ? new Line(true, row.getString("rule_id") + ", " + row.getString("because") + ", to be decided by " + Gaps.inWords(row.getTimestamp("due_at").toInstant()))
                        : new Line(false, row.getString("rule_id") + ", " + row.getString("because") + ", by " + row.getString("name") + " on " + Gaps.inWords(Gaps.localDay(row.getTimestamp("answered_at").toInstant()))))
                .list();
        return lines.isEmpty() ? List.of() : List.of(new Obstacle(ID, "Patterns of the history that wait for a decision, or were declined", said("Waiting", lines, true) + said("Declined", lines, false)
                + "Whoever takes over reads them with the history."));
    }

    private static String said(String word, List<Line> lines, boolean waits) {
        String said = lines.stream().filter(line -> line.waits() == waits).map(Line::said).collect(Collectors.joining("; "));
        return said.isEmpty() ? "" : word + ": " + said + ". ";
    }
}
