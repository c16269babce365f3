package org.throughline.meeting;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.obligation.WatchedProcess;

/** Every running meeting waits at one step, with a task, a timer and an obligation. */
@Component
class WatchedMeetings implements WatchedProcess {

    private final JdbcClient jdbc;

    WatchedMeetings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String processKey() {
        return "multi-agency-meeting";
    }

    @Override
    public List<Step> waiting() {
        return jdbc.sql("select id, step from meeting where ended_at is null").query((row, n) -> {
            UUID id = row.getObject("id", UUID.class);
            MeetingStep step = MeetingStep.valueOf(row.getString("step"));
            return new Step(id, step.taskKey(), MeetingWaits.key(id, step));
        }).list();
    }
}
