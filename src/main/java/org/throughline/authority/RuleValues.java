package org.throughline.authority;

import java.time.LocalTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The numbers of authority, as rows that an administrator changes. */
@Component
class RuleValues {

    private static final int HUNDRED = 100;

    private final JdbcClient jdbc;

    RuleValues(JdbcClient jdbc) {
        this.jdbc = jdbc;
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
