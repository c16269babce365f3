package org.throughline.replay;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.throughline.standalone.FreshStart;

/** The record that a replay begins with: empty each time, so that no family of an earlier one is met in it. */
@Component
@ConditionalOnProperty(ReplayEnvironment.PATH)
class ReplayRecord {

    private final FreshStart start;
    private final DataSource dataSource;
    private boolean kept;

    ReplayRecord(FreshStart start, DataSource dataSource) {
        this.start = start;
        this.dataSource = dataSource;
    }

    /** @param another whether a further replay comes after this one: only then is the beginning kept */
    void begin(boolean another) {
        if (kept) {
            start.again();
        } else if (!another) {
            return;
        } else {
            start.keep();
            kept = true;
        }
        try {
            dataSource.unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
        } catch (SQLException noPool) {
            throw new IllegalStateException("The connections of a replay are pooled", noPool);
        }
    }
}
