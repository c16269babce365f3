package org.throughline.workflow.model;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a model may be written with. Everything that is not named here is refused: so are scripts, classes, connectors, external tasks,
 * listeners, mappings, form fields, and whatever a later engine adds.
 */
final class ModelLanguage {

    static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
    static final String CAMUNDA_DMN = "http://camunda.org/schema/1.0/dmn";
    static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    /** How a picture is drawn, and what a modeller notes for itself: the engine reads none of it but positions. */
    static final Set<String> DRAWING = Set.of("http://www.omg.org/spec/BPMN/20100524/DI", "http://www.omg.org/spec/DD/20100524/DC", "http://www.omg.org/spec/DD/20100524/DI",
            "http://camunda.org/schema/modeler/1.0", "http://bpmn.io/schema/bpmn/biocolor/1.0", "http://www.omg.org/spec/BPMN/non-normative/color/1.0",
            "https://www.omg.org/spec/DMN/20191111/DMNDI/", "http://www.omg.org/spec/DMN/20180521/DC/", "http://www.omg.org/spec/DMN/20180521/DI/", "http://bpmn.io/schema/dmn/biodi/2.0");

    static final Set<String> DMN = Set.of("https://www.omg.org/spec/DMN/20191111/MODEL/", "http://www.omg.org/spec/DMN/20180521/MODEL/", "http://www.omg.org/spec/DMN/20151101/dmn.xsd");

    static final Set<String> BPMN_ELEMENTS = Set.of("definitions", "process", "documentation", "extensionElements", "startEvent", "endEvent", "userTask", "serviceTask", "businessRuleTask",
            "exclusiveGateway", "parallelGateway", "sequenceFlow", "conditionExpression", "boundaryEvent", "intermediateCatchEvent", "intermediateThrowEvent", "timerEventDefinition", "timeDate",
            "timeDuration", "messageEventDefinition", "message", "terminateEventDefinition", "subProcess", "incoming", "outgoing", "collaboration", "participant", "laneSet", "lane", "flowNodeRef",
            "textAnnotation", "text", "association", "group", "category", "categoryValue");

    static final Set<String> BPMN_ATTRIBUTES = Set.of("id", "name", "sourceRef", "targetRef", "default", "attachedToRef", "cancelActivity", "messageRef", "isExecutable", "targetNamespace", "exporter",
            "exporterVersion", "triggeredByEvent", "isInterrupting", "processRef", "gatewayDirection", "textFormat", "associationDirection", "processType", "isClosed", "categoryValueRef", "value");

    /** Attributes of the engine's own namespace, and on which elements. */
    static final Map<String, Set<String>> CAMUNDA_ATTRIBUTES = Map.ofEntries(
            Map.entry("historyTimeToLive", Set.of("process", "decision")), Map.entry("versionTag", Set.of("process", "decision")), Map.entry("isStartableInTasklist", Set.of("process")),
            Map.entry("formKey", Set.of("userTask", "startEvent")), Map.entry("dueDate", Set.of("userTask")),
            Map.entry("delegateExpression", Set.of("serviceTask")), Map.entry("expression", Set.of("serviceTask")),
            Map.entry("decisionRef", Set.of("businessRuleTask")), Map.entry("decisionRefBinding", Set.of("businessRuleTask")), Map.entry("mapDecisionResult", Set.of("businessRuleTask")),
            Map.entry("resultVariable", Set.of("businessRuleTask")),
            Map.entry("asyncBefore", Set.of("serviceTask", "businessRuleTask", "startEvent", "endEvent", "intermediateThrowEvent", "intermediateCatchEvent", "boundaryEvent")),
            Map.entry("asyncAfter", Set.of("serviceTask", "businessRuleTask")), Map.entry("exclusive", Set.of("serviceTask", "businessRuleTask")),
            Map.entry("inputVariable", Set.of("input")));

    static final Set<String> DMN_ELEMENTS = Set.of("definitions", "decision", "decisionTable", "input", "inputExpression", "inputValues", "output", "outputValues", "defaultOutputEntry", "rule", "inputEntry",
            "outputEntry", "text", "description", "annotation", "annotationEntry", "informationRequirement", "requiredDecision", "requiredInput", "inputData", "variable", "extensionElements");

    static final Set<String> DMN_ATTRIBUTES = Set.of("id", "name", "namespace", "label", "typeRef", "hitPolicy", "aggregation", "href", "exporter", "exporterVersion", "expressionLanguage",
            "preferredOrientation", "outputLabel");

    /** A condition on one routing fact: {@code ${accepted}}, {@code ${!accepted}}, {@code ${outcome == 'AGREED'}}. */
    private static final Pattern CONDITION = Pattern.compile("\\$\\{\\s*(?:!\\s*|not\\s+)?([a-z][A-Za-z0-9]*)(?:\\s*[!=]=\\s*(?:'[A-Za-z0-9_ -]*'|true|false))?\\s*}");
    private static final Set<String> NOT_FACTS = Set.of("execution", "task", "caseExecution", "externalTask", "authenticatedUserId", "currentUser", "now");

    private ModelLanguage() {}

    static boolean holdsExpression(String text) {
        return text.contains("${") || text.contains("#{");
    }

    static boolean isCondition(String text) {
        var matcher = CONDITION.matcher(text);
        return matcher.matches() && !NOT_FACTS.contains(matcher.group(1));
    }

    /** A moment or a length of time written out, such as {@code P2D} or {@code 2026-09-07T16:30:00Z}. */
    static boolean isWrittenTime(String text) {
        return text.matches("P(?:\\d+[YMWD])*(?:T(?:\\d+[HMS])+)?|\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z?");
    }
}
