package org.throughline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.testing.DatabaseTest;
import org.throughline.testing.OwnerDatabase;

@DatabaseTest
class RolesRepositoryTest {

    private final JdbcClient app;

    RolesRepositoryTest(JdbcClient app) {
        this.app = app;
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "CREATE TABLE mine (id int)",
        "CREATE TEMP TABLE mine (id int)",
        "CREATE SCHEMA mine",
        "ALTER TABLE act_ru_task ADD COLUMN mine int",
        "DROP TABLE act_ru_task",
        "TRUNCATE act_ru_task",
        "ALTER TABLE act_ru_task DISABLE TRIGGER ALL",
        "CREATE ROLE mine",
        "SET ROLE throughline_owner",
        "SELECT * FROM flyway_schema_history",
        "COPY act_ru_task TO '/tmp/stolen'"
    })
    void theApplicationsRoleIsRefused(String statement) {
        assertThatThrownBy(() -> app.sql(statement).update())
                .rootCause()
                .hasMessageMatching("(?s)ERROR: (permission denied|must be owner).*");
    }

    @Test
    void theOwnerMakesTablesButNoRoles(OwnerDatabase database) {
        assertThatThrownBy(() -> database.asOwner().sql("CREATE ROLE mine").update())
                .rootCause()
                .hasMessageContaining("permission denied");
        assertThat(database.asOwner().sql("select tableowner from pg_tables where schemaname = 'public'").query(String.class).set())
                .containsExactly("throughline_owner");
    }

    @Test
    void theApplicationReadsAndWritesEveryTableOfTheEngine() {
        List<String> withoutRights = app.sql("""
                select tablename from pg_tables where schemaname = 'public' and tablename like 'act\\_%'
                and not (has_table_privilege(quote_ident(tablename), 'SELECT') and has_table_privilege(quote_ident(tablename), 'INSERT')
                and has_table_privilege(quote_ident(tablename), 'UPDATE') and has_table_privilege(quote_ident(tablename), 'DELETE'))
                """).query(String.class).list();
        assertThat(withoutRights).isEmpty();
        assertThat(app.sql("select count(*) from pg_tables where tablename like 'act\\_%'").query(Long.class).single()).isEqualTo(49);
    }
}
