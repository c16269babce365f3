package org.throughline.agreement;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.obligation.WatchedProcess;

/** Every agreement that has not ended waits at one step, with a task, a timer and an obligation. */
@Component
class WatchedAgreements implements WatchedProcess {

    private final JdbcClient jdbc;

    WatchedAgreements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String processKey() {
        return "voluntary-agreement";
    }

    @Override
    public List<Step> waiting() {
        return jdbc.sql("select id, step from agreement where ended_at is null").query((row, n) -> {
            UUID id = row.getObject("id", UUID.class);
            AgreementStep step = AgreementStep.valueOf(row.getString("step"));
            return new Step(id, step.taskKey(), AgreementWaits.key(id, step));
        }).list();
    }
}
