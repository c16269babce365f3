package org.throughline.handover.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionTableResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionTableImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.throughline.handover.HandoverStep;
import org.throughline.handover.ReadinessCondition;
import org.throughline.testing.EveryRow;
import org.throughline.workflow.GuardedTable;

/** The two tables of the handover, row by row. */
class HandoverTablesTest {

    @RegisterExtension
    static final EveryRow ROWS = new EveryRow();

    private static final DmnEngine ENGINE = ROWS.engine();

    private static final Map<String, DmnDecision> TABLES = Map.of("handover-deadline", ROWS.of(parsed("handover-deadline")), "handover-readiness", ROWS.of(parsed("handover-readiness")));

    private static DmnDecision table(String name) {
        return TABLES.get(name);
    }

    private static DmnDecision parsed(String name) {
        try (InputStream model = HandoverTablesTest.class.getResourceAsStream("/bpmn/" + name + ".dmn")) {
            return ENGINE.parseDecision(name, model);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int rows(String name) {
        return ((DmnDecisionTableImpl) table(name).getDecisionLogic()).getRules().size();
    }

    @ParameterizedTest
    @CsvSource({"PREPARE_SUMMARY,3,STEP", "DECIDE_ACCEPTANCE,1,STEP", "RECORD_DISCUSSION,3,STEP", "PLAN_READING,1,STEP", "READ_HISTORY,2,STEP",
        "WRITE_ACCOUNT,1,STEP", "SIGN_OFF,1,STEP", "TELL_FAMILY,2,STEP", "RECHECK,10,SIGN_OFF"})
    void everyStepHasItsLimitInWorkingDays(HandoverStep step, int days, String from) {
        DmnDecisionTableResult result = ENGINE.evaluateDecisionTable(table("handover-deadline"), Map.of("step", step.name()));
        assertThat(result.getSingleResult().getEntryMap()).isEqualTo(Map.of("ruleId", "X9", "amount", days, "unit", "WORKING_DAYS", "from", from));
    }

    @Test
    void theDeadlineTableHasOneRowPerStepThatWaits() {
        assertThat(rows("handover-deadline")).isEqualTo(HandoverStep.values().length - 1);
    }

    @Test
    void theReadinessTableHasOneRowPerConditionAndTwoForH15() {
        assertThat(rows("handover-readiness")).isEqualTo(ReadinessCondition.values().length + 1);
    }

    private static List<String> faultsOf(GuardedTable needs, String name, String from, String to) {
        try (InputStream model = HandoverTablesTest.class.getResourceAsStream("/bpmn/" + name + ".dmn")) {
            String text = new String(model.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).contains(from);
            DmnDecision changed = ENGINE.parseDecision(name, new ByteArrayInputStream(text.replace(from, to).getBytes(StandardCharsets.UTF_8)));
            return needs.faults(given -> ENGINE.evaluateDecisionTable(changed, given).getResultList());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aDeadlineTableWithoutARowForAStepIsNamedByTheStep() {
        DeadlineTable needs = new DeadlineTable();
        assertThat(faultsOf(needs, "handover-deadline", "\"TELL_FAMILY\"", "\"TELL_FAMILY\"")).isEmpty();
        assertThat(faultsOf(needs, "handover-deadline", "\"TELL_FAMILY\"", "\"TELL_NOBODY\"")).singleElement().asString().contains("no row", "TELL_FAMILY", "Tell the family");
        assertThat(faultsOf(needs, "handover-deadline", "\"TELL_FAMILY\"", "\"RECHECK\"")).hasSize(2).anySatisfy(fault -> assertThat(fault).contains("RECHECK"));
        assertThat(faultsOf(needs, "handover-deadline", "\"WORKING_DAYS\"", "\"FORTNIGHTS\"")).hasSize(HandoverStep.values().length - 1);
        assertThat(faultsOf(needs, "handover-deadline", "<text>10</text>", "<text>0</text>")).singleElement().asString().contains("RECHECK", "above 0");
        assertThat(faultsOf(needs, "handover-deadline", "<text>step</text>", "<text>nothing</text>")).hasSize(HandoverStep.values().length - 1);
    }

    @Test
    void aReadinessTableInWhichAConditionCanNeverBeMetIsNamedByTheCondition() {
        ReadinessTable needs = new ReadinessTable();
        assertThat(faultsOf(needs, "handover-readiness", "\"H8\"", "\"H8\"")).isEmpty();
        assertThat(faultsOf(needs, "handover-readiness", "<text>\"H8\"</text>", "<text>\"H99\"</text>")).hasSize(2).anySatisfy(fault -> assertThat(fault).contains("H8", "summary is written"))
                .anySatisfy(fault -> assertThat(fault).contains("H99"));
        assertThat(faultsOf(needs, "handover-readiness", "<text>[0..274]</text>", "<text>[500..600]</text>")).singleElement().asString().contains("H4");
    }

    private static Map<String, Object> nothingKnown() {
        Map<String, Object> facts = new HashMap<>();
        facts.put("confirmed", ",");
        facts.put("daysSinceAssessment", null);
        facts.put("daysSinceSeen", null);
        facts.put("siblingsElsewhere", 1);
        facts.put("fieldsEmpty", 1);
        facts.put("matchesUndecided", 1);
        facts.put("betweenAuthorities", true);
        return facts;
    }

    private static boolean met(ReadinessCondition condition, Map<String, Object> facts) {
        return ENGINE.evaluateDecisionTable(table("handover-readiness"), facts).stream().anyMatch(row -> condition.name().equals(row.getEntry("condition")));
    }

    @ParameterizedTest
    @EnumSource(ReadinessCondition.class)
    void whereNothingIsKnownOnlyWhatTheNextStepsDoIsMet(ReadinessCondition condition) {
        boolean byTheNextSteps = List.of(ReadinessCondition.H12, ReadinessCondition.H13).contains(condition);
        assertThat(met(condition, nothingKnown())).isEqualTo(byTheNextSteps);
    }

    @ParameterizedTest
    @EnumSource(ReadinessCondition.class)
    void aConfirmationMeetsWhatTheWorkerConfirmsAndNothingElse(ReadinessCondition condition) {
        Map<String, Object> facts = nothingKnown();
        facts.put("confirmed", ",H1,H2,H3,H4,H5,H6,H7,H8,H9,H10,H11,H12,H13,H14,H15,");
        facts.put("matchesUndecided", 0);
        boolean byTheNextSteps = List.of(ReadinessCondition.H12, ReadinessCondition.H13).contains(condition);
        assertThat(met(condition, facts)).isEqualTo(condition.confirmedByWorker() || byTheNextSteps);
    }

    @ParameterizedTest
    @CsvSource({"H3,matchesUndecided,0,false", "H4,daysSinceAssessment,274,true", "H4,daysSinceAssessment,275,false", "H4,daysSinceAssessment,0,true",
        "H5,daysSinceSeen,28,true", "H5,daysSinceSeen,29,false", "H8,fieldsEmpty,0,true", "H14,siblingsElsewhere,0,true", "H14,siblingsElsewhere,2,false"})
    void whatIsOnRecordMeetsTheRest(ReadinessCondition condition, String fact, int value, boolean met) {
        Map<String, Object> facts = nothingKnown();
        facts.put(fact, value);
        assertThat(met(condition, facts)).isEqualTo(met);
    }

    @Test
    void oneConfirmationIsNoOther() {
        Map<String, Object> facts = nothingKnown();
        facts.put("confirmed", ",H11,");
        assertThat(met(ReadinessCondition.H11, facts)).isTrue();
        assertThat(met(ReadinessCondition.H1, facts)).isFalse();
    }

    @Test
    void anUndecidedMatchKeepsTheFamilyTreeFromBeingConfirmed() {
        Map<String, Object> facts = nothingKnown();
        facts.put("confirmed", ",H1,H2,H3,H4,H5,H6,H7,H8,H9,H10,H11,H12,H13,H14,H15,");
        assertThat(met(ReadinessCondition.H3, facts)).isFalse();
    }

    @Test
    void insideOneAuthorityH15DoesNotApply() {
        Map<String, Object> facts = nothingKnown();
        facts.put("betweenAuthorities", false);
        assertThat(met(ReadinessCondition.H15, facts)).isTrue();
    }

    @Test
    void everyRowSaysItsSourceAndStatus() throws IOException {
        for (String name : List.of("handover-deadline", "handover-readiness")) {
            String model = new String(HandoverTablesTest.class.getResourceAsStream("/bpmn/" + name + ".dmn").readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            long said = Arrays.stream(model.split("<rule ")).skip(1)
                    .filter(rule -> rule.matches("(?s).*<description>[A-Z]+\\d+ \\| source: .+ \\| status: (national|local|proposal)</description>.*")).count();
            assertThat(said).as(name).isEqualTo(rows(name));
        }
    }
}
