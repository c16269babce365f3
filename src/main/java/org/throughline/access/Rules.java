package org.throughline.access;

import com.github.f4b6a3.uuid.UuidCreator;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Invalid.Fault;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/**
 * The numbers that an administrator may change, and which agencies' workers need authority. The application's role cannot write them:
 * one function of the database does, for a named administrator and a reason, and keeps what was before.
 */
@Service
public class Rules {

    private static final String GATED = "GATED ";
    private static final int LAST_CHANGES = 100;

    /** @param source where the number comes from @param status national, local or proposal */
    public record Rule(String id, BigDecimal value, String unit, String meaning, String source, String status) {}

    /** @param what a rule's id, or GATED and the code of an agency (then 1 is yes and 0 no) */
    public record Change(String what, BigDecimal before, BigDecimal after, String by, Instant at, String reason) {}

    private final JdbcClient jdbc;
    private final Organisation organisation;
    private final Clock clock;

    Rules(JdbcClient jdbc, Organisation organisation, Clock clock) {
        this.jdbc = jdbc;
        this.organisation = organisation;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<Rule> all() {
        return jdbc.sql("select id, value, unit, meaning, source, status from rule_value order by id").query(Rule.class).list();
    }

    /** The last changes, the newest first. */
    @Transactional(readOnly = true)
    public List<Change> changes() {
        return jdbc.sql("""
                select c.what, c.old_value, c.new_value, p.name, c.changed_at, c.reason from rule_change c join practitioner p on p.id = c.changed_by
                order by c.changed_at desc, c.id desc limit :most""").param("most", LAST_CHANGES)
                .query((row, n) -> new Change(row.getString("what"), row.getBigDecimal("old_value"), row.getBigDecimal("new_value"), row.getString("name"),
                        row.getTimestamp("changed_at").toInstant(), row.getString("reason"))).list();
    }

    /**
     * Gives a rule another value from now on; what was judged before stays judged.
     *
     * @throws NotFound where there is no such rule
     * @throws Invalid naming everything that is missing
     */
    @Transactional
    public void change(String ruleId, BigDecimal value, String reason, Practitioner administrator) {
        List<Fault> faults = new ArrayList<>();
        if (value == null || value.signum() <= 0) {
            faults.add(new Fault("value", "Give a number above nought."));
        }
        mustBeGiven(reason, faults);
        if (all().stream().noneMatch(rule -> rule.id().equals(ruleId))) {
            throw new NotFound();
        }
        write(ruleId, value, reason, administrator);
    }

    /**
     * Says whether the workers of an agency need authority for what they do with a family (domain 2, gated agency).
     *
     * @throws NotFound where there is no such agency
     * @throws Invalid naming everything that is missing
     */
    @Transactional
    public void gate(String agencyCode, Boolean gated, String reason, Practitioner administrator) {
        List<Fault> faults = new ArrayList<>();
        if (gated == null) {
            faults.add(new Fault("gated", "Say whether the workers of this agency need authority: true or false."));
        }
        mustBeGiven(reason, faults);
        if (organisation.agency(agencyCode).isEmpty()) {
            throw new NotFound();
        }
        write(GATED + agencyCode, gated ? BigDecimal.ONE : BigDecimal.ZERO, reason, administrator);
    }

    private static void mustBeGiven(String reason, List<Fault> faults) {
        if (reason == null || reason.isBlank()) {
            faults.add(new Fault("reason", "Say why this is changed, and who decided it."));
        }
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
    }

    private void write(String what, BigDecimal value, String reason, Practitioner administrator) {
        jdbc.sql("select change_rule(:id, :what, :value, :by, :at, :reason)").param("id", UuidCreator.getTimeOrderedEpoch()).param("what", what)
                .param("value", value).param("by", administrator.id()).param("at", Timestamp.from(clock.instant())).param("reason", reason.strip())
                .query(BigDecimal.class).single();
    }
}
