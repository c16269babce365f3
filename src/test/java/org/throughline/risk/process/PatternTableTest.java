package org.throughline.risk.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionTableImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.throughline.calendar.DueUnit;
import org.throughline.calendar.Limit;
import org.throughline.meeting.ChildState;
import org.throughline.meeting.Mode;
import org.throughline.meeting.OpenPlan;
import org.throughline.risk.PatternFacts;
import org.throughline.risk.PatternRow;
import org.throughline.testing.EveryRow;

/** The table of the patterns, row by row. */
class PatternTableTest {

    @RegisterExtension
    static final EveryRow ROWS = new EveryRow();

    private static final DmnEngine ENGINE = ROWS.engine();
    private static final DmnDecision TABLE = ROWS.of(table("", ""));

    private static DmnDecision table(String from, String to) {
        try (InputStream model = PatternTableTest.class.getResourceAsStream("/bpmn/" + PatternTable.TABLE + ".dmn")) {
            String text = new String(model.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).contains(from);
            return ENGINE.parseDecision(PatternTable.TABLE, new ByteArrayInputStream(text.replace(from, to).getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theTableHasTheRowsThatTheseTestsKnow() {
        assertThat(((DmnDecisionTableImpl) TABLE.getDecisionLogic()).getRules()).hasSize(25);
    }

    /** Facts of which nothing raises anything, but for what a test says. */
    private static Map<String, Object> facts(String child, String speaking) {
        Map<String, Object> facts = new HashMap<>(PatternTable.inputs(new PatternFacts(LocalDate.EPOCH, ChildState.valueOf(child), OpenPlan.NONE, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                false, false, Set.of(), Set.of(), 0, false, 0, 0)));
        for (String word : speaking == null ? new String[0] : speaking.split(" ")) {
            String[] pair = word.split("=");
            assertThat(facts).containsKey(pair[0]);
            facts.put(pair[0], pair.length == 1 ? (Object) true : pair[1].matches("\\d+") ? (Object) Integer.valueOf(pair[1]) : pair[1]);
        }
        return facts;
    }

    private static List<PatternRow> raised(DmnDecision table, Map<String, Object> facts) {
        return ENGINE.evaluateDecisionTable(table, facts).getResultList().stream().map(PatternTable::row).toList();
    }

    /** Each line: the child, what speaks for it, what is raised. Each row alone, and just not. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "UNBORN,-,-", "INFANT,-,-", "CHILD,-,-",
        "UNBORN,selfHarm=1,P1", "INFANT,selfHarm=1,P1", "CHILD,selfHarm=1,-", "CHILD,selfHarm=2,P1",
        "CHILD,leftBeforeSeen=1,P2",
        "CHILD,domesticIncidents=1,-", "CHILD,domesticIncidents=2,P3", "UNBORN,domesticIncidents=1,P3", "INFANT,domesticIncidents=1,P3",
        "INFANT,moves=1,-", "INFANT,moves=2,P4", "UNBORN,moves=2,-", "UNBORN,moves=3,P4", "CHILD,moves=2,-", "CHILD,moves=3,P4",
        "CHILD,missed=2 missedInARow=1,-", "CHILD,missedInARow=2 missed=2,P5", "CHILD,missed=3 missedInARow=1,P5",
        "CHILD,cancelled=2,-", "CHILD,cancelled=3,P6", "CHILD,drugServiceRefused=1,P7",
        "CHILD,agenciesActive=3 daysWithoutMeeting=42,-", "CHILD,agenciesActive=2 daysWithoutMeeting=99,-", "CHILD,agenciesActive=3 daysWithoutMeeting=43,P8",
        "CHILD,openingsBefore=1,-", "CHILD,openingsBefore=2,P9", "CHILD,earlierProtection=1,P10", "CHILD,workerChanges=1,-", "CHILD,workerChanges=2,P11",
        "CHILD,keyEntries=4 selfReportShare=100,-", "CHILD,keyEntries=5 selfReportShare=50,-", "CHILD,keyEntries=5 selfReportShare=51,P12",
        "CHILD,plan=CP reviewsWithoutChange=1,-", "CHILD,plan=CP reviewsWithoutChange=2,P13",
        "CHILD,parentalFactors=1,-", "CHILD,parentalFactors=2,P14", "CHILD,parentalFactors=3,P14", "INFANT,misuse,P15", "UNBORN,misuse,-", "CHILD,misuse,-", "CHILD,plan=CP visitOverdue,P16",
        "CHILD,seriousRows=1,-", "CHILD,seriousRows=2,P17", "CHILD,plan=PLAN seriousRows=2,P17", "CHILD,plan=CP seriousRows=3,-",
        "CHILD,injuries=1,-", "CHILD,injuries=2,P18", "CHILD,sameMechanism,P18", "CHILD,careChanges=1,-", "CHILD,careChanges=2,P19", "CHILD,growthAgencies=1,-", "CHILD,growthAgencies=2,P20"})
    void eachPatternIsRaisedFromItsThresholdOnAndNotBefore(String child, String speaking, String rules) {
        assertThat(String.join(" ", raised(TABLE, facts(child, speaking)).stream().map(PatternRow::ruleId).collect(Collectors.toCollection(TreeSet::new)))).isEqualTo(rules == null ? "" : rules);
    }

    /** Who answers by when, what raises it again, and what counts for P17. */
    @Test
    void everyRowSaysWhoAnswersByWhenAndWhatRaisesItAgain() {
        Map<String, PatternRow> rows = new TreeMap<>();
        for (String child : List.of("UNBORN", "INFANT", "CHILD")) {
            raised(TABLE, facts(child, "selfHarm=9 leftBeforeSeen=9 domesticIncidents=9 moves=9 missed=9 missedInARow=9 cancelled=9 drugServiceRefused=9 agenciesActive=9 daysWithoutMeeting=99 openingsBefore=9"
                    + " earlierProtection=9 workerChanges=9 keyEntries=9 selfReportShare=99 reviewsWithoutChange=9 parentalFactors=3 misuse visitOverdue seriousRows=9 injuries=9 sameMechanism careChanges=9"
                    + " growthAgencies=9")).forEach(row -> rows.put(row.ruleId(), row));
        }
        assertThat(rows).hasSize(20);
        assertThat(rows.values()).allMatch(row -> row.mode() == Mode.ENFORCE);
        assertThat(rows.values()).filteredOn(row -> !row.within().equals(new Limit(5, DueUnit.WORKING_DAYS))).singleElement()
                .satisfies(row -> assertThat(row.ruleId() + " " + row.within().amount() + " " + row.within().unit()).isEqualTo("P17 1 WORKING_DAYS"));
        assertThat(rows.values().stream().filter(PatternRow::toManager).map(PatternRow::ruleId)).containsExactly("P11", "P17", "P18", "P19");
        assertThat(rows.values().stream().filter(PatternRow::serious).map(PatternRow::ruleId)).as("P17 counts these, and M6").containsExactly("P1", "P10", "P14", "P2", "P3", "P5", "P7");
        assertThat(rows.values().stream().filter(row -> row.counts().isEmpty()).map(PatternRow::ruleId)).containsExactly("P16", "P8");
        assertThat(rows.values()).as("what never counts").allSatisfy(row -> assertThat(row.counts()).doesNotContain("COMPLAINT", "REFUSED"));
        assertThat(rows.get("P7").counts()).containsExactly("REFUSED@DRUG_ALCOHOL");
        assertThat(rows.values()).as("never a level").allSatisfy(row -> assertThat((row.asks() + row.because()).toLowerCase()).doesNotContain("high risk", "low risk", "score", "risk level"));
    }

    private static List<String> faults(String from, String to) {
        DmnDecision changed = table(from, to);
        return new WholePatternTable().faults(given -> ENGINE.evaluateDecisionTable(changed, given).getResultList());
    }

    @Test
    void aTableThatLostARuleOrCountsWhatIsNoEntryIsNamedByItsFault() {
        assertThat(faults("", "")).isEmpty();
        assertThat(faults("<text>\"P13\"</text>", "<text>\"P99\"</text>")).hasSize(2).anySatisfy(fault -> assertThat(fault).contains("P13", "OBSERVE")).anySatisfy(fault -> assertThat(fault).contains("P99"));
        assertThat(faults("REFUSED@DRUG_ALCOHOL\"", "REFUSED@NOBODY\"")).isNotEmpty().allSatisfy(fault -> assertThat(fault).contains("REFUSED@NOBODY"));
        assertThat(faults("<text>\"ENFORCE\"</text>", "<text>\"LOUDLY\"</text>")).isNotEmpty();
        assertThat(faults("<text>\"MANAGER\"</text>", "<text>\"SOMEBODY\"</text>")).isNotEmpty();
        assertThat(faults("<text>\"WORKING_DAYS\"</text>", "<text>\"MOONS\"</text>")).isNotEmpty();
    }
}
