package org.throughline.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.throughline.testing.ThroughlineTest;

/** A question is evaluated once for a version of a table, and a changed row counts from its deployment on. */
@ThroughlineTest
class DecisionTablesProcessTest {

    private static final String TABLE = "handover-deadline";
    private static final Map<String, Object> READING = Map.of("step", "READ_HISTORY");

    @Autowired DecisionTables tables;
    @Autowired RepositoryService repository;

    @Test
    void aChangedRowCountsFromItsDeploymentOnAndTheSameQuestionIsEvaluatedOnce() {
        List<Map<String, Object>> asDelivered = tables.ask(TABLE, READING);
        assertThat(days(asDelivered)).isEqualTo(2);
        assertThat(tables.ask(TABLE, READING)).isSameAs(asDelivered);
        String changed = deploy(delivered().replaceFirst("(?s)(\"READ_HISTORY\".*?<outputEntry[^>]*><text>\"X9\"</text></outputEntry>\\s*<outputEntry[^>]*><text>)2<", "$14<"));
        try {
            assertThat(days(tables.ask(TABLE, READING))).isEqualTo(4);
        } finally {
            repository.deleteDeployment(changed, true);
        }
        assertThat(tables.ask(TABLE, READING)).isEqualTo(asDelivered);
    }

    @Test
    void aTableThatSpeaksOfTheTimeIsEvaluatedEveryTime() {
        String timely = deploy(delivered().replaceFirst("(<outputEntry[^>]*><text>)\"X9\"<", "$1if now() = null then \"X8\" else \"X9\"<"));
        try {
            List<Map<String, Object>> first = tables.ask(TABLE, READING);
            assertThat(tables.ask(TABLE, READING)).isEqualTo(first).isNotSameAs(first);
        } finally {
            repository.deleteDeployment(timely, true);
        }
    }

    private String deploy(String model) {
        assertThat(model).isNotEqualTo(delivered());
        return repository.createDeployment().addString(TABLE + ".dmn", model).deploy().getId();
    }

    private static int days(List<Map<String, Object>> rows) {
        assertThat(rows).hasSize(1);
        return ((Number) rows.get(0).get("amount")).intValue();
    }

    private static String delivered() {
        try (InputStream model = DecisionTablesProcessTest.class.getResourceAsStream("/bpmn/" + TABLE + ".dmn")) {
            return new String(model.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
