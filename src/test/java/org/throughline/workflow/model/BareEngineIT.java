package org.throughline.workflow.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.throughline.standalone.Login;
import org.throughline.testing.TestDatabase;
import org.throughline.testing.ThroughlineTest;
import org.throughline.workflow.Errand;

/**
 * Each attack on an engine as it comes from its makers, where it succeeds, and on ours, where it does not: a program runs wherever a model or
 * a query can carry an expression. That the attack is real is seen here; that ours refuses it is then worth something.
 *
 * <p>What this engine cannot show alone is shown elsewhere: the set-up endpoint answers anybody on the bare webapps ({@code DoorsWebTest}); a
 * connector runs where its plugin is on the path, and ours has none ({@code ModelGuardTest}).
 */
@ThroughlineTest
class BareEngineIT {

    private static final String EL = "${''.getClass().forName('org.throughline.workflow.model.Proof').newInstance()}";
    private static final String HEAD = """
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="t">%s
            <bpmn:process id="p" isExecutable="true" camunda:historyTimeToLive="P1D"><bpmn:startEvent id="s"/><bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="x"/>%s<bpmn:endEvent id="e"/></bpmn:process></bpmn:definitions>""";

    private static ProcessEngine bare;

    @Autowired private ProcessEngine ours;
    @Autowired private ModelGuard guard;
    @Autowired private Errand errand;

    @BeforeAll
    static void anEngineAsItComes() {
        Login login = TestDatabase.get().another("bare").ownerLogin();
        StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
        configuration.setProcessEngineName("bare");
        configuration.setJdbcUrl(login.url());
        configuration.setJdbcUsername(login.user());
        configuration.setJdbcPassword(login.password());
        configuration.setJdbcDriver("org.postgresql.Driver");
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setEnableCmdExceptionLogging(false);
        bare = configuration.buildProcessEngine();
    }

    @AfterAll
    static void stop() {
        bare.close();
    }

    @Test
    void everyPlaceOfAModelThatCanCarryAnExpressionRunsAProgramThereAndIsRefusedHere() {
        List<String> harmlessThere = new ArrayList<>();
        List<String> takenHere = new ArrayList<>();
        Map<String, String> models = models();
        models.forEach((place, model) -> {
            String file = model.contains("/DMN/") ? "p.dmn" : "p.bpmn";
            if (!runsAProgram(file, model)) {
                harmlessThere.add(place);
            }
            byte[] bytes = model.getBytes(StandardCharsets.UTF_8);
            try {
                if (new LanguageCheck(Set.of()).findings(Xml.root(bytes)).isEmpty() || guard.findings(Map.of(file, bytes), key -> true).isEmpty()) {
                    takenHere.add(place);
                }
            } catch (org.xml.sax.SAXException e) {
                takenHere.add(place + ": not read, so nothing was tried");
            }
        });
        System.out.println("Places that run a program on a bare engine: " + (models.size() - harmlessThere.size()) + " of " + models.size());
        assertThat(harmlessThere).as("an attack that is none proves nothing").isEmpty();
        assertThat(takenHere).isEmpty();
    }

    /** Deploys, starts, does every task and every job; whatever fails on the way. */
    private static boolean runsAProgram(String file, String model) {
        int before = Proof.MADE.get();
        try {
            bare.getRepositoryService().createDeployment().addString(file, model).deploy();
            if (file.endsWith(".dmn")) {
                bare.getDecisionService().evaluateDecisionTableByKey("p", Map.of("a", "b"));
            } else {
                bare.getRuntimeService().startProcessInstanceByKey("p", "key");
                for (Task task : bare.getTaskService().createTaskQuery().list()) {
                    quietly(() -> bare.getFormService().getTaskFormData(task.getId()));
                    quietly(() -> bare.getFormService().submitTaskForm(task.getId(), Map.of("field", "x")));
                }
                for (Job job : bare.getManagementService().createJobQuery().list()) {
                    quietly(() -> bare.getManagementService().executeJob(job.getId()));
                }
            }
        } catch (RuntimeException failedAfterwards) {
            // what was made was made
        } finally {
            bare.getRepositoryService().createDeploymentQuery().list().forEach(one -> bare.getRepositoryService().deleteDeployment(one.getId(), true, true, true));
        }
        return Proof.MADE.get() > before;
    }

    private static void quietly(Runnable act) {
        try {
            act.run();
        } catch (RuntimeException failedAfterwards) {
            // what was made was made
        }
    }

    private static String step(String type, String attributes, String inside) {
        return HEAD.formatted("", "<bpmn:" + type + " id=\"x\" " + attributes + ">" + inside + "</bpmn:" + type + "><bpmn:sequenceFlow id=\"f2\" sourceRef=\"x\" targetRef=\"e\"/>");
    }

    private static String extended(String inside) {
        return step("userTask", "", "<bpmn:extensionElements>" + inside + "</bpmn:extensionElements>");
    }

    private static String timer(String kind) {
        return step("intermediateCatchEvent", "", "<bpmn:timerEventDefinition><bpmn:" + kind + " xsi:type=\"bpmn:tFormalExpression\">" + EL + "</bpmn:" + kind + "></bpmn:timerEventDefinition>");
    }

    private static String several(String attributes, String inside) {
        return step("userTask", "", "<bpmn:multiInstanceLoopCharacteristics " + attributes + ">" + inside + "</bpmn:multiInstanceLoopCharacteristics>");
    }

    private static String decision(String input, String output) {
        return """
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:camunda="http://camunda.org/schema/1.0/dmn" id="d" name="d" namespace="n"><decision id="p" name="p" camunda:historyTimeToLive="P1D"><decisionTable id="t">
                <input id="i"><inputExpression id="ie" typeRef="string" expressionLanguage="juel"><text>%s</text></inputExpression></input><output id="o" name="y" typeRef="string"/>
                <rule id="r"><inputEntry id="en"><text></text></inputEntry><outputEntry id="oe" expressionLanguage="juel"><text>%s</text></outputEntry></rule></decisionTable></decision></definitions>""".formatted(input, output);
    }

    private static Map<String, String> models() {
        Map<String, String> models = new TreeMap<>();
        models.put("service task, expression", step("serviceTask", "camunda:expression=\"" + EL + "\"", ""));
        models.put("service task, delegate expression", step("serviceTask", "camunda:delegateExpression=\"" + EL + "\"", ""));
        models.put("service task, class", step("serviceTask", "camunda:class=\"org.throughline.workflow.model.Proof\"", ""));
        models.put("script task", step("scriptTask", "scriptFormat=\"juel\"", "<bpmn:script>" + EL + "</bpmn:script>"));
        models.put("task listener", extended("<camunda:taskListener event=\"create\" expression=\"" + EL + "\"/>"));
        models.put("task listener, delegate", extended("<camunda:taskListener event=\"complete\" delegateExpression=\"" + EL + "\"/>"));
        models.put("execution listener", extended("<camunda:executionListener event=\"start\" expression=\"" + EL + "\"/>"));
        models.put("input mapping", extended("<camunda:inputOutput><camunda:inputParameter name=\"a\">" + EL + "</camunda:inputParameter></camunda:inputOutput>"));
        models.put("output mapping", extended("<camunda:inputOutput><camunda:outputParameter name=\"a\">" + EL + "</camunda:outputParameter></camunda:inputOutput>"));
        models.put("mapping in a list", extended("<camunda:inputOutput><camunda:inputParameter name=\"a\"><camunda:list><camunda:value>" + EL + "</camunda:value></camunda:list></camunda:inputParameter></camunda:inputOutput>"));
        models.put("form field, default", extended("<camunda:formData><camunda:formField id=\"field\" type=\"string\" defaultValue=\"" + EL + "\"/></camunda:formData>"));
        models.put("form field, label", extended("<camunda:formData><camunda:formField id=\"field\" type=\"string\" label=\"" + EL + "\"/></camunda:formData>"));
        models.put("form field, validation", extended("<camunda:formData><camunda:formField id=\"field\" type=\"string\"><camunda:validation><camunda:constraint name=\"validator\" config=\"" + EL + "\"/></camunda:validation></camunda:formField></camunda:formData>"));
        models.put("condition", HEAD.formatted("", "<bpmn:exclusiveGateway id=\"x\" default=\"f3\"/><bpmn:sequenceFlow id=\"f2\" sourceRef=\"x\" targetRef=\"e\"><bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">" + EL
                + "</bpmn:conditionExpression></bpmn:sequenceFlow><bpmn:sequenceFlow id=\"f3\" sourceRef=\"x\" targetRef=\"e\"/>"));
        models.put("conditional event", step("intermediateCatchEvent", "", "<bpmn:conditionalEventDefinition><bpmn:condition xsi:type=\"bpmn:tFormalExpression\">" + EL + "</bpmn:condition></bpmn:conditionalEventDefinition>"));
        for (String kind : List.of("timeDate", "timeDuration", "timeCycle")) {
            models.put("timer, " + kind, timer(kind));
        }
        models.put("message name", HEAD.formatted("<bpmn:message id=\"m\" name=\"" + EL + "\"/>", "<bpmn:intermediateCatchEvent id=\"x\"><bpmn:messageEventDefinition messageRef=\"m\"/></bpmn:intermediateCatchEvent><bpmn:sequenceFlow id=\"f2\" sourceRef=\"x\" targetRef=\"e\"/>"));
        models.put("signal name", HEAD.formatted("<bpmn:signal id=\"m\" name=\"" + EL + "\"/>", "<bpmn:intermediateThrowEvent id=\"x\"><bpmn:signalEventDefinition signalRef=\"m\"/></bpmn:intermediateThrowEvent><bpmn:sequenceFlow id=\"f2\" sourceRef=\"x\" targetRef=\"e\"/>"));
        for (String attribute : List.of("assignee", "candidateUsers", "candidateGroups", "dueDate", "followUpDate", "priority", "formKey")) {
            models.put("user task, " + attribute, step("userTask", "camunda:" + attribute + "=\"" + EL + "\"", ""));
        }
        models.put("name of a step", step("userTask", "name=\"" + EL + "\"", ""));
        models.put("description of a step", step("userTask", "", "<bpmn:documentation>" + EL + "</bpmn:documentation>"));
        models.put("called element", step("callActivity", "calledElement=\"" + EL + "\"", ""));
        models.put("called element, version", step("callActivity", "calledElement=\"p\" camunda:calledElementBinding=\"version\" camunda:calledElementVersion=\"" + EL + "\"", ""));
        models.put("business key of a call", step("callActivity", "calledElement=\"p\"", "<bpmn:extensionElements><camunda:in businessKey=\"" + EL + "\"/></bpmn:extensionElements>"));
        models.put("variable of a call", step("callActivity", "calledElement=\"p\"", "<bpmn:extensionElements><camunda:in sourceExpression=\"" + EL + "\" target=\"a\"/></bpmn:extensionElements>"));
        models.put("external task, topic", step("serviceTask", "camunda:type=\"external\" camunda:topic=\"" + EL + "\"", ""));
        models.put("external task, priority", step("serviceTask", "camunda:type=\"external\" camunda:topic=\"t\" camunda:taskPriority=\"" + EL + "\"", ""));
        models.put("job priority", step("userTask", "camunda:asyncBefore=\"true\" camunda:jobPriority=\"" + EL + "\"", ""));
        models.put("retry cycle", step("serviceTask", "camunda:asyncBefore=\"true\" camunda:expression=\"${nothing.there()}\"", "<bpmn:extensionElements><camunda:failedJobRetryTimeCycle>" + EL + "</camunda:failedJobRetryTimeCycle></bpmn:extensionElements>"));
        models.put("how many", several("", "<bpmn:loopCardinality>" + EL + "</bpmn:loopCardinality>"));
        models.put("of what", several("camunda:collection=\"" + EL + "\" camunda:elementVariable=\"v\"", ""));
        models.put("until when", several("", "<bpmn:loopCardinality>2</bpmn:loopCardinality><bpmn:completionCondition xsi:type=\"bpmn:tFormalExpression\">" + EL + "</bpmn:completionCondition>"));
        models.put("which decision", step("businessRuleTask", "camunda:decisionRef=\"" + EL + "\"", ""));
        models.put("decision, input", decision(EL, "1"));
        models.put("decision, output", decision("a", EL));
        return models;
    }

    /** CVE-2026-109432: an expression in a query is refused there, and not inside an or-query; a filter that is stored runs it anyway. */
    @Test
    void anOrQueryAndAStoredFilterRunAProgramThereAndNothingHere() {
        assertThatThrownBy(() -> bare.getTaskService().createTaskQuery().taskAssigneeExpression(EL).list()).hasMessageContaining("xpression");
        int before = Proof.MADE.get();
        quietly(() -> bare.getTaskService().createTaskQuery().or().taskAssigneeExpression(EL).taskOwner("o").endOr().list());
        assertThat(Proof.MADE.get()).as("or-query, bare").isGreaterThan(before);
        int filtered = Proof.MADE.get();
        Filter filter = bare.getFilterService().saveFilter(bare.getFilterService().newTaskFilter("f").setQuery(bare.getTaskService().createTaskQuery().taskAssigneeExpression(EL)));
        quietly(() -> bare.getFilterService().list(filter.getId()));
        assertThat(Proof.MADE.get()).as("stored filter, bare").isGreaterThan(filtered);

        int here = Proof.MADE.get();
        assertThatThrownBy(() -> ours.getTaskService().createTaskQuery().or().taskAssigneeExpression(EL).taskOwner("o").endOr().list()).isInstanceOf(RuntimeException.class);
        Filter stored = ours.getFilterService().saveFilter(ours.getFilterService().newTaskFilter("attack").setQuery(ours.getTaskService().createTaskQuery().taskAssigneeExpression(EL)));
        try {
            assertThatThrownBy(() -> ours.getFilterService().list(stored.getId())).isInstanceOf(RuntimeException.class);
        } finally {
            ours.getFilterService().deleteFilter(stored.getId());
        }
        assertThat(Proof.MADE.get()).as("here").isEqualTo(here);
    }

    /** A failure that somebody claims ends a step without its listener: why the doors keep bpmnError shut and the built-in DELETE listener vetoes it. */
    @Test
    void aClaimedErrorGoesRoundTheListenerOfAStepThere() {
        String model = HEAD.formatted("<bpmn:error id=\"er\" errorCode=\"any\"/>", "<bpmn:userTask id=\"x\"><bpmn:extensionElements><camunda:taskListener event=\"complete\" expression=\"" + EL + "\"/></bpmn:extensionElements></bpmn:userTask>"
                + "<bpmn:sequenceFlow id=\"f2\" sourceRef=\"x\" targetRef=\"e\"/><bpmn:boundaryEvent id=\"b\" attachedToRef=\"x\"><bpmn:errorEventDefinition errorRef=\"er\"/></bpmn:boundaryEvent>");
        String deployment = bare.getRepositoryService().createDeployment().addString("p.bpmn", model).deploy().getId();
        try {
            bare.getRuntimeService().startProcessInstanceByKey("p");
            int before = Proof.MADE.get();
            bare.getTaskService().handleBpmnError(bare.getTaskService().createTaskQuery().singleResult().getId(), "any");
            assertThat(bare.getTaskService().createTaskQuery().count()).as("the step is over").isZero();
            assertThat(Proof.MADE.get()).as("and its gate was never asked").isEqualTo(before);
        } finally {
            bare.getRepositoryService().deleteDeployment(deployment, true, true, true);
        }
    }

    /** A step that must not be left without its gate: a listener at COMPLETE refuses while nobody has signed. */
    private static final String GATED = """
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t">%s
            <bpmn:process id="p" isExecutable="true" camunda:historyTimeToLive="P1D"><bpmn:startEvent id="s"/><bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="x"/>
            <bpmn:userTask id="x"><bpmn:extensionElements><camunda:taskListener event="complete" expression="${signed == 'yes' ? 1 : nobody.hasSigned()}"/></bpmn:extensionElements></bpmn:userTask>
            <bpmn:sequenceFlow id="f2" sourceRef="x" targetRef="after"/><bpmn:userTask id="after"/>%s</bpmn:process></bpmn:definitions>""";
    private static final String BOUNDARY = "<bpmn:boundaryEvent id=\"b\" attachedToRef=\"x\"><bpmn:%s/></bpmn:boundaryEvent><bpmn:sequenceFlow id=\"f3\" sourceRef=\"b\" targetRef=\"after\"/>";

    @ParameterizedTest
    @EnumSource
    void aWayRoundAGateGetsPastItThereAndNotHere(WayRound way) {
        String deployment = bare.getRepositoryService().createDeployment().addString("p.bpmn", GATED.formatted(way.declared, way.inTheModel)).deploy().getId();
        try {
            String instance = bare.getRuntimeService().startProcessInstanceByKey("p").getId();
            String gated = bare.getTaskService().createTaskQuery().singleResult().getId();
            assertThatThrownBy(() -> bare.getTaskService().complete(gated)).as("by the way that is meant the gate is shut").isInstanceOf(RuntimeException.class);
            way.attempt.on(bare, instance, gated);
            assertThat(bare.getTaskService().createTaskQuery().list()).extracting(Task::getTaskDefinitionKey).as("%s, bare", way).isEqualTo(way.next == null ? List.of() : List.of(way.next));
        } finally {
            bare.getRepositoryService().deleteDeployment(deployment, true, true, true);
        }
        String key = errand.begin("bareworker", "bareadmin");
        String instance = ours.getRuntimeService().createProcessInstanceQuery().processInstanceBusinessKey(key).singleResult().getId();
        String waiting = ours.getTaskService().createTaskQuery().processInstanceId(instance).singleResult().getId();
        quietly(() -> way.attempt.on(ours, instance, waiting));
        assertThat(ours.getTaskService().createTaskQuery().processInstanceId(instance).list()).extracting(Task::getId).as("%s, here: the step waits", way).containsExactly(waiting);
    }

    private interface Attempt {
        void on(ProcessEngine engine, String instance, String task);
    }

    /** What the REST of an engine offers to whoever may call it: there, and the same on ours, from Java and past every door. */
    private enum WayRound {
        MESSAGE("<bpmn:message id=\"m\" name=\"errand-withdrawn\"/>", BOUNDARY.formatted("messageEventDefinition messageRef=\"m\""), "after", (engine, instance, task) ->
                engine.getRuntimeService().createMessageCorrelation("errand-withdrawn").processInstanceId(instance).correlate()),
        SIGNAL("<bpmn:signal id=\"m\" name=\"all\"/>", BOUNDARY.formatted("signalEventDefinition signalRef=\"m\""), "after", (engine, instance, task) ->
                engine.getRuntimeService().signalEventReceived("all")),
        ESCALATION("<bpmn:escalation id=\"m\" escalationCode=\"any\"/>", BOUNDARY.formatted("escalationEventDefinition escalationRef=\"m\""), "after", (engine, instance, task) ->
                engine.getTaskService().handleEscalation(task, "any")),
        MODIFICATION("", "", "after", (engine, instance, task) -> {
            String[] steps = engine.getRuntimeService().getActiveActivityIds(instance).contains("x") ? new String[] {"x", "after"} : new String[] {"Task_FirstStep", "Task_SecondStep"};
            engine.getRuntimeService().createProcessInstanceModification(instance).cancelAllForActivity(steps[0]).startBeforeActivity(steps[1]).execute();
        }),
        VARIABLE("", "", "after", (engine, instance, task) -> {
            engine.getRuntimeService().setVariable(instance, "signed", "yes");
            engine.getTaskService().complete(task);
        }),
        DELETION("", "", null, (engine, instance, task) -> engine.getRuntimeService().deleteProcessInstance(instance, "tired of it", true));

        private final String declared;
        private final String inTheModel;
        private final String next;
        private final Attempt attempt;

        WayRound(String declared, String inTheModel, String next, Attempt attempt) {
            this.declared = declared;
            this.inTheModel = inTheModel;
            this.next = next;
            this.attempt = attempt;
        }
    }
}
