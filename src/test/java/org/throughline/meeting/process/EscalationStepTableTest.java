package org.throughline.meeting.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionTableImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.throughline.meeting.DisagreementLevel;
import org.throughline.meeting.DisagreementRules.StepLimit;
import org.throughline.testing.EveryRow;

/** The table of disagreements, row by row (practice-rules 1.6). */
class EscalationStepTableTest {

    @RegisterExtension
    static final EveryRow ROWS = new EveryRow();

    private static final DmnEngine ENGINE = ROWS.engine();

    private static final DmnDecision AS_IT_IS = ROWS.of(table("", ""));

    private static DmnDecision table(String from, String to) {
        try (InputStream model = EscalationStepTableTest.class.getResourceAsStream("/bpmn/escalation-step.dmn")) {
            String text = new String(model.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).contains(from);
            return ENGINE.parseDecision("escalation-step", new ByteArrayInputStream(text.replace(from, to).getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"ACT_ON_DANGER,E0,1,HOURS,true", "ACKNOWLEDGE,E1,1,WORKING_DAYS,false", "E1,E1,2,WORKING_DAYS,false", "E2,E2,5,WORKING_DAYS,false", "E3,E3,2,WORKING_DAYS,false",
        "E4,E4,0,WORKING_DAYS,false", "E5,E5,0,WORKING_DAYS,false", "SET_DATE,E4,1,WORKING_DAYS,false", "DECIDE,E1,2,WORKING_DAYS,false"})
    void eachStepHasItsTime(String step, String rule, int amount, String unit, boolean urgent) {
        StepLimit limit = limit(step);
        assertThat(limit.ruleId()).isEqualTo(rule);
        assertThat(limit.limit().amount()).isEqualTo(amount);
        assertThat(limit.limit().unit()).hasToString(unit);
        assertThat(limit.urgent()).isEqualTo(urgent);
    }

    @Test
    void theTableHasTheRowsThatTheseTestsKnowAndLacksNothing() {
        assertThat(((DmnDecisionTableImpl) AS_IT_IS.getDecisionLogic()).getRules()).hasSize(9);
        assertThat(faults("", "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"<text>\"E3\"</text></inputEntry>,<text>\"E9\"</text></inputEntry>,no row for E3", "<text>5</text>,<text>-1</text>,row for E2", "\"HOURS\",\"WEEKS\",row for ACT_ON_DANGER",
        "<text>1</text>,<text>0</text>,row for ACKNOWLEDGE"})
    void aTableThatLeavesAStepWithoutTimeIsRefused(String from, String to, String fault) {
        assertThat(faults(from, to)).anySatisfy(found -> assertThat(found).contains(fault));
    }

    private static List<String> faults(String from, String to) {
        DmnDecision table = table(from, to);
        return new EscalationStepTable().faults(inputs -> ENGINE.evaluateDecisionTable(table, inputs).getResultList());
    }

    @Test
    void theReadmeSaysWhoAnswersByWhen() throws IOException {
        StringBuilder shown = new StringBuilder("E0, a child in danger: " + inWords("ACT_ON_DANGER") + ".");
        for (DisagreementLevel level : DisagreementLevel.values()) {
            shown.append(' ').append(level).append(", ").append(level.inWords()).append(": ").append(inWords(level.name())).append('.');
        }
        shown.append(" After each answer, who disagrees: ").append(inWords("DECIDE")).append(".\n");
        assertThat(Files.readString(Path.of("README.md"))).contains("<!-- disagreement -->\n" + shown + "<!-- /disagreement -->");
    }

    private static String inWords(String step) {
        StepLimit limit = limit(step);
        int amount = limit.limit().amount();
        String unit = limit.limit().unit().name().toLowerCase(Locale.UK).replace('_', ' ');
        return amount == 0 ? "a day is named within " + inWords("SET_DATE") : amount + " " + (amount == 1 ? unit.substring(0, unit.length() - 1) : unit);
    }

    private static StepLimit limit(String step) {
        return DisagreementTables.limit(ENGINE.evaluateDecisionTable(AS_IT_IS, Map.of("step", step)).getResultList().get(0));
    }
}
