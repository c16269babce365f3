package org.throughline.meeting.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
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
import org.throughline.meeting.ChildState;
import org.throughline.meeting.MeetingKind;
import org.throughline.meeting.MeetingStep;
import org.throughline.meeting.MeetingTerms.Present;
import org.throughline.organisation.AgencyKind;
import org.throughline.testing.EveryRow;
import org.throughline.workflow.GuardedTable;

/** The tables of convening and holding, row by row. */
class HoldingTablesTest {

    @RegisterExtension
    static final EveryRow ROWS = new EveryRow();

    private static final DmnEngine ENGINE = ROWS.engine();

    private static DmnDecision table(String name, String from, String to) {
        String text = text(name);
        assertThat(text).contains(from);
        return ENGINE.parseDecision(name, new ByteArrayInputStream(text.replace(from, to).getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(String name) {
        try (InputStream model = HoldingTablesTest.class.getResourceAsStream("/bpmn/" + name + ".dmn")) {
            return new String(model.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final DmnDecision STEP = ROWS.of(table(HoldingTables.STEP, "", ""));
    private static final DmnDecision INVITEES = ROWS.of(table(HoldingTables.INVITEES, "", ""));
    private static final DmnDecision QUORUM = ROWS.of(table(HoldingTables.QUORUM, "", ""));

    private static int rows(DmnDecision table) {
        return ((DmnDecisionTableImpl) table.getDecisionLogic()).getRules().size();
    }

    @Test
    void theTablesHaveTheRowsThatTheseTestsKnowAndEachSaysItsSourceAndStatus() {
        assertThat(List.of(rows(STEP), rows(INVITEES), rows(QUORUM))).containsExactly(10, 86, 17);
        for (String name : List.of(HoldingTables.STEP, HoldingTables.INVITEES, HoldingTables.QUORUM)) {
            long said = Arrays.stream(text(name).split("<rule ")).skip(1)
                    .filter(rule -> rule.matches("(?s).*<description>[A-Z]+\\d+[a-z]? \\| source: .+ \\| status: (national|local|proposal)</description>.*")).count();
            assertThat(said).as(name).isEqualTo(rows(table(name, "", "")));
        }
    }

    @ParameterizedTest
    @CsvSource({"CONVENE,PLANNING,MS1 2 from the step", "DECIDE_NOT_CONVENING,MOVE,MS2 1 from the step", "CONFIRM_HELD,STRATEGY,MS3 2 from the step", "PREPARE,CONFERENCE,D16a -3 from the meeting",
        "PREPARE,DISCHARGE,MS4 -1 from the meeting", "HOLD,CORE_GROUP,D17 1 from the meeting", "DECIDE_INQUORATE,PRE_BIRTH,MS5 1 from the step", "WRITE_MINUTES,CONFERENCE,D18 20 from the meeting",
        "WRITE_MINUTES,MOVE,MS6 5 from the meeting", "CONFIRM_MINUTES,CONFERENCE,D19 10 from the step"})
    void everyStepHasItsLimitInWorkingDays(MeetingStep step, MeetingKind kind, String limit) {
        var row = HoldingTables.limit(ENGINE.evaluateDecisionTable(STEP, HoldingTables.step(step, kind)).getSingleResult().getEntryMap());
        assertThat(row.ruleId() + " " + row.amount() + " from the " + (row.fromMeeting() ? "meeting" : "step")).isEqualTo(limit);
        assertThat(row.unit()).hasToString("WORKING_DAYS");
    }

    /** Offices of one question; a trailing ? is one to consider, a trailing r one of whom a report is asked. */
    private static String asked(MeetingKind kind, ChildState child, EnumSet<AgencyKind> involved) {
        return ENGINE.evaluateDecisionTable(INVITEES, HoldingTables.invitees(kind, child, involved)).getResultList().stream().map(HoldingTables::demand)
                .map(one -> one.ruleId() + ":" + one.office() + (one.must() ? "" : "?") + (one.report() ? "r" : "")).collect(Collectors.toCollection(TreeSet::new)).stream().collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "STRATEGY,UNBORN,IN1:CHILDRENS_SOCIAL_CARE IN1:MIDWIFERY IN1:POLICE", "STRATEGY,INFANT,IN1:CHILDRENS_SOCIAL_CARE IN1:HEALTH_VISITING IN1:POLICE", "STRATEGY,CHILD,IN1:CHILDRENS_SOCIAL_CARE IN1:GP IN1:POLICE",
        "PRE_BIRTH,UNBORN,IN2:CHILDRENS_SOCIAL_CARE IN2:MIDWIFERY IN2:POLICE",
        "CONFERENCE,UNBORN,IN4:CHILDRENS_SOCIAL_CAREr IN4:FIRST_LINE_MANAGERr IN4:GPr IN4:MIDWIFERYr IN4:PARENTS IN4:POLICEr",
        "CONFERENCE,INFANT,IN4:CHILDRENS_SOCIAL_CAREr IN4:FIRST_LINE_MANAGERr IN4:GPr IN4:HEALTH_VISITINGr IN4:PARENTS IN4:POLICEr",
        "CONFERENCE,CHILD,IN4:CHILD? IN4:CHILDRENS_SOCIAL_CAREr IN4:EDUCATIONr IN4:FIRST_LINE_MANAGERr IN4:GPr IN4:PARENTS IN4:POLICEr",
        "CORE_GROUP,INFANT,IN6:CHILDRENS_SOCIAL_CARE IN6:PARENTS", "CORE_GROUP,CHILD,IN6:CHILD? IN6:CHILDRENS_SOCIAL_CARE IN6:PARENTS",
        "DISCHARGE,INFANT,IN8:CHILDRENS_SOCIAL_CARE IN8:HEALTH_VISITING IN8:HOSPITAL IN8:MIDWIFERY IN8:PARENTS",
        "MOVE,INFANT,IN9:CHILDRENS_SOCIAL_CARE IN9:GP IN9:HEALTH_VISITING IN9:HOUSING_SUPPORT IN9:PARENTS", "PLANNING,CHILD,M7:CHILDRENS_SOCIAL_CARE M7:PARENTS"})
    void whoIsAskedWhoeverWorksWithTheFamily(MeetingKind kind, ChildState child, String offices) {
        assertThat(asked(kind, child, EnumSet.noneOf(AgencyKind.class))).isEqualTo(offices);
    }

    /** Each agency that works with the family, alone: what it adds to whom the meeting asks anyway. */
    @ParameterizedTest
    @CsvSource({
        "STRATEGY,IN1,GP? MIDWIFERY? HEALTH_VISITING? EDUCATION? HOSPITAL? MENTAL_HEALTH?", "PRE_BIRTH,IN2,HEALTH_VISITING? GP? DRUG_ALCOHOL? MENTAL_HEALTH? LEARNING_DISABILITY? DOMESTIC_ABUSE?",
        "CONFERENCE,IN5,MENTAL_HEALTH?r DRUG_ALCOHOL?r DOMESTIC_ABUSE?r LEARNING_DISABILITY?r PROBATION?r HOUSING_SUPPORT?r HOSPITAL?r OTHER?r",
        "CORE_GROUP,IN6,POLICE? MIDWIFERY HEALTH_VISITING GP HOSPITAL MENTAL_HEALTH DRUG_ALCOHOL HOUSING_SUPPORT EDUCATION PROBATION DOMESTIC_ABUSE LEARNING_DISABILITY OTHER?",
        "DISCHARGE,IN8,DRUG_ALCOHOL? MENTAL_HEALTH? GP? HOUSING_SUPPORT? POLICE?", "MOVE,IN9,DRUG_ALCOHOL? POLICE?",
        "PLANNING,M7,POLICE MIDWIFERY HEALTH_VISITING GP HOSPITAL MENTAL_HEALTH DRUG_ALCOHOL HOUSING_SUPPORT EDUCATION PROBATION DOMESTIC_ABUSE LEARNING_DISABILITY PHARMACY OTHER?"})
    void whoeverWorksWithTheFamilyIsAskedToo(MeetingKind kind, String rule, String adds) {
        List<String> expected = List.of(adds.split(" "));
        for (AgencyKind agency : AgencyKind.values()) {
            TreeSet<String> more = new TreeSet<>(List.of(asked(kind, ChildState.UNBORN, EnumSet.of(agency)).split(" ")));
            more.removeAll(List.of(asked(kind, ChildState.UNBORN, EnumSet.noneOf(AgencyKind.class)).split(" ")));
            assertThat(more).as(kind + " and " + agency).isEqualTo(expected.stream().filter(one -> one.replaceAll("[?r]+$", "").equals(agency.name()) || one.equals(agency.name()))
                    .map(one -> rule + ":" + one).collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    /** kind, social care, police, health, midwifery, health visiting, others, of these with contact: rule, quorate or who is needed. */
    @ParameterizedTest
    @CsvSource({
        "CONFERENCE,true,false,true,false,true,2,2,Q1 quorate", "CONFERENCE,true,true,true,false,true,3,1,Q4 chair may go on", "CONFERENCE,false,true,true,true,true,5,5,Q3 missing",
        "STRATEGY,true,true,true,false,false,2,0,Q6 quorate", "PRE_BIRTH,false,true,true,true,true,4,4,Q6 missing", "STRATEGY,true,false,true,true,true,3,3,Q6 missing", "PRE_BIRTH,true,true,false,false,false,2,2,Q6 missing",
        "CORE_GROUP,true,false,false,false,false,2,0,Q7 quorate", "CORE_GROUP,true,true,false,false,false,1,1,Q7 missing", "CORE_GROUP,false,true,true,true,true,4,4,Q7 missing",
        "MOVE,true,false,false,false,true,2,1,Q7 quorate", "PLANNING,true,false,true,false,true,1,1,Q7 missing", "MOVE,false,true,true,false,true,3,3,Q7 missing",
        "DISCHARGE,true,false,true,true,true,2,2,Q9 quorate", "DISCHARGE,false,true,true,true,true,3,3,Q9 missing", "DISCHARGE,true,true,true,false,true,2,2,Q9 missing", "DISCHARGE,true,true,true,true,false,2,2,Q9 missing"})
    void whoMustBeThere(MeetingKind kind, boolean care, boolean police, boolean health, boolean midwifery, boolean visiting, int others, int known, String judged) {
        var quorum = HoldingTables.quorum(ENGINE.evaluateDecisionTable(QUORUM, HoldingTables.present(kind, new Present(care, police, health, midwifery, visiting, others, known))).getSingleResult().getEntryMap());
        assertThat(quorum.ruleId() + (quorum.quorate() ? " quorate" : quorum.chairMayGoOn() ? " chair may go on" : " missing")).isEqualTo(judged);
    }

    private static List<String> faults(GuardedTable needs, String name, String from, String to) {
        DmnDecision changed = table(name, from, to);
        return needs.faults((Map<String, Object> given) -> ENGINE.evaluateDecisionTable(changed, given).getResultList());
    }

    @Test
    void aTableThatLostARowOrSaysWhatNobodyCanKeepIsNamedByItsFault() {
        assertThat(faults(new StepTable(), HoldingTables.STEP, "", "")).isEmpty();
        assertThat(faults(new StepTable(), HoldingTables.STEP, "\"HOLD\"", "\"HOLDING\"")).hasSize(MeetingKind.values().length).allSatisfy(fault -> assertThat(fault).contains("no row", "HOLD"));
        assertThat(faults(new StepTable(), HoldingTables.STEP, "\"WORKING_DAYS\"", "\"MOONS\"")).isNotEmpty();
        assertThat(faults(new InviteesTable(), HoldingTables.INVITEES, "", "")).isEmpty();
        assertThat(faults(new InviteesTable(), HoldingTables.INVITEES, "<text>\"MIDWIFERY\"</text>", "<text>\"STORK\"</text>")).anySatisfy(fault -> assertThat(fault).contains("STORK"));
        assertThat(faults(new InviteesTable(), HoldingTables.INVITEES, "<text>\"MUST\"</text>", "<text>\"CONSIDER\"</text>")).anySatisfy(fault -> assertThat(fault).contains("without two agencies"));
        assertThat(faults(new QuorumTable(), HoldingTables.QUORUM, "", "")).isEmpty();
        assertThat(faults(new QuorumTable(), HoldingTables.QUORUM, "<text>false</text>", "<text>true</text>")).isNotEmpty();
        assertThat(faults(new QuorumTable(), HoldingTables.QUORUM, "\"DISCHARGE\"", "\"DEPARTURE\"")).anySatisfy(fault -> assertThat(fault).contains("discharge planning meeting", "no row"));
    }
}
