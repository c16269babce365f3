package org.throughline.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.model.dmn.Dmn;
import org.junit.jupiter.api.Test;

/** Two questions are one only where the table cannot answer them differently. */
class TellsApartTest {

    private static final Path MEETINGS = Path.of("bpmn/meeting-required.dmn");

    private static Object asked(String model, String name, Object value) {
        return TellsApart.of(Dmn.readModelFromStream(new ByteArrayInputStream(model.getBytes(StandardCharsets.UTF_8)))).question(Map.of(name, value)).get(name);
    }

    @Test
    void aDayMoreIsANewQuestionOnlyWhereTheTableComparesWithIt() throws Exception {
        String table = Files.readString(MEETINGS);
        assertThat(table).as("what this test is about").contains("<text>daysWithoutMeeting</text>", "<text>&gt; 42</text>");
        assertThat(asked(table, "daysWithoutMeeting", 2_500)).isEqualTo(asked(table, "daysWithoutMeeting", 43)).isNotEqualTo(asked(table, "daysWithoutMeeting", 42));
        assertThat(asked(table, "daysWithoutMeeting", 0)).isEqualTo(asked(table, "daysWithoutMeeting", 41)).isNotEqualTo(asked(table, "daysWithoutMeeting", 42));
    }

    @Test
    void aWordIsANewQuestionOnlyWhereAListNamesIt() throws Exception {
        String table = Files.readString(MEETINGS);
        assertThat(table).contains("<text>\"BIRTH\"</text>", "<text>not(\"NONE\")</text>").doesNotContain("HEALTH_CHECK", "\"VISIT\"");
        assertThat(asked(table, "eventType", "BIRTH")).isEqualTo("BIRTH");
        assertThat(asked(table, "eventType", "HEALTH_CHECK")).isEqualTo(asked(table, "eventType", "VISIT")).isNotEqualTo("VISIT");
        assertThat(List.of(asked(table, "plan", "NONE"), asked(table, "plan", "CP"))).as("named, also where it is excluded").containsExactly("NONE", "CP");
        assertThat(asked(table, "childState", "")).as("no list names either").isEqualTo(asked(table, "childState", "GROWN"));
        String startsWith = table.replaceFirst("<text>\"BIRTH\"</text>", "<text>starts with(?, \"V\")</text>");
        assertThat(asked(startsWith, "eventType", "VISIT")).isEqualTo("VISIT");
    }

    @Test
    void whereAnythingButAComparisonSpeaksOfANumberEveryValueMatters() throws Exception {
        String table = Files.readString(MEETINGS);
        assertThat(asked(table.replace("<text>&gt; 42</text>", "<text>[42..60]</text>"), "daysWithoutMeeting", 43)).isEqualTo(43);
        assertThat(asked(table.replaceFirst("<text>\"M1\"</text>", "<text>string(daysWithoutMeeting)</text>"), "daysWithoutMeeting", 43)).isEqualTo(43);
        assertThat(asked(table.replace("<text>daysWithoutMeeting</text>", "<text>daysWithoutMeeting / 2</text>"), "daysWithoutMeeting", 43)).isEqualTo(43);
    }
}
