package org.throughline.meeting.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionTableImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.throughline.chronology.EventType;
import org.throughline.meeting.ChildState;
import org.throughline.meeting.FamilyFacts;
import org.throughline.meeting.OpenPlan;
import org.throughline.testing.EveryRow;
import org.throughline.workflow.GuardedTable;

/** The two tables of the meetings, row by row. */
class MeetingTablesTest {

    @RegisterExtension
    static final EveryRow ROWS = new EveryRow();

    private static final DmnEngine ENGINE = ROWS.engine();
    private static final DmnDecision REQUIRED = ROWS.of(table(MeetingTables.REQUIRED, "", ""));
    private static final DmnDecision DEADLINE = ROWS.of(table(MeetingTables.DEADLINE, "", ""));

    private static DmnDecision table(String name, String from, String to) {
        try (InputStream model = MeetingTablesTest.class.getResourceAsStream("/bpmn/" + name + ".dmn")) {
            String text = new String(model.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).contains(from);
            return ENGINE.parseDecision(name, new ByteArrayInputStream(text.replace(from, to).getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int rows(DmnDecision table) {
        return ((DmnDecisionTableImpl) table.getDecisionLogic()).getRules().size();
    }

    @Test
    void theTablesHaveTheRowsThatTheseTestsKnow() {
        assertThat(rows(REQUIRED)).isEqualTo(41);
        assertThat(rows(DEADLINE)).isEqualTo(45);
    }

    /** Facts of which nothing speaks for a meeting, but for what a test says. */
    private static Map<String, Object> facts(String event, String child, String speaking) {
        Map<String, Object> facts = new HashMap<>(MeetingTables.facts(new FamilyFacts(EventType.valueOf(event), LocalDate.EPOCH, null, ChildState.valueOf(child),
                false, false, OpenPlan.NONE, false, false, false, 0, false, 0, 0, 0, false, true, false, false, null, true)));
        for (String word : speaking == null ? new String[0] : speaking.split(" ")) {
            String[] pair = word.split("=");
            facts.put(pair[0], pair.length == 1 ? (Object) true : pair[1].matches("\\d+") ? (Object) Integer.valueOf(pair[1]) : "no".equals(pair[1]) ? (Object) false : pair[1]);
        }
        return facts;
    }

    /** Each line: event, child, what speaks for it, what must be called for. Each criterion alone, and right misses. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "CONTACT,UNBORN,earlierChildRemoved,M1", "CONTACT,UNBORN,otherChildOnPlan,M1", "CONTACT,UNBORN,personPosingRisk,M1", "CONTACT,UNBORN,parentalFactors=1,M1",
        "CONTACT,INFANT,earlierChildRemoved parentalFactors=2,-",
        "ASSESSMENT,UNBORN,earlierChildRemoved impact=SERIOUS,M1 M2", "ASSESSMENT,UNBORN,otherChildOnPlan impact=SERIOUS,M1 M2", "ASSESSMENT,UNBORN,personPosingRisk impact=SERIOUS,M1 M2",
        "ASSESSMENT,UNBORN,parentalFactors=1 impact=SERIOUS,M1 M2", "ASSESSMENT,UNBORN,parentalFactors=1 impact=MODERATE,M1", "ASSESSMENT,UNBORN,impact=SERIOUS,-",
        "PREGNANCY_BOOKED,UNBORN,aboutChild referred=no earlierChildRemoved,M1 M3", "PREGNANCY_BOOKED,UNBORN,aboutChild referred=no otherChildOnPlan,M1 M3",
        "PREGNANCY_CONCEALED,UNBORN,aboutChild referred=no personPosingRisk,M1 M3", "PREGNANCY_BOOKED,UNBORN,aboutChild referred=no parentalFactors=1,M1 M3",
        "PREGNANCY_BOOKED,UNBORN,aboutChild parentalFactors=1,M1", "PREGNANCY_BOOKED,UNBORN,aboutChild referred=no,-",
        "BIRTH,INFANT,aboutChild plan=PLAN,M4", "BIRTH,INFANT,aboutChild earlierChildRemoved,M4", "BIRTH,INFANT,aboutChild otherChildOnPlan,M4", "BIRTH,INFANT,aboutChild personPosingRisk,M4",
        "BIRTH,INFANT,aboutChild parentalFactors=1,M4", "BIRTH,INFANT,aboutChild,-", "BIRTH,INFANT,earlierChildRemoved,-",
        "HOSPITAL_ADMISSION,UNBORN,plan=CP,M4", "HOSPITAL_ADMISSION,UNBORN,earlierChildRemoved,M1 M4", "HOSPITAL_ADMISSION,UNBORN,otherChildOnPlan,M1 M4",
        "HOSPITAL_ADMISSION,UNBORN,personPosingRisk,M1 M4", "HOSPITAL_ADMISSION,UNBORN,parentalFactors=2,M1 M4", "HOSPITAL_ADMISSION,INFANT,aboutChild parentalFactors=2,-",
        "NEW_TENANCY,INFANT,aboutCarer parentalFactors=1,M5", "ADDRESS_MOVE,CHILD,aboutCarer plan=PLAN,M5", "HOMELESS,INFANT,aboutChild parentalFactors=1,M5", "CARE_CHANGE,CHILD,aboutChild plan=CP,M5",
        "CARE_CHANGE,INFANT,aboutCarer parentalFactors=1,-", "ADDRESS_MOVE,UNBORN,aboutCarer,-", "NEW_TENANCY,INFANT,aboutCarer,-", "NEW_TENANCY,CHILD,aboutCarer parentalFactors=3,-",
        "CARER_SELF_HARM,CHILD,aboutCarer,M6", "CARER_SELF_HARM,UNKNOWN,aboutCarer,-", "CARER_SELF_HARM,CHILD,aboutChild,-", "CARER_LEFT_BEFORE_SEEN,INFANT,aboutCarer,M6",
        "ARREST,CHILD,aboutCarer violence,M6", "ARREST,CHILD,aboutCarer,-", "INJURY,INFANT,aboutChild,M6", "INTOXICATED_IN_CHARGE,CHILD,aboutCarer,M6", "LEGAL_STEP,CHILD,aboutChild,M6",
        "CONTACT,CHILD,agenciesActive=3 daysWithoutMeeting=43,M7", "CONTACT,CHILD,agenciesActive=3 daysWithoutMeeting=42,-", "CONTACT,CHILD,agenciesActive=2 daysWithoutMeeting=99,-",
        "CONTACT,UNKNOWN,agenciesActive=9 daysWithoutMeeting=99,-",
        "SECTION_47,CHILD,aboutChild byPhone earlierEnquiry,M8", "SECTION_47,CHILD,aboutChild byPhone,-", "SECTION_47,CHILD,aboutChild earlierEnquiry,-",
        "NEGLECT_CONCERN,CHILD,aboutChild neglectEntries=3 agenciesActive=3,M9", "NEGLECT_CONCERN,CHILD,aboutChild neglectEntries=2 agenciesActive=3,-", "NEGLECT_CONCERN,CHILD,aboutChild neglectEntries=3 agenciesActive=2,-",
        "PLAN_START,CHILD,aboutChild plan=CP,M10", "PLAN_START,CHILD,aboutChild plan=PLAN,-", "CONFERENCE,CHILD,aboutChild,M11", "AGREEMENT_BREACHED,INFANT,-,M12", "WORKER_CHANGE,CHILD,aboutChild,M13",
        "RELAPSE,CHILD,aboutCarer threeFactors,M14", "RELAPSE,CHILD,aboutCarer parentalFactors=2,-", "PLAN_END,CHILD,aboutChild plan=CP,M15", "PLAN_END,CHILD,aboutChild plan=PLAN,-"})
    void eachCriterionAloneCallsForItsMeetingAndNothingElse(String event, String child, String speaking, String rules) {
        TreeSet<String> called = ENGINE.evaluateDecisionTable(REQUIRED, facts(event, child, speaking)).getResultList().stream().map(row -> MeetingTables.hit(row).ruleId())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(String.join(" ", called)).isEqualTo(rules == null ? "" : rules);
    }

    @ParameterizedTest
    @CsvSource({"M1,UNBORN,NONE,X1 20 WORKING_DAYS EVENT|PB4 -3 MONTHS EXPECTED", "M2,UNBORN,NONE,D6 15 WORKING_DAYS EVENT|PB5 -42 CALENDAR_DAYS EXPECTED|PB4 -84 CALENDAR_DAYS EXPECTED",
        "M3,UNBORN,NONE,M3 0 WORKING_DAYS EVENT|PB3 -168 CALENDAR_DAYS EXPECTED", "M4,INFANT,NONE,X2 2 WORKING_DAYS EVENT", "M5,INFANT,NONE,X3 5 WORKING_DAYS EVENT", "M5,CHILD,PLAN,X3 5 WORKING_DAYS EVENT",
        "M5,CHILD,NONE,X3 10 WORKING_DAYS EVENT", "M6,UNBORN,NONE,X4 4 HOURS RECORDED|X4 1 WORKING_DAYS EVENT", "M6,CHILD,NONE,X4 0 WORKING_DAYS EVENT|X4 5 WORKING_DAYS EVENT",
        "M7,CHILD,NONE,X5 10 WORKING_DAYS RECORDED", "M8,CHILD,NONE,D4a 1 WORKING_DAYS NAMED", "M9,CHILD,NONE,D4a 1 WORKING_DAYS NAMED", "M10,CHILD,CP,D8 10 WORKING_DAYS EVENT",
        "M11,CHILD,NONE,D10 3 MONTHS EVENT", "M11,CHILD,CP,D11 6 MONTHS EVENT", "M12,CHILD,NONE,A16 1 WORKING_DAYS EVENT", "M13,CHILD,NONE,M13 0 WORKING_DAYS EVENT", "M14,CHILD,NONE,X6 2 WORKING_DAYS EVENT",
        "M15,CHILD,CP,M15 1 WORKING_DAYS RECORDED",
        "EVENT:REFERRAL,CHILD,NONE,D1 1 WORKING_DAYS EVENT|D2 45 WORKING_DAYS EVENT|D3a 10 WORKING_DAYS EVENT|D3b 20 WORKING_DAYS EVENT",
        "EVENT:SECTION_47,CHILD,NONE,D5 1 WORKING_DAYS EVENT|D4c 24 HOURS RECORDED|D6 15 WORKING_DAYS EVENT", "EVENT:MEETING_HELD,CHILD,CP,D9 30 CALENDAR_DAYS EVENT", "EVENT:BIRTH,INFANT,CP,D12 28 CALENDAR_DAYS EVENT|D29 14 CALENDAR_DAYS EVENT",
        "EVENT:BIRTH,INFANT,NONE,D29 14 CALENDAR_DAYS EVENT", "EVENT:PLAN_START,CHILD,CP,D13a 12 MONTHS EVENT|D13b 15 MONTHS EVENT|D13c 21 MONTHS EVENT|D23 28 CALENDAR_DAYS EVENT", "EVENT:VISIT,CHILD,CP,D23 28 CALENDAR_DAYS EVENT", "EVENT:VISIT,CHILD,PLAN,''", "EVENT:PLAN_START,CHILD,PLAN,D22 42 CALENDAR_DAYS EVENT",
        "EVENT:NEW_TENANCY,INFANT,NONE,D15a 0 WORKING_DAYS EVENT|D15b 1 WORKING_DAYS EVENT", "EVENT:HOMELESS,CHILD,CP,D15a 0 WORKING_DAYS EVENT|D15b 1 WORKING_DAYS EVENT",
        "EVENT:ADDRESS_MOVE,CHILD,NONE,D15a 0 WORKING_DAYS EVENT|D15c 5 WORKING_DAYS EVENT", "EVENT:EARLY_HELP,CHILD,NONE,D24 20 WORKING_DAYS EVENT", "EVENT:CONTACT,CHILD,CP,''"})
    void eachCauseHasItsLimits(String cause, String child, String plan, String limits) {
        Map<String, Object> situation = Map.of("cause", cause, "childState", child, "plan", plan, "allocated", true, "aboutChild", true);
        List<String> found = ENGINE.evaluateDecisionTable(DEADLINE, situation).getResultList().stream().map(MeetingTables::duty)
                .map(row -> row.ruleId() + " " + row.amount() + " " + row.unit() + " " + row.from()).collect(Collectors.toCollection(ArrayList::new));
        assertThat(String.join("|", found)).isEqualTo(limits);
    }

    /** Which meeting a duty is: its process begins with it. */
    @ParameterizedTest
    @CsvSource({"M1,UNBORN,NONE,PRE_BIRTH PRE_BIRTH", "M2,UNBORN,NONE,CONFERENCE CONFERENCE -", "M3,UNBORN,NONE,- -", "M4,INFANT,NONE,DISCHARGE", "M5,INFANT,NONE,MOVE", "M5,CHILD,PLAN,MOVE", "M5,CHILD,NONE,MOVE",
        "M6,UNBORN,NONE,- STRATEGY", "M6,CHILD,NONE,- STRATEGY", "M7,CHILD,NONE,PLANNING", "M8,CHILD,NONE,STRATEGY", "M9,CHILD,NONE,STRATEGY", "M10,CHILD,CP,CORE_GROUP", "M11,CHILD,NONE,CONFERENCE", "M11,CHILD,CP,CONFERENCE",
        "M12,CHILD,NONE,-", "M13,CHILD,NONE,-", "M14,CHILD,NONE,-", "M15,CHILD,CP,CONFERENCE", "EVENT:MEETING_HELD,CHILD,CP,CORE_GROUP", "EVENT:BIRTH,INFANT,CP,CONFERENCE -", "EVENT:SECTION_47,CHILD,NONE,- STRATEGY CONFERENCE",
        "EVENT:PLAN_START,CHILD,PLAN,PLANNING", "EVENT:PLAN_START,CHILD,CP,- - - -", "EVENT:VISIT,CHILD,CP,-", "EVENT:REFERRAL,CHILD,NONE,- - - -", "EVENT:HOMELESS,CHILD,CP,- -", "EVENT:EARLY_HELP,CHILD,NONE,-"})
    void eachDutySaysWhichMeetingItIs(String cause, String child, String plan, String meetings) {
        Map<String, Object> situation = Map.of("cause", cause, "childState", child, "plan", plan, "allocated", true, "aboutChild", true);
        assertThat(ENGINE.evaluateDecisionTable(DEADLINE, situation).getResultList().stream().map(MeetingTables::duty).map(row -> row.meeting() == null ? "-" : row.meeting().name())
                .collect(Collectors.joining(" "))).isEqualTo(meetings);
    }

    private static List<String> faults(GuardedTable needs, String name, String from, String to) {
        DmnDecision changed = table(name, from, to);
        return needs.faults(given -> ENGINE.evaluateDecisionTable(changed, given).getResultList());
    }

    @Test
    void aTableThatLostARuleOrSaysWhatNobodyCanKeepIsNamedByItsFault() {
        RequiredTable required = new RequiredTable();
        assertThat(faults(required, MeetingTables.REQUIRED, "", "")).isEmpty();
        assertThat(faults(required, MeetingTables.REQUIRED, "<text>\"M13\"</text>", "<text>\"M99\"</text>")).hasSize(2).anySatisfy(fault -> assertThat(fault).contains("M13", "OBSERVE"))
                .anySatisfy(fault -> assertThat(fault).contains("M99"));
        assertThat(faults(required, MeetingTables.REQUIRED, "<text>\"ENFORCE\"</text>", "<text>\"LOUDLY\"</text>")).isNotEmpty();
        MeetingDeadlineTable deadline = new MeetingDeadlineTable();
        assertThat(faults(deadline, MeetingTables.DEADLINE, "", "")).isEmpty();
        assertThat(faults(deadline, MeetingTables.DEADLINE, "<text>\"M7\"</text>", "<text>\"M77\"</text>")).hasSize(3).allSatisfy(fault -> assertThat(fault).contains("no row for M7"));
        assertThat(faults(deadline, MeetingTables.DEADLINE, "CONTACT@MIDWIFERY", "CONTACT@NOBODY")).singleElement().asString().contains("CONTACT@NOBODY");
        assertThat(faults(deadline, MeetingTables.DEADLINE, "<text>\"DISCHARGE\"</text>", "<text>\"CONFERENCE\"</text>")).isEmpty();
        assertThat(faults(deadline, MeetingTables.DEADLINE, "<text>\"CORE_GROUP\"</text>", "<text>\"STRATEGY\"</text>")).isNotEmpty().allSatisfy(fault -> assertThat(fault).doesNotContain("HOURS"));
        assertThat(faults(deadline, MeetingTables.DEADLINE, "<text>\"MOVE\"</text>", "<text>\"PICNIC\"</text>")).isNotEmpty();
        assertThat(faults(deadline, MeetingTables.DEADLINE, "name=\"meeting\"", "name=\"gathering\"")).anySatisfy(fault -> assertThat(fault).contains("does not say which meeting"));
        assertThat(faults(deadline, MeetingTables.DEADLINE, "<outputEntry id=\"Out_D4a_1_12\"><text>\"STRATEGY\"</text>", "<outputEntry id=\"Out_D4a_1_12\"><text>\"NONE\"</text>"))
                .isNotEmpty().allSatisfy(fault -> assertThat(fault).contains("M8", "waits for a day to be named, and is no meeting"));
        assertThat(faults(deadline, MeetingTables.DEADLINE, "<text>\"HOURS\"</text>", "<text>\"MOONS\"</text>")).isNotEmpty();
    }
}
