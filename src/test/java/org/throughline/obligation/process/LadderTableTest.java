package org.throughline.obligation.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionTableImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.throughline.obligation.LevelHolder;
import org.throughline.testing.EveryRow;

/** The ladder's table, row by row (X7, X8). */
class LadderTableTest {

    @RegisterExtension
    static final EveryRow ROWS = new EveryRow();

    private static final DmnEngine ENGINE = ROWS.engine();
    private static final String TABLE = read();
    private static final DmnDecision AS_IT_IS = ROWS.of(table(TABLE));

    private static String read() {
        try {
            return Files.readString(Path.of("bpmn/obligation-ladder.dmn"));
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DmnDecision table(String text) {
        return ENGINE.parseDecision("obligation-ladder", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({
        "ORDINARY,GATED,0,OWNER,0,WORKING_DAYS", "ORDINARY,GATED,1,LINE_SUPERVISOR,1,WORKING_DAYS", "ORDINARY,GATED,2,SERVICE_MANAGER,2,WORKING_DAYS",
        "ORDINARY,GATED,3,HEAD_OF_SERVICE,2,WORKING_DAYS", "ORDINARY,GATED,4,DIRECTOR,5,WORKING_DAYS", "ORDINARY,GATED,5,HIGHEST_TOLD,7,CALENDAR_DAYS",
        "ORDINARY,PARTNER,0,OWNER,0,WORKING_DAYS", "ORDINARY,PARTNER,1,SAFEGUARDING_LEAD,1,WORKING_DAYS", "ORDINARY,PARTNER,2,DESIGNATED_PROFESSIONAL,2,WORKING_DAYS",
        "ORDINARY,PARTNER,3,PARTNERSHIP_REPRESENTATIVE,2,WORKING_DAYS", "ORDINARY,PARTNER,4,DIRECTOR,5,WORKING_DAYS", "ORDINARY,PARTNER,6,HIGHEST_TOLD,7,CALENDAR_DAYS",
        "URGENT,GATED,0,OWNER,0,HOURS", "URGENT,GATED,1,TEAM_OR_DUTY_MANAGER,0,HOURS", "URGENT,GATED,2,SERVICE_OR_OUT_OF_HOURS_MANAGER,4,HOURS",
        "URGENT,GATED,3,HEAD_OF_SERVICE,20,HOURS", "URGENT,GATED,4,DIRECTOR,24,HOURS", "URGENT,GATED,5,HIGHEST_TOLD,168,HOURS",
        "URGENT,PARTNER,0,OWNER,0,HOURS", "URGENT,PARTNER,1,SAFEGUARDING_LEAD,0,HOURS", "URGENT,PARTNER,2,DESIGNATED_PROFESSIONAL,4,HOURS",
        "URGENT,PARTNER,3,PARTNERSHIP_REPRESENTATIVE,20,HOURS", "URGENT,PARTNER,4,DIRECTOR,24,HOURS", "URGENT,PARTNER,99,HIGHEST_TOLD,168,HOURS"})
    void everyLevelSaysWhoIsToldAndHowLongAfterTheLevelBelow(String kind, String owes, int level, String holder, int amount, String unit) {
        assertThat(ENGINE.evaluateDecisionTable(AS_IT_IS, LadderTables.inputs(kind.equals("URGENT"), owes.equals("PARTNER"), level)).getSingleResult().getEntryMap())
                .isEqualTo(Map.of("ruleId", kind.equals("URGENT") ? "X8" : "X7", "holder", holder, "amount", amount, "unit", unit));
    }

    @Test
    void thereIsOneRowForEachOfThese() {
        assertThat(((DmnDecisionTableImpl) AS_IT_IS.getDecisionLogic()).getRules()).hasSize(24);
    }

    /** The README's table of the ladder says what the table says. */
    @Test
    void theReadmeNamesEveryLevel() throws java.io.IOException {
        StringBuilder table = new StringBuilder("| level | ordinary | after | urgent | after | a partner agency |\n|---|---|---|---|---|---|\n");
        for (int level = 0; level <= 5; level++) {
            Map<String, Object> ordinary = row(false, false, level);
            Map<String, Object> urgent = row(true, false, level);
            table.append("| ").append(level == 5 ? "above" : level).append(" | ").append(holder(ordinary)).append(" | ").append(after(ordinary)).append(" | ")
                    .append(holder(urgent)).append(" | ").append(after(urgent)).append(" | ").append(holder(row(false, true, level))).append(" |\n");
        }
        String readme = Files.readString(Path.of("README.md"));
        assertThat(readme.substring(readme.indexOf("<!-- ladder -->\n") + 16, readme.indexOf("<!-- /ladder -->"))).isEqualTo(table.toString());
    }

    private static Map<String, Object> row(boolean urgent, boolean partner, int level) {
        return ENGINE.evaluateDecisionTable(AS_IT_IS, LadderTables.inputs(urgent, partner, level)).getSingleResult().getEntryMap();
    }

    private static String holder(Map<String, Object> row) {
        return LevelHolder.valueOf((String) row.get("holder")).inWords();
    }

    private static String after(Map<String, Object> row) {
        int amount = (int) row.get("amount");
        String unit = ((String) row.get("unit")).toLowerCase(java.util.Locale.UK).replace('_', ' ');
        return amount == 0 ? "at once" : amount + " " + (amount == 1 ? unit.substring(0, unit.length() - 1) : unit);
    }

    private static List<String> faults(String from, String to) {
        assertThat(TABLE).contains(from);
        DmnDecision changed = table(TABLE.replace(from, to));
        return new GuardedLadder().faults(given -> ENGINE.evaluateDecisionTable(changed, given).getResultList());
    }

    @Test
    void aTableInWhichSomebodyWouldWaitForEverOrBeToldWithoutEndIsNamed() {
        assertThat(faults("X7", "X7")).isEmpty();
        assertThat(faults("\"HEAD_OF_SERVICE\"", "\"HEAD_OF_EVERYTHING\"")).hasSize(2).allSatisfy(fault -> assertThat(fault).contains("level 3", "one of"));
        assertThat(faults("<text>&gt;= 5</text>", "<text>&gt;= 6</text>")).hasSize(4).allSatisfy(fault -> assertThat(fault).contains("no row", "level 5"));
        assertThat(faults("<text>&gt;= 5</text>", "<text>&gt;= 4</text>")).hasSize(4).allSatisfy(fault -> assertThat(fault).contains("level 4"));
        assertThat(faults("<text>168</text>", "<text>0</text>")).hasSize(2).allSatisfy(fault -> assertThat(fault).contains("told without end"));
        assertThat(faults("\"HIGHEST_TOLD\"", "\"DIRECTOR\"")).hasSize(4).allSatisfy(fault -> assertThat(fault).contains("Nothing says what follows"));
        assertThat(faults("\"OWNER\"", "\"DIRECTOR\"")).hasSize(4).allSatisfy(fault -> assertThat(fault).contains("who owes it hears first"));
        assertThat(faults("<text>20</text>", "<text>-1</text>")).hasSize(2);
    }
}
