package org.throughline.obligation.process;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.obligation.EngineWatch;

/**
 * Reads what the engine holds from its tables: five statements however much waits, and light rows instead of the engine's entities,
 * which it would all keep until the end of the transaction. In the engine 2 means suspended.
 */
@Component
class EngineTables implements EngineWatch {

    private final JdbcClient jdbc;

    EngineTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Held held() {
        return new Held(
                jdbc.sql("select id_ from act_re_procdef where suspension_state_ = 2").query(String.class).list(),
                jdbc.sql("select id_, proc_def_id_ from act_ru_jobdef where suspension_state_ = 2")
                        .query((row, n) -> new TimerKind(row.getString(1), row.getString(2))).list(),
                jdbc.sql("""
                        select e.id_, d.key_, d.id_, e.business_key_, e.suspension_state_ = 2 from act_ru_execution e
                        join act_re_procdef d on d.id_ = e.proc_def_id_ where e.parent_id_ is null and e.super_exec_ is null""")
                        .query((row, n) -> new Instance(row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getBoolean(5))).list(),
                jdbc.sql("select id_, proc_inst_id_, execution_id_, task_def_key_, due_date_, assignee_ from act_ru_task")
                        .query((row, n) -> new Task(row.getString(1), row.getString(2), row.getString(3), row.getString(4), moment(row, 5), row.getString(6))).list(),
                jobs());
    }

    private List<Job> jobs() {
        return jdbc.sql("""
                select id_, process_instance_id_, process_def_id_, execution_id_, case when type_ = 'timer' then job_def_id_ end, duedate_, retries_,
                       exception_msg_ is not null or exception_stack_id_ is not null, suspension_state_ = 2, case when lock_owner_ is not null then lock_exp_time_ end
                from act_ru_job where type_ <> 'ever-living'""")
                .query((row, n) -> new Job(row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5), moment(row, 6),
                        row.getInt(7), row.getBoolean(8), row.getBoolean(9), moment(row, 10))).list();
    }

    /** The engine's columns have no zone; the process runs in UTC. */
    private static Instant moment(ResultSet row, int column) throws SQLException {
        Timestamp found = row.getTimestamp(column);
        return found == null ? null : found.toInstant();
    }
}
