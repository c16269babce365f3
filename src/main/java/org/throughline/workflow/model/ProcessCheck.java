package org.throughline.workflow.model;

import static org.throughline.workflow.model.ModelLanguage.BPMN;
import static org.throughline.workflow.model.ModelLanguage.CAMUNDA;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.w3c.dom.Element;

/** What one process must keep: its steps, the way through them, their forms, their timers, its time-to-live, its picture. */
final class ProcessCheck {

    private static final Set<String> FLOW_NODES = Set.of("startEvent", "endEvent", "userTask", "serviceTask", "businessRuleTask", "exclusiveGateway", "parallelGateway", "boundaryEvent", "intermediateCatchEvent",
            "intermediateThrowEvent", "subProcess");

    private final Function<String, Optional<Safeguards.Kept>> safeguards;
    private final Predicate<String> formExists;
    private final Predicate<String> decisionExists;

    ProcessCheck(Function<String, Optional<Safeguards.Kept>> safeguards, Predicate<String> formExists, Predicate<String> decisionExists) {
        this.safeguards = safeguards;
        this.formExists = formExists;
        this.decisionExists = decisionExists;
    }

    List<Finding> findings(Element definitions) {
        List<Finding> findings = new ArrayList<>();
        List<Element> processes = Xml.children(definitions, BPMN, "process");
        if (processes.size() != 1) {
            findings.add(new Finding(null, "A file holds exactly one process; this one holds " + processes.size() + "."));
        }
        for (Element process : processes) {
            process(process, findings);
        }
        picture(definitions, findings);
        return findings;
    }

    private void process(Element process, List<Finding> findings) {
        String key = process.getAttribute("id");
        if (!process.getAttribute("isExecutable").equals("true")) {
            findings.add(new Finding(key, "The process is not marked as executable. Mark it, or nothing runs."));
        }
        if (process.getAttributeNS(CAMUNDA, "historyTimeToLive").isEmpty()) {
            findings.add(new Finding(key, "The process does not say how long the engine keeps its traces. Set the time-to-live."));
        }
        List<Element> elements = Xml.all(process);
        List<Element> tasks = elements.stream().filter(e -> is(e, "userTask")).toList();
        Optional<Safeguards.Kept> kept = safeguards.apply(key);
        if (kept.isEmpty() && !tasks.isEmpty()) {
            findings.add(new Finding(key, "The application does not know the process \"" + key + "\", so nobody would answer for its steps. Keep the id of the process you changed."));
        }
        for (Element task : tasks) {
            form(task, findings);
            kept.ifPresent(rule -> timer(task, rule, elements, findings));
        }
        elements.stream().filter(e -> is(e, "startEvent") && e.hasAttributeNS(CAMUNDA, "formKey")).forEach(start -> form(start, findings));
        elements.stream().filter(e -> is(e, "serviceTask") && !e.hasAttributeNS(CAMUNDA, "delegateExpression") && !e.hasAttributeNS(CAMUNDA, "expression"))
                .forEach(e -> findings.add(new Finding(e.getAttribute("id"), "This service task does nothing. Give it one of the application's expressions.")));
        elements.stream().filter(e -> is(e, "businessRuleTask") && !decisionExists.test(e.getAttributeNS(CAMUNDA, "decisionRef")))
                .forEach(e -> findings.add(new Finding(e.getAttribute("id"), "There is no decision \"" + e.getAttributeNS(CAMUNDA, "decisionRef") + "\". Deploy it together with the process.")));
        kept.ifPresent(rule -> {
            steps(key, rule, tasks, findings);
            escalation(key, rule, elements, findings);
            findings.addAll(new PathCheck(rule, elements).findings());
        });
    }

    private void form(Element task, List<Finding> findings) {
        String form = task.getAttributeNS(CAMUNDA, "formKey");
        if (form.isEmpty()) {
            findings.add(new Finding(task.getAttribute("id"), "This step has no form. Give it one of the application's forms, such as embedded:/forms/handover-summary.html."));
        } else if (!form.startsWith("embedded:/forms/") || !formExists.test(form.substring("embedded:/".length()))) {
            findings.add(new Finding(task.getAttribute("id"), "There is no form \"" + form + "\"."));
        }
    }

    /** The application says when the timer fires, by one of its expressions; a date or a duration of the model's own would outlive every deadline. */
    static boolean firesWhenDue(Element event) {
        return Xml.children(event, BPMN, "timerEventDefinition").stream()
                .flatMap(timer -> Xml.children(timer, BPMN, "timeDate").stream())
                .anyMatch(date -> date.getTextContent().strip().startsWith("${"));
    }

    private static void timer(Element task, Safeguards.Kept rule, List<Element> elements, List<Finding> findings) {
        String id = task.getAttribute("id");
        boolean guarded = elements.stream().filter(e -> is(e, "boundaryEvent") && e.getAttribute("attachedToRef").equals(id))
                .filter(e -> e.getAttribute("cancelActivity").equals("false") && firesWhenDue(e))
                .anyMatch(e -> elements.stream().anyMatch(flow -> is(flow, "sequenceFlow") && flow.getAttribute("sourceRef").equals(e.getAttribute("id"))
                        && flow.getAttribute("targetRef").equals(rule.escalation())));
        if (!guarded) {
            findings.add(new Finding(id, "Nobody would hear that this step is late. Give it a timer that does not interrupt it, fires when the step is due and leads to \""
                    + rule.escalation() + "\"."));
        }
        elements.stream().filter(e -> is(e, "boundaryEvent") && e.getAttribute("attachedToRef").equals(id) && !e.getAttribute("cancelActivity").equals("false"))
                .forEach(e -> findings.add(new Finding(e.getAttribute("id"), "This event would take the step away from the person. Make it one that does not interrupt.")));
    }

    private static void steps(String process, Safeguards.Kept rule, List<Element> tasks, List<Finding> findings) {
        Set<String> there = tasks.stream().map(t -> t.getAttribute("id")).collect(Collectors.toSet());
        rule.tasks().stream().filter(key -> !there.contains(key)).forEach(key -> findings.add(new Finding(process, "The step \"" + key + "\" is missing. Put it back; the application relies on it.")));
        there.stream().filter(key -> !rule.tasks().contains(key)).sorted()
                .forEach(key -> findings.add(new Finding(key, "The application does not know the step \"" + key + "\". Steps are added together with a new version of the application.")));
    }

    private static void escalation(String process, Safeguards.Kept rule, List<Element> elements, List<Finding> findings) {
        boolean tells = elements.stream().anyMatch(e -> is(e, "serviceTask") && e.getAttribute("id").equals(rule.escalation())
                && e.getAttributeNS(CAMUNDA, "delegateExpression").equals(rule.escalateBy()));
        if (!tells) {
            findings.add(new Finding(process, "The service task \"" + rule.escalation() + "\" with " + rule.escalateBy() + " is missing. Put it back; it tells the next level."));
        }
    }

    private static void picture(Element definitions, List<Finding> findings) {
        Set<String> drawn = Xml.all(definitions).stream().filter(e -> Set.of("BPMNShape", "BPMNEdge").contains(e.getLocalName())).map(e -> e.getAttribute("bpmnElement")).collect(Collectors.toSet());
        List<String> missing = Xml.all(definitions).stream().filter(e -> BPMN.equals(e.getNamespaceURI()) && (FLOW_NODES.contains(e.getLocalName()) || is(e, "sequenceFlow")))
                .map(e -> e.getAttribute("id")).filter(id -> !drawn.contains(id)).toList();
        if (!missing.isEmpty()) {
            findings.add(new Finding(missing.get(0), "The diagram does not show " + String.join(", ", missing) + ". Draw them, so that people see the process that runs."));
        }
    }

    static boolean is(Element element, String name) {
        return BPMN.equals(element.getNamespaceURI()) && name.equals(element.getLocalName());
    }
}
