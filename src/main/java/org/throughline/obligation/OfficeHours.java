package org.throughline.obligation;

import java.time.Instant;
import java.time.ZonedDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.calendar.WorkingCalendar;

/** Whether people are in the office: on a working day from the hour of OL1 to the end of the day. */
@Component
class OfficeHours {

    private final JdbcClient jdbc;
    private final WorkingCalendar calendar;

    OfficeHours(JdbcClient jdbc, WorkingCalendar calendar) {
        this.jdbc = jdbc;
        this.calendar = calendar;
    }

    boolean at(Instant moment, String jurisdiction) {
        ZonedDateTime local = moment.atZone(calendar.zone());
        int begins = jdbc.sql("select rule_number('OL1')").query(Integer.class).single();
        return calendar.isWorkingDay(local.toLocalDate(), jurisdiction) && local.getHour() >= begins
                && moment.isBefore(calendar.endOfDay(local.toLocalDate()));
    }
}
