package org.throughline.obligation;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.notification.Deliveries;

/**
 * Looks from outside the engine whether everything owed is still carried by it: each open obligation, each running process and each human
 * task against live jobs and instances (domain 6). Every fault is an alarm, which ends when the fault has gone; a late obligation whose
 * timer is dead is climbed here, so that none waits for a job.
 */
@Service
public class Watchdog {

    private static final String LOCK = "select pg_try_advisory_xact_lock(hashtextextended('throughline.watchdog', 0))";

    private final JdbcClient jdbc;
    private final EngineWatch engine;
    private final ObjectProvider<WatchedProcess> processes;
    private final ObjectProvider<FaultReporter> reporters;
    private final LateTelling telling;
    private final Alarms alarms;
    private final Deliveries deliveries;
    private final Clock clock;
    private final Instant began;
    private final TransactionTemplate looking;
    private final TransactionTemplate writing;

    Watchdog(JdbcClient jdbc, EngineWatch engine, ObjectProvider<WatchedProcess> processes, ObjectProvider<FaultReporter> reporters, LateTelling telling, Alarms alarms, Deliveries deliveries,
             PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.engine = engine;
        this.processes = processes;
        this.reporters = reporters;
        this.telling = telling;
        this.alarms = alarms;
        this.deliveries = deliveries;
        this.clock = clock;
        this.began = clock.instant();
        // one moment for all that is compared: else a step that is done meanwhile would look like a fault
        this.looking = new TransactionTemplate(transactions);
        looking.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        looking.setReadOnly(true);
        this.writing = new TransactionTemplate(transactions);
        writing.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Goes round once. @return false where another node is doing so, and nothing was done here */
    public boolean round() {
        return Boolean.TRUE.equals(looking.execute(status -> {
            if (!jdbc.sql(LOCK).query(Boolean.class).single()) {
                return false;
            }
            long start = System.nanoTime();
            Instant now = clock.instant();
            Comparison.Result found = compare(now);
            int left = telling.tell(found.climb(), number("WD4"), minutes("WD1").dividedBy(2));
            List<Finding> findings = new ArrayList<>(found.findings());
            if (left > 0) {
                findings.add(new Finding(AlarmKind.MANY_LATE, "obligations", null, left));
            }
            writing.executeWithoutResult(inside -> {
                alarms.settle(findings, now);
                finished(now, Duration.ofNanos(System.nanoTime() - start), findings.size());
            });
            return true;
        }));
    }

    private Comparison.Result compare(Instant now) {
        Map<String, List<WatchedProcess.Step>> watched = processes.stream().collect(Collectors.toMap(WatchedProcess::processKey, WatchedProcess::waiting));
        List<Comparison.Owed> owed = jdbc.sql("select id, dedupe_key, due_at, level, next_level_at from obligation where ended_at is null")
                .query((row, n) -> new Comparison.Owed(row.getObject("id", UUID.class), row.getString("dedupe_key"), row.getTimestamp("due_at").toInstant(), row.getInt("level"),
                        row.getTimestamp("next_level_at") == null ? null : row.getTimestamp("next_level_at").toInstant())).list();
        Comparison.Result engineFaults = Comparison.of(watched, engine.held(), owed, new Comparison.Limits(minutes("WD2"), minutes("WD3"), number("WD4")), now);
        List<Finding> findings = new ArrayList<>(engineFaults.findings());
        Set<UUID> unreachable = deliveries.unreachable();
        unreachable.forEach(person -> findings.add(new Finding(AlarmKind.MAIL_NOT_DELIVERED, person.toString(), null)));
        reporters.stream().flatMap(reporter -> reporter.faults().stream()).forEach(fault -> findings.add(new Finding(fault.kind(), fault.subject(), null)));
        return new Comparison.Result(findings, engineFaults.climb());
    }

    private void finished(Instant now, Duration took, int found) {
        jdbc.sql("""
                insert into watchdog_round (ended_at, node, took_ms, alarms) values (:now, :node, :took, :alarms)
                on conflict (only_row) do update set ended_at = excluded.ended_at, node = excluded.node, took_ms = excluded.took_ms, alarms = excluded.alarms""")
                .param("now", Timestamp.from(now)).param("node", node()).param("took", took.toMillis()).param("alarms", found).update();
    }

    /** How it stands, for whoever answers for others, and for the health of this node. */
    public Verdict verdict() {
        Instant last = jdbc.sql("select ended_at from watchdog_round").query((row, n) -> row.getTimestamp(1).toInstant()).optional().orElse(null);
        Instant since = last == null || last.isBefore(began) && !silent(began) ? began : last;
        return new Verdict(last, silent(since), alarms.open().values().stream().mapToInt(Integer::intValue).sum());
    }

    private boolean silent(Instant since) {
        return since.plus(minutes("WD1")).isBefore(clock.instant());
    }

    private Duration minutes(String rule) {
        return Duration.ofSeconds(jdbc.sql("select (rule_number(:id) * 60)::bigint").param("id", rule).query(Long.class).single());
    }

    private int number(String rule) {
        return jdbc.sql("select rule_number(:id)::int").param("id", rule).query(Integer.class).single();
    }

    private static String node() {
        try {
            return InetAddress.getLocalHost().getHostName() + ":" + ProcessHandle.current().pid();
        } catch (UnknownHostException e) {
            return "pid " + ProcessHandle.current().pid();
        }
    }
}
