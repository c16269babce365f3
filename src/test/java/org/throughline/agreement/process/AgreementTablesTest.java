package org.throughline.agreement.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionTableImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.throughline.agreement.AgreementStep;
import org.throughline.agreement.CheckFacts;
import org.throughline.testing.EveryRow;
import org.throughline.workflow.GuardedTable;

/** The tables of agreements, row by row (A1 to A16). */
class AgreementTablesTest {

    @RegisterExtension
    static final EveryRow ROWS = new EveryRow();

    private static final DmnEngine ENGINE = ROWS.engine();

    private static String text(String name) {
        try (InputStream model = AgreementTablesTest.class.getResourceAsStream("/bpmn/" + name + ".dmn")) {
            return new String(model.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DmnDecision table(String name, String text) {
        return ENGINE.parseDecision(name, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static final DmnDecision CHECK = ROWS.of(table(AgreementTables.CHECK, text(AgreementTables.CHECK)));
    private static final DmnDecision DEADLINE = ROWS.of(table(AgreementTables.DEADLINE, text(AgreementTables.DEADLINE)));

    private static int rows(DmnDecision table) {
        return ((DmnDecisionTableImpl) table.getDecisionLogic()).getRules().size();
    }

    @Test
    void theTablesHaveTheRowsThatTheseTestsKnowAndEachSaysItsSourceAndStatus() {
        assertThat(List.of(rows(CHECK), rows(DEADLINE))).containsExactly(30, 8);
        for (DmnDecision table : List.of(CHECK, DEADLINE)) {
            long said = Arrays.stream(text(table.getKey()).split("<rule ")).skip(1)
                    .filter(rule -> rule.matches("(?s).*<description>[A-Z]+\\d+ \\| source: .+ \\| status: (national|local|proposal)</description>.*")).count();
            assertThat(said).as(table.getKey()).isEqualTo(rows(table));
        }
    }

    private static String asked(CheckFacts facts) {
        return ENGINE.evaluateDecisionTable(CHECK, facts.values()).getResultList().stream().map(AgreementTables::problem)
                .map(one -> one.ruleId() + " " + one.result() + " " + one.key() + " " + one.field()).collect(Collectors.joining("; "));
    }

    static Stream<Arguments> everyRow() {
        return Stream.of(Arguments.of("A1 BLOCK A1 purpose", CheckFacts.agreement(false).with("purpose", false)), Arguments.of("A1 BLOCK A1 risk", CheckFacts.agreement(false).with("riskLinked", false)),
                Arguments.of("A2 BLOCK A2 reviewOn", CheckFacts.agreement(false).with("reviewGiven", false)), Arguments.of("A2 BLOCK A2 reviewOn", CheckFacts.agreement(true).with("reviewAhead", false)),
                Arguments.of("A2 BLOCK A2 reviewOn", CheckFacts.agreement(false).with("daysTooLate", 1)), Arguments.of("A2 BLOCK A2 reviewOn", CheckFacts.agreement(false).with("afterPlanMeeting", true)),
                Arguments.of("A2 BLOCK A2 reviewOn", CheckFacts.agreement(false).with("workingDay", false)), Arguments.of("A3 BLOCK A3 terms", CheckFacts.agreement(false).with("agencyTerms", 0)),
                Arguments.of("A4 BLOCK A4 ifNotKept", CheckFacts.agreement(false).with("consequence", false)), Arguments.of("A4 BLOCK A4 contingency", CheckFacts.agreement(false).with("contingency", false)),
                Arguments.of("A5 BLOCK A5 approval", CheckFacts.agreement(true).with("approved", false)), Arguments.of("", CheckFacts.agreement(false).with("approved", false)),
                Arguments.of("A6 BLOCK A6 terms", CheckFacts.term(false).with("abuse", true).with("bindsVictim", true)), Arguments.of("", CheckFacts.term(false).with("bindsVictim", true)),
                Arguments.of("A7 BLOCK A7 parties", CheckFacts.party(false).with("foreignLanguage", true).with("interpreter", false)),
                Arguments.of("A8 BLOCK A8 parties", CheckFacts.party(false).with("needs", true).with("accessible", false)),
                Arguments.of("A8 BLOCK A8 parties", CheckFacts.party(false).with("needs", true).with("advocateOffered", false)),
                Arguments.of("A8 BLOCK A8 explanation", CheckFacts.party(true).with("needs", true).with("toldBack", false)),
                Arguments.of("", CheckFacts.party(false).with("needs", true).with("toldBack", false)), Arguments.of("A9 BLOCK A9 parties", CheckFacts.party(false).with("capacity", "DOUBTED")),
                Arguments.of("A9 BLOCK A9 explanation", CheckFacts.party(true).with("capacity", "INTOXICATED")), Arguments.of("A9 BLOCK A9 parties", CheckFacts.party(false).with("capacity", "NOT_SAID")),
                Arguments.of("A10 BLOCK A10 terms", CheckFacts.term(false).with("away", true)), Arguments.of("A10 BLOCK A10 purpose", CheckFacts.agreement(false).with("away", true)),
                Arguments.of("A11 WARN A11-supervision answers; A11 WARN A11-strategy answers", CheckFacts.agreement(false).with("sameRisk", 3)), Arguments.of("", CheckFacts.agreement(false).with("sameRisk", 2)),
                Arguments.of("A11 WARN A11-words risk", CheckFacts.agreement(false).with("anotherInWords", true)),
                Arguments.of("A12 WARN A12 otherMeasures", CheckFacts.agreement(false).with("highRisk", true).with("otherMeasures", false)), Arguments.of("", CheckFacts.agreement(false).with("otherMeasures", false)),
                Arguments.of("A13 WARN A13 parties", CheckFacts.agreement(false).with("concernedMissing", true)), Arguments.of("A14 WARN A14 copies", CheckFacts.agreement(false).with("withoutCopy", 2)),
                Arguments.of("A15 TASK A15 safe", CheckFacts.event().with("lapsed", true)), Arguments.of("A16 TASK A16 decision", CheckFacts.event().with("breached", true)),
                Arguments.of("A16 TASK A16 decision; A16 CONSIDER A16-strategy strategy", CheckFacts.event().with("breached", true).with("serious", true)));
    }

    @ParameterizedTest
    @MethodSource("everyRow")
    void everyRowSaysWhatIsMissing(String said, CheckFacts facts) {
        assertThat(asked(facts)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({"DRAFT,AG1 5 false", "APPROVE,AG2 1 false", "EXPLAIN,AG3 3 false", "ANSWER,AG4 3 false", "REVIEW,AG5 -3 true", "RENEW,AG6 0 true", "ANSWER_LAPSE,A15 1 false", "DECIDE_BREACH,A16 1 false"})
    void everyStepHasItsLimit(AgreementStep step, String limit) {
        var row = AgreementTables.limit(ENGINE.evaluateDecisionTable(DEADLINE, AgreementTables.step(step)).getSingleResult().getEntryMap());
        assertThat(row.ruleId() + " " + row.days() + " " + row.fromReviewDate()).isEqualTo(limit);
    }

    @Test
    void aTableThatWouldStopNothingOrEverythingIsRefusedBeforeItIsDeployed() {
        assertThat(faults(new AgreementCheckTable(), text(AgreementTables.CHECK))).isEmpty();
        assertThat(faults(new AgreementCheckTable(), text(AgreementTables.CHECK).replaceAll("(?s)<rule id=\"Rule_A5_1\">.*?</rule>", ""))).singleElement().asString().contains("A5");
        assertThat(faults(new AgreementCheckTable(), text(AgreementTables.CHECK).replace("<text>\"BLOCK\"</text>", "<text>\"WARN\"</text>"))).hasSize(10);
        assertThat(faults(new AgreementCheckTable(), text(AgreementTables.CHECK).replace("&gt;= 3", "&gt;= 1"))).singleElement().asString().contains("A11", "in order");
        assertThat(faults(new AgreementDeadlineTable(), text(AgreementTables.DEADLINE))).isEmpty();
        assertThat(faults(new AgreementDeadlineTable(), text(AgreementTables.DEADLINE).replaceAll("(?s)<rule id=\"Rule_A15_1\">.*?</rule>", ""))).singleElement().asString().contains("ANSWER_LAPSE");
        assertThat(faults(new AgreementDeadlineTable(), text(AgreementTables.DEADLINE).replace("<text>-3</text>", "<text>3</text>"))).singleElement().asString().contains("cannot be due after");
    }

    private static List<String> faults(GuardedTable guard, String text) {
        DmnDecision table = table(guard.decisionKey(), text);
        return guard.faults(given -> ENGINE.evaluateDecisionTable(table, given).getResultList());
    }
}
