package org.throughline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.testing.DatabaseTest;
import org.throughline.testing.TestDatabase;

/** The migration makes what the engine would make itself: guards against a script forgotten at a change of the engine's version. */
@DatabaseTest
class EngineSchemaRepositoryTest {

    private static final String OUR_INDEX = "act_ru_job act_idx_job_duedate CREATE INDEX act_idx_job_duedate ON public.act_ru_job USING"
            + " btree (duedate_)";

    private static JdbcClient enginesOwn;
    private final JdbcClient ours;

    EngineSchemaRepositoryTest(TestDatabase database) {
        ours = database.owner().asOwner();
    }

    @BeforeAll
    static void letTheEngineMakeItsTables(TestDatabase database) {
        TestDatabase beside = database.another("engine_made");
        Login owner = beside.ownerLogin();
        ProcessEngine engine = ProcessEngineConfiguration.createStandaloneProcessEngineConfiguration()
                .setProcessEngineName("schema comparison")
                .setJdbcUrl(owner.url())
                .setJdbcDriver("org.postgresql.Driver")
                .setJdbcUsername(owner.user())
                .setJdbcPassword(owner.password())
                .setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE)
                .setJobExecutorActivate(false)
                .buildProcessEngine();
        engine.close();
        enginesOwn = beside.owner().asOwner();
    }

    @Test
    void sameColumns() {
        assertSame("""
                select concat_ws(' ', table_name, column_name, data_type, character_maximum_length, numeric_precision, numeric_scale,
                                 is_nullable, column_default)
                from information_schema.columns where table_schema = 'public' and table_name like 'act\\_%'
                """, 49 * 2);
    }

    @Test
    void sameIndexesAndOneMore() {
        String query = "select concat_ws(' ', tablename, indexname, indexdef) from pg_indexes where tablename like 'act\\_%'";
        List<String> made = enginesOwn.sql(query).query(String.class).list();
        assertThat(made).hasSizeGreaterThan(49);
        assertThat(ours.sql(query).query(String.class).list())
                .containsAll(made)
                .contains(OUR_INDEX)
                .hasSize(made.size() + 1);
    }

    @Test
    void sameConstraints() {
        assertSame("""
                select concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid))
                from pg_constraint where connamespace = 'public'::regnamespace and conrelid::regclass::text like 'act\\_%'
                """, 49);
    }

    @Test
    void sameVersion() {
        assertSame("select version_ from act_ge_schema_log", 1);
        assertSame("select name_ || ' ' || value_ from act_ge_property where name_ like 'schema.version'", 1);
    }

    private void assertSame(String query, int atLeast) {
        List<String> made = enginesOwn.sql(query).query(String.class).list();
        assertThat(made).hasSizeGreaterThanOrEqualTo(atLeast);
        assertThat(ours.sql(query).query(String.class).list()).containsExactlyInAnyOrderElementsOf(made);
    }
}
