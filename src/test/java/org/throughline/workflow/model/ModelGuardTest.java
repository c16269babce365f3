package org.throughline.workflow.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

class ModelGuardTest {

    private static final String ERRAND = read("bpmn/test-errand.bpmn");
    private static final String DECISION = """
            <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:camunda="http://camunda.org/schema/1.0/dmn" id="d" name="d" namespace="n">
              <decision id="test-decision" name="Which" camunda:historyTimeToLive="P30D"><decisionTable id="t">
                <input id="i" label="x"><inputExpression id="ie" typeRef="string"><text>x</text></inputExpression></input>
                <output id="o" name="y" typeRef="string"/>
                <rule id="r"><inputEntry id="e"><text>"a","b"</text></inputEntry><outputEntry id="oe"><text>"c"</text></outputEntry></rule>
              </decisionTable></decision></definitions>""";

    private final ModelGuard guard = new ModelGuard(new Safeguards(new PathMatchingResourcePatternResolver()), () -> Set.of("${errand}", "${errand.dueAt()}"), List.of(), null);

    @Test
    void theModelsAsTheyAreAreTaken() {
        assertThat(check("test-errand.bpmn", ERRAND)).isEmpty();
        assertThat(check("test-decision.dmn", DECISION)).isEmpty();
    }

    @Test
    void aHandoverWithoutReadingOrSignOffIsNotTaken() {
        String handover = read("bpmn/case-handover.bpmn");
        ModelGuard guard = new ModelGuard(new Safeguards(new PathMatchingResourcePatternResolver()), () -> expressionsIn(handover), List.of(), null);
        Map<String, byte[]> asItIs = Map.of("case-handover.bpmn", bytes(handover), "handover-readiness.dmn", bytes(read("bpmn/handover-readiness.dmn")),
                "handover-deadline.dmn", bytes(read("bpmn/handover-deadline.dmn")));
        assertThat(guard.findings(asItIs, key -> false)).isEmpty();
        for (String step : List.of("Task_ReadHistory", "Task_SignOff")) {
            String without = handover.replace("id=\"" + step + "\"", "id=\"Task_Nothing\"").replace("Ref=\"" + step + "\"", "Ref=\"Task_Nothing\"");
            assertThat(guard.findings(Map.of("case-handover.bpmn", bytes(without)), key -> true).get("case-handover.bpmn"))
                    .anySatisfy(finding -> assertThat(finding.sentence()).contains("The step \"" + step + "\" is missing"));
        }
        String around = handover.replace("sourceRef=\"Task_ReadHistory\" targetRef=\"Task_WriteAccount\"", "sourceRef=\"Task_ReadHistory\" targetRef=\"Task_TellFamily\"");
        assertThat(guard.findings(Map.of("case-handover.bpmn", bytes(around)), key -> true).get("case-handover.bpmn"))
                .anySatisfy(finding -> assertThat(finding.sentence()).contains("goes round \"Task_SignOff\""));
    }

    /** Whoever could end the process early would leave a handover open that waits nowhere. */
    @ParameterizedTest
    @MethodSource
    void noEndOfAHandoverIsReachedRoundWhatItNeeds(String what, String from, String to, String expected) {
        String handover = read("bpmn/case-handover.bpmn");
        ModelGuard guard = new ModelGuard(new Safeguards(new PathMatchingResourcePatternResolver()), () -> expressionsIn(handover), List.of(), null);
        assertThat(guard.findings(Map.of("case-handover.bpmn", bytes(changed(handover, from, to))), key -> true).get("case-handover.bpmn")).as(what)
                .anySatisfy(finding -> assertThat(finding.sentence()).contains(expected));
    }

    static List<Arguments> noEndOfAHandoverIsReachedRoundWhatItNeeds() {
        String first = "sourceRef=\"Task_PrepareSummary\" targetRef=\"Task_DecideAcceptance\"";
        String asked = "sourceRef=\"StartEvent_HandoverRequested\" targetRef=\"Gateway_SomeoneHandsOver\"";
        String escalated = "sourceRef=\"Task_Escalate\" targetRef=\"EndEvent_NextLevelTold\"";
        String nothing = "sourceRef=\"Gateway_SomeoneHandsOver\" targetRef=\"Task_PlanReading\"";
        return List.of(
                Arguments.of("declined at once", asked, asked.replace("Gateway_SomeoneHandsOver", "EndEvent_HandoverDeclined"), "goes round \"Task_DecideAcceptance\""),
                Arguments.of("declined without anybody deciding", nothing, nothing.replace("Task_PlanReading", "EndEvent_HandoverDeclined"), "goes round \"Task_DecideAcceptance\""),
                Arguments.of("nobody can decline", "sourceRef=\"Gateway_Accepted\" targetRef=\"EndEvent_HandoverDeclined\"", "sourceRef=\"Gateway_Accepted\" targetRef=\"Task_PrepareSummary\"", "No path leads to \"EndEvent_HandoverDeclined\""),
                Arguments.of("withdrawn by a path", first, first.replace("Task_DecideAcceptance", "EndEvent_HandoverWithdrawn"), "goes round \"StartEvent_HandoverWithdrawn\""),
                Arguments.of("withdrawn by another message", "messageRef=\"Message_HandoverWithdrawn\"", "messageRef=\"Message_Other\"", "sends nothing that starts this"),
                Arguments.of("withdrawn by a message of another name", "<bpmn:message id=\"Message_HandoverWithdrawn\" name=\"Message_HandoverWithdrawn\" />",
                        "<bpmn:message id=\"Message_HandoverWithdrawn\" name=\"Message_Other\" />", "sends nothing that starts this"),
                Arguments.of("withdrawn while the step goes on", "<bpmn:startEvent id=\"StartEvent_HandoverWithdrawn\"", "<bpmn:startEvent id=\"StartEvent_HandoverWithdrawn\" isInterrupting=\"false\"",
                        "make it interrupting"),
                Arguments.of("an end of one's own", first, first.replace("Task_DecideAcceptance", "EndEvent_NextLevelTold"), "does not know the end \"EndEvent_NextLevelTold\""),
                Arguments.of("nothing follows", first, first.replace("sourceRef=\"Task_PrepareSummary\"", "sourceRef=\"Gateway_Accepted\""), "Nothing follows here"),
                Arguments.of("told although nothing is late", first, first.replace("Task_DecideAcceptance", "Task_Escalate"), "without anything being late"),
                Arguments.of("late, and a step further", escalated, escalated.replace("EndEvent_NextLevelTold", "Task_WriteAccount"), "stays where it is"),
                Arguments.of("late, and everything ends", "<bpmn:endEvent id=\"EndEvent_NextLevelTold\" name=\"Next level told\">", "<bpmn:endEvent id=\"EndEvent_NextLevelTold\" name=\"Next level told\"><bpmn:terminateEventDefinition id=\"T\" />", "plain end event"),
                Arguments.of("started by a message", "<bpmn:startEvent id=\"StartEvent_HandoverRequested\" name=\"Handover requested\" camunda:formKey=\"embedded:/forms/handover-request.html\">", "<bpmn:startEvent id=\"StartEvent_HandoverRequested\" name=\"Handover requested\" camunda:formKey=\"embedded:/forms/handover-request.html\"><bpmn:messageEventDefinition id=\"M\" messageRef=\"Message_HandoverWithdrawn\" />", "plain start event"));
    }

    /** Where being late is the way itself, a change could let somebody wait for ever. */
    @ParameterizedTest
    @MethodSource
    void noLadderStopsBeforeTheObligationEnds(String what, String from, String to, String expected) {
        String ladder = read("bpmn/obligation-ladder.bpmn");
        ModelGuard guard = new ModelGuard(new Safeguards(new PathMatchingResourcePatternResolver()), () -> Set.of("${tellNextLevel}", "${ladderDeadline.next(execution)}"), List.of(), null);
        assertThat(guard.findings(Map.of("obligation-ladder.bpmn", bytes(ladder)), key -> true)).isEmpty();
        assertThat(guard.findings(Map.of("obligation-ladder.bpmn", bytes(changed(ladder, from, to))), key -> true).get("obligation-ladder.bpmn")).as(what)
                .anySatisfy(finding -> assertThat(finding.sentence()).contains(expected));
    }

    static List<Arguments> noLadderStopsBeforeTheObligationEnds() {
        String due = "sourceRef=\"TimerEvent_NextLevelIsDue\" targetRef=\"Task_TellNextLevel\"";
        String late = "sourceRef=\"StartEvent_ObligationLate\" targetRef=\"Task_TellNextLevel\"";
        return List.of(
                Arguments.of("the clock leads nowhere", due, due.replace("Task_TellNextLevel", "EndEvent_LevelAnswered"), "only tells the next level"),
                Arguments.of("the clock never fires", "<bpmn:timerEventDefinition id=\"Timer_NextLevelIsDue\">\n        <bpmn:timeDate xsi:type=\"bpmn:tFormalExpression\">${ladderDeadline.next(execution)}",
                        "<bpmn:timerEventDefinition id=\"Timer_NextLevelIsDue\">\n        <bpmn:timeDate xsi:type=\"bpmn:tFormalExpression\">2999-01-01T00:00:00Z", "Nobody would carry this on"),
                Arguments.of("nobody is told", late, late.replace("Task_TellNextLevel", "Task_SeeToIt"), "goes round \"Task_TellNextLevel\""),
                Arguments.of("nobody is asked", late, late.replace("Task_TellNextLevel", "EndEvent_LevelAnswered"), "goes round \"Task_SeeToIt\""),
                Arguments.of("a level is taken away", "name=\"Next level due\" cancelActivity=\"false\"", "name=\"Next level due\" cancelActivity=\"true\"", "take the step away"));
    }

    /** The expressions with beans that the packaged model uses; that the beans offer them is seen when it is deployed. */
    private static Set<String> expressionsIn(String model) {
        return java.util.regex.Pattern.compile("\\$\\{[a-z][A-Za-z]*(?:Handover|\\.[a-z][A-Za-z]*\\(execution\\))}").matcher(model).results()
                .map(java.util.regex.MatchResult::group).collect(java.util.stream.Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource
    void aHarmlessChangeIsTaken(String what, String from, String to) {
        assertThat(check("test-errand.bpmn", changed(ERRAND, from, to))).as(what).isEmpty();
    }

    static List<Arguments> aHarmlessChangeIsTaken() {
        return List.of(
                Arguments.of("a name", "Take the first step", "Take the very first step"),
                Arguments.of("a description", "The smallest guarded process, for tests.", "Changed by the team."),
                Arguments.of("a new version tag", "camunda:versionTag=\"1\"", "camunda:versionTag=\"2\""),
                Arguments.of("a condition on a fact", "${agreed}", "${agreed == true}"),
                Arguments.of("a modeller's note", "id=\"Definitions_TestErrand\"",
                        "id=\"Definitions_TestErrand\" xmlns:modeler=\"http://camunda.org/schema/modeler/1.0\" modeler:executionPlatform=\"Camunda Platform\" exporter=\"Camunda Modeler\""));
    }

    @ParameterizedTest
    @MethodSource
    void anAttackIsNamedAndNotTaken(String what, String from, String to, String expected) {
        assertThat(check("test-errand.bpmn", changed(ERRAND, from, to))).as(what).anySatisfy(finding -> assertThat(finding.sentence()).contains(expected));
    }

    static List<Arguments> anAttackIsNamedAndNotTaken() {
        String delegate = "camunda:delegateExpression=\"${errand}\"";
        String taskBody = "embedded:/forms/errand-first-step.html\">";
        return List.of(
                Arguments.of("class", delegate, "camunda:class=\"java.lang.Runtime\"", "camunda:class"),
                Arguments.of("expression through execution", delegate, "camunda:expression=\"${execution.processEngineServices.repositoryService}\"", "not an expression of the application"),
                Arguments.of("expression with reflection", delegate, "camunda:delegateExpression=\"${''.getClass().forName('java.lang.Runtime')}\"", "not an expression"),
                Arguments.of("deferred expression", delegate, "camunda:delegateExpression=\"#{errand}\"", "not an expression"),
                Arguments.of("any Spring bean", delegate, "camunda:delegateExpression=\"${dataSource}\"", "not an expression"),
                Arguments.of("external task", delegate, "camunda:type=\"external\" camunda:topic=\"t\"", "camunda:type"),
                Arguments.of("the old namespace", delegate, "xmlns:a=\"http://activiti.org/bpmn\" a:class=\"java.lang.Runtime\"", "a:class"),
                Arguments.of("script task", "<bpmn:endEvent id=\"EndEvent_NextLevelTold\"", "<bpmn:scriptTask id=\"S\" scriptFormat=\"groovy\"><bpmn:script>x</bpmn:script></bpmn:scriptTask><bpmn:endEvent id=\"EndEvent_NextLevelTold\"", "scriptTask"),
                Arguments.of("connector", "camunda:delegateExpression=\"${errand}\">", "camunda:delegateExpression=\"${errand}\"><bpmn:extensionElements><camunda:connector><camunda:connectorId>http-connector</camunda:connectorId></camunda:connector></bpmn:extensionElements>", "camunda:connector"),
                Arguments.of("task listener", taskBody, taskBody + "<bpmn:extensionElements><camunda:taskListener event=\"create\" expression=\"${1+1}\"/></bpmn:extensionElements>", "camunda:taskListener"),
                Arguments.of("execution listener", taskBody, taskBody + "<bpmn:extensionElements><camunda:executionListener event=\"end\" class=\"x.Y\"/></bpmn:extensionElements>", "camunda:executionListener"),
                Arguments.of("input mapping", taskBody, taskBody + "<bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter name=\"x\">${1+1}</camunda:inputParameter></camunda:inputOutput></bpmn:extensionElements>", "camunda:inputOutput"),
                Arguments.of("form field", taskBody, taskBody + "<bpmn:extensionElements><camunda:formData><camunda:formField id=\"x\" type=\"string\" defaultValue=\"${1+1}\"/></camunda:formData></bpmn:extensionElements>", "camunda:formData"),
                Arguments.of("retry expression", taskBody, taskBody + "<bpmn:extensionElements><camunda:failedJobRetryTimeCycle>${1+1}</camunda:failedJobRetryTimeCycle></bpmn:extensionElements>", "failedJobRetryTimeCycle"),
                Arguments.of("condition with a method", "${agreed}", "${execution.setVariable('agreed', true)}", "condition"),
                Arguments.of("condition on the execution", "${agreed}", "${execution}", "condition"),
                Arguments.of("condition always true", "${agreed}", "${true or agreed}", "condition"),
                Arguments.of("condition in a script", "<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">", "<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\" language=\"javascript\">", "language"),
                Arguments.of("name as an expression", "name=\"Take the first step\"", "name=\"${execution.id}\"", "not an expression"),
                Arguments.of("description as an expression", "The smallest guarded process, for tests.", "${1+1}", "not an expression"),
                Arguments.of("assignee", "id=\"Task_FirstStep\" name=", "id=\"Task_FirstStep\" camunda:assignee=\"eve\" name=", "camunda:assignee"),
                Arguments.of("timer with another expression", "${errand.dueAt()}", "${now().plusYears(9)}", "not an expression"),
                Arguments.of("renamed process", "<bpmn:process id=\"test-errand\"", "<bpmn:process id=\"mine\"", "does not know the process"),
                Arguments.of("a step dropped", "id=\"Task_SecondStep\"", "id=\"Task_Another\"", "\"Task_SecondStep\" is missing"),
                Arguments.of("a step of one's own", "id=\"Task_SecondStep\"", "id=\"Task_Another\"", "does not know the step \"Task_Another\""),
                Arguments.of("a path round a step", "sourceRef=\"Task_FirstStep\" targetRef=\"Task_SecondStep\"", "sourceRef=\"Task_FirstStep\" targetRef=\"Gateway_Agreed\"", "goes round \"Task_SecondStep\""),
                Arguments.of("an end cut off", "sourceRef=\"Gateway_Agreed\" targetRef=\"EndEvent_ErrandDone\"", "sourceRef=\"Gateway_Agreed\" targetRef=\"Task_SecondStep\"", "No path leads"),
                Arguments.of("timer that interrupts", "name=\"First step late\" cancelActivity=\"false\"", "name=\"First step late\" cancelActivity=\"true\"", "Nobody would hear"),
                Arguments.of("a date that never comes", "${errand.dueAt()}", "2999-01-01T00:00:00Z", "fires when the step is due"),
                Arguments.of("timer that leads elsewhere", "sourceRef=\"Timer_FirstLate\" targetRef=\"Task_Escalate\"", "sourceRef=\"Timer_FirstLate\" targetRef=\"EndEvent_NextLevelTold\"", "Nobody would hear"),
                Arguments.of("no escalation", "id=\"Task_Escalate\" name=\"Escalate\" camunda:delegateExpression=\"${errand}\"", "id=\"Task_Escalate\" name=\"Escalate\"", "tells the next level"),
                Arguments.of("no time-to-live", " camunda:historyTimeToLive=\"P30D\"", "", "time-to-live"),
                Arguments.of("unknown form", "embedded:/forms/errand-first-step.html", "embedded:/forms/nothing.html", "no form"),
                Arguments.of("form from elsewhere", "embedded:/forms/errand-first-step.html", "https://evil.example/form.html", "no form"),
                Arguments.of("no form", " camunda:formKey=\"embedded:/forms/errand-first-step.html\"", "", "has no form"),
                Arguments.of("no diagram", "bpmnElement=\"Task_SecondStep\"", "bpmnElement=\"nothing\"", "does not show Task_SecondStep"),
                Arguments.of("not executable", "isExecutable=\"true\"", "isExecutable=\"false\"", "not marked as executable"),
                Arguments.of("a file from outside", "<bpmn:definitions", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><bpmn:definitions", "cannot be read"));
    }

    @ParameterizedTest
    @MethodSource
    void aDecisionWithMoreThanFeelIsNotTaken(String what, String from, String to) {
        assertThat(check("test-decision.dmn", changed(DECISION, from, to))).as(what).isNotEmpty();
    }

    static List<Arguments> aDecisionWithMoreThanFeelIsNotTaken() {
        return List.of(
                Arguments.of("JUEL language", "<inputExpression id=\"ie\"", "<inputExpression expressionLanguage=\"juel\" id=\"ie\""),
                Arguments.of("script language", "<inputEntry id=\"e\"", "<inputEntry expressionLanguage=\"groovy\" id=\"e\""),
                Arguments.of("language for the whole file", "id=\"d\" name", "expressionLanguage=\"javascript\" id=\"d\" name"),
                Arguments.of("JUEL text", "\"c\"", "${execution}"),
                Arguments.of("external Java function", "\"c\"", "function(x) external { java: { class: \"java.lang.Math\", method signature: \"abs(int)\" } }"),
                Arguments.of("literal expression", "<decisionTable id=\"t\">", "<literalExpression id=\"l\"><text>1</text></literalExpression><decisionTable id=\"t\">"),
                Arguments.of("no time-to-live", " camunda:historyTimeToLive=\"P30D\"", ""));
    }

    @Test
    void everyFindingIsThereAtOnceInEveryFile() {
        String bad = changed(changed(ERRAND, "camunda:delegateExpression=\"${errand}\"", "camunda:class=\"x.Y\""), "embedded:/forms/errand-first-step.html", "embedded:/forms/nothing.html");
        Map<String, List<Finding>> found = guard.findings(Map.of("test-errand.bpmn", bytes(bad), "test-decision.dmn", bytes("<x"), "form.html", bytes("<b/>")), key -> false);
        assertThat(found).containsOnlyKeys("test-errand.bpmn", "test-decision.dmn", "form.html");
        assertThat(found.get("test-errand.bpmn")).hasSizeGreaterThanOrEqualTo(3).extracting(Finding::elementId).contains("Task_Escalate", "Task_FirstStep");
    }

    @Test
    void aRuleTaskNeedsItsDecision() {
        String with = changed(ERRAND, "<bpmn:serviceTask id=\"Task_Escalate\"", "<bpmn:businessRuleTask id=\"Task_Decide\" camunda:decisionRef=\"test-decision\" /><bpmn:serviceTask id=\"Task_Escalate\"");
        assertThat(check("test-errand.bpmn", with)).anySatisfy(f -> assertThat(f.sentence()).contains("no decision"));
        assertThat(guard.findings(Map.of("test-errand.bpmn", bytes(with), "d.dmn", bytes(DECISION)), key -> false).get("test-errand.bpmn")).noneSatisfy(f -> assertThat(f.sentence()).contains("no decision"));
    }

    private List<Finding> check(String name, String model) {
        return guard.findings(Map.of(name, bytes(model)), key -> false).getOrDefault(name, List.of());
    }

    private static String changed(String model, String from, String to) {
        assertThat(model).contains(from);
        return model.replace(from, to);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String read(String path) {
        try {
            return new ClassPathResource(path).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
