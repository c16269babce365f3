package db.migration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Statement;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/**
 * The workflow engine's tables, made by the scripts in the engine's own jar, and what the application's role may do with them.
 *
 * <p>The checksum is a number of ours, not computed: it is the engine's version. Another engine version needs another migration.
 */
public class V1__engine_schema extends BaseJavaMigration {

    private static final String SCRIPTS = "org/camunda/bpm/engine/db/create/activiti.postgres.create.";
    private static final List<String> PARTS = List.of(
            "engine", "history", "identity", "case.engine", "case.history", "decision.engine", "decision.history");
    private static final String GRANTS = """
            DO $$
            DECLARE engine_table text;
            BEGIN
              FOR engine_table IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 'act\\_%' LOOP
                EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO throughline_app', engine_table);
              END LOOP;
            END $$
            """;

    @Override
    public Integer getChecksum() {
        return 7_24_0;
    }

    @Override
    public void migrate(Context context) throws Exception {
        try (Statement statement = context.getConnection().createStatement()) {
            for (String part : PARTS) {
                statement.execute(script(part));
            }
            statement.execute("CREATE INDEX act_idx_job_duedate ON act_ru_job (duedate_)");
            statement.execute(GRANTS);
        }
    }

    private static String script(String part) throws IOException {
        try (InputStream in = ProcessEngine.class.getClassLoader().getResourceAsStream(SCRIPTS + part + ".sql")) {
            if (in == null) {
                throw new IOException("the engine's jar has no script for " + part);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
