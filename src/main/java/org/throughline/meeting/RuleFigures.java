package org.throughline.meeting;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * How often each row of the tables spoke in the days of rule MF3, in whatever mode: what enforcing a row that only observes would ask of people,
 * and whether one that enforces is heard.
 */
@Service
public class RuleFigures {

    /**
     * One row.
     *
     * @param matched  how many entries, or nights, it spoke for
     * @param families how many children's files those were
     * @param duties   how many obligations came of it; none where it only observes or advises
     */
    public record Figure(String ruleId, String duty, String what, Mode mode, int matched, int families, int duties, int metLate, int open) {

        private String key() {
            return ruleId + " " + duty + " " + mode;
        }
    }

    private final JdbcClient jdbc;
    private final MeetingRules rules;
    private final Clock clock;

    RuleFigures(JdbcClient jdbc, MeetingRules rules, Clock clock) {
        this.jdbc = jdbc;
        this.rules = rules;
        this.clock = clock;
    }

    /** Of every row that is in the tables now, with noughts where it never spoke; then of those that spoke and are there no longer, or in another mode. */
    @Transactional(readOnly = true)
    public List<Figure> of() {
        Map<String, Figure> figures = new LinkedHashMap<>();
        rules.rows().stream().map(row -> new Figure(row.ruleId(), row.duty(), row.what(), row.mode(), 0, 0, 0, 0, 0)).forEach(row -> figures.put(row.key(), row));
        spoken().forEach(row -> figures.put(row.key(), row));
        return new ArrayList<>(figures.values());
    }

    private List<Figure> spoken() {
        return jdbc.sql("""
                select f.rule_id, f.duty, max(f.what) as what, f.mode, count(*) as matched, count(distinct f.casefile_id) as families, count(distinct f.obligation_id) as duties,
                       count(distinct f.obligation_id) filter (where o.end_kind = 'MET_LATE') as late,
                       count(distinct f.obligation_id) filter (where o.id is not null and o.ended_at is null) as open
                from rule_firing f left join obligation o on o.id = f.obligation_id
                where f.fired_at > :now::timestamptz - make_interval(days => rule_number('MF3')::int) and not f.looked_back
                group by f.rule_id, f.duty, f.mode order by f.rule_id, f.duty, f.mode""")
                .param("now", Timestamp.from(clock.instant())).query((row, n) -> new Figure(row.getString("rule_id"), row.getString("duty"), row.getString("what"),
                        Mode.valueOf(row.getString("mode")), row.getInt("matched"), row.getInt("families"), row.getInt("duties"), row.getInt("late"), row.getInt("open"))).list();
    }
}
