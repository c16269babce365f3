package org.throughline.testing;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Practitioner;

/** Many late obligations, each with a ladder on which the first level has been told and the second is due at this moment. */
public final class LateMany {

    private final JdbcClient jdbc;
    private final JdbcClient owner;
    private final UUID[] ids;
    private String[] setAside = {};

    private LateMany(JdbcClient jdbc, JdbcClient owner, UUID[] ids) {
        this.jdbc = jdbc;
        this.owner = owner;
        this.ids = ids;
    }

    public static LateMany of(int count, Practitioner worker, Obligations obligations, JdbcClient jdbc, JdbcClient owner) {
        UUID[] ids = Stream.generate(UUID::randomUUID).limit(count).toArray(UUID[]::new);
        Instant due = TestClock.get().instant().minus(Duration.ofHours(1));
        jdbc.sql("""
                insert into obligation (id, dedupe_key, subject_kind, subject_id, rule_id, what, owner_id, agency_id, born_at, due_at, unit)
                select i, 'late-many:' || i, 'TEST', i, 'X7', 'Do it', :worker, :agency, :due, :due, 'WORKING_DAYS' from unnest(:ids) i""")
                .param("worker", worker.id()).param("agency", worker.agencyId()).param("due", Timestamp.from(due)).param("ids", ids).update();
        for (UUID id : ids) {
            obligations.late(id);
        }
        return new LateMany(jdbc, owner, ids);
    }

    /** The moment of the second level has come for all. */
    public void nextLevelIsDue() {
        Timestamp now = Timestamp.from(TestClock.get().instant());
        owner.sql("update obligation set next_level_at = :now where id = any(:ids)").param("now", now).param("ids", ids).update();
        owner.sql("""
                update act_ru_job set duedate_ = :now::timestamptz at time zone 'UTC' where process_instance_id_ in
                (select id_ from act_ru_execution where business_key_ = any(select i::text from unnest(:ids) i))""").param("now", now).param("ids", ids).update();
    }

    /** Sets aside the due timers that other tests left, and puts them back. */
    public void others(boolean aside) {
        if (aside) {
            setAside = owner.sql("""
                    update act_ru_job set suspension_state_ = 2 where suspension_state_ = 1 and duedate_ < :now::timestamptz at time zone 'UTC' and process_instance_id_ not in
                    (select id_ from act_ru_execution where business_key_ = any(select i::text from unnest(:ids) i)) returning id_""")
                    .param("ids", ids).param("now", Timestamp.from(TestClock.get().instant())).query(String.class).list().toArray(String[]::new);
        } else {
            owner.sql("update act_ru_job set suspension_state_ = 1 where id_ = any(:aside)").param("aside", setAside).update();
        }
    }

    /** For how many the second level has been told. */
    public int told() {
        return jdbc.sql("select count(*) from obligation where level = 2 and id = any(:ids)").param("ids", ids).query(Integer.class).single();
    }

    /** Of how many it is not true that both levels were told once and by one mail each, and that one timer waits for the third. */
    public int wrong() {
        return jdbc.sql("""
                select count(*) from unnest(:ids) i
                where (select array_agg(level order by level) from obligation_step where obligation_id = i) is distinct from array[0, 1]
                or (select count(*) from notice where dedupe_key like 'overdue:' || i || ':%') <> 2
                or (select count(*) from act_ru_job j join act_ru_execution e on e.id_ = j.process_instance_id_
                    where e.business_key_ = i::text and j.duedate_ > :now::timestamptz at time zone 'UTC') < 1""")
                .param("ids", ids).param("now", Timestamp.from(TestClock.get().instant())).query(Integer.class).single();
    }

    /** Who holds timers of these. */
    public List<String> holders() {
        return jdbc.sql("""
                select distinct lock_owner_ from act_ru_job where lock_owner_ is not null and process_instance_id_ in
                (select id_ from act_ru_execution where business_key_ = any(select i::text from unnest(:ids) i))""").param("ids", ids).query(String.class).list();
    }
}
