package org.throughline.handover;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.obligation.WatchedProcess;

/** Every running handover waits at one step, with a task, a timer and an obligation (X9). */
@Component
class WatchedHandovers implements WatchedProcess {

    private final JdbcClient jdbc;

    WatchedHandovers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String processKey() {
        return "case-handover";
    }

    @Override
    public List<Step> waiting() {
        return jdbc.sql("select id, step from handover where ended_at is null").query((row, n) -> {
            UUID id = row.getObject("id", UUID.class);
            HandoverStep step = HandoverStep.valueOf(row.getString("step"));
            return new Step(id, step.taskKey(), Waits.key(id, step));
        }).list();
    }
}
