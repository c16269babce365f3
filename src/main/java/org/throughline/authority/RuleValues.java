package org.throughline.authority;

import java.time.LocalTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.chronology.EventType;

/** The numbers of authority, as rows that an administrator changes. */
@Component
class RuleValues {

    private static final int HUNDRED = 100;

    private final JdbcClient jdbc;

    RuleValues(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether a worker on duty may do this: safety-critical contact (HE1). */
    boolean onDuty(EventType type) {
        return jdbc.sql("select on_duty from event_type where code = :code").param("code", type.name()).query(Boolean.class).single();
    }

    int whole(String id) {
        return jdbc.sql("select rule_number(:id)").param("id", id).query(Integer.class).single();
    }

    /** A time of the day, kept as hours and minutes: 1030 for half past ten. */
    LocalTime time(String id) {
        int value = whole(id);
        return LocalTime.of(value / HUNDRED, value % HUNDRED);
    }
}
