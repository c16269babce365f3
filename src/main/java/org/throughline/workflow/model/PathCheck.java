package org.throughline.workflow.model;

import static org.throughline.workflow.model.ModelLanguage.BPMN;
import static org.throughline.workflow.model.ProcessCheck.is;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/**
 * The ways through one process. Every end it may have is known, and no way to an end goes round what that end needs: with the step taken
 * out, the end must be out of reach. What a timer starts is no way to an end; it tells the next level and stops there.
 */
final class PathCheck {

    private static final Set<String> NODES = Set.of("startEvent", "userTask", "serviceTask", "businessRuleTask", "exclusiveGateway", "parallelGateway", "boundaryEvent",
            "intermediateCatchEvent", "intermediateThrowEvent");

    private final Safeguards.Kept rule;
    private final List<Element> elements;
    private final Map<String, Set<String>> next = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    PathCheck(Safeguards.Kept rule, List<Element> elements) {
        this.rule = rule;
        this.elements = elements;
        elements.stream().filter(e -> is(e, "sequenceFlow")).forEach(flow -> next.computeIfAbsent(flow.getAttribute("sourceRef"), none -> new HashSet<>()).add(flow.getAttribute("targetRef")));
    }

    List<Finding> findings() {
        Set<String> late = reached(next.getOrDefault(rule.escalation(), Set.of()), null);
        ends(late);
        starts();
        timers(late);
        ways();
        return findings;
    }

    /** An end nobody knows, or a step after which nothing follows, would end a handover that the record still holds open. */
    private void ends(Set<String> late) {
        Set<String> known = Stream.concat(Stream.of(rule.end()), rule.otherEnds().keySet().stream()).collect(Collectors.toSet());
        for (Element end : of("endEvent")) {
            String id = end.getAttribute("id");
            if (!known.contains(id) && !(late.contains(id) && !reached(starts(elements), rule.escalation()).contains(id))) {
                findings.add(new Finding(id, "The application does not know the end \"" + id + "\". Lead the path to one of: " + String.join(", ", new TreeSet<>(known)) + "."));
            }
            if (Xml.children(end, BPMN, "terminateEventDefinition").size() + Xml.children(end, BPMN, "messageEventDefinition").size() > 0) {
                findings.add(new Finding(id, "This end would do more than end its own path. Make it a plain end event."));
            }
        }
        elements.stream().filter(e -> BPMN.equals(e.getNamespaceURI()) && NODES.contains(e.getLocalName()) && !next.containsKey(e.getAttribute("id")))
                .forEach(e -> findings.add(new Finding(e.getAttribute("id"), "Nothing follows here, so the process would end. Connect it.")));
    }

    /** One plain start, and for what begins beside it only the messages that are known. */
    private void starts() {
        for (Element start : of("startEvent")) {
            String id = start.getAttribute("id");
            List<Element> waitsFor = Xml.all(start).stream().filter(e -> BPMN.equals(e.getNamespaceURI()) && e.getLocalName().endsWith("EventDefinition")).toList();
            boolean beside = is((Element) start.getParentNode(), "subProcess");
            String message = waitsFor.size() == 1 && is(waitsFor.get(0), "messageEventDefinition") ? nameOf(waitsFor.get(0).getAttribute("messageRef")) : null;
            if (beside ? message == null || !message.equals(rule.startsBeside().get(id)) : !waitsFor.isEmpty()) {
                findings.add(new Finding(id, beside ? "The application sends nothing that starts this. What begins beside the steps is: " + (rule.startsBeside().isEmpty() ? "nothing" : rule.startsBeside()) + "."
                        : "The process is started by the application alone. Make this a plain start event."));
            }
            if (start.getAttribute("isInterrupting").equals("false")) {
                findings.add(new Finding(id, "What begins here would leave the waiting step where it is. Let it take the step's place: make it interrupting."));
            }
        }
    }

    /** What a message is called when it is sent; the model's own id for it says nothing. */
    private String nameOf(String message) {
        return Xml.children(elements.get(0).getOwnerDocument().getDocumentElement(), BPMN, "message").stream().filter(e -> e.getAttribute("id").equals(message))
                .map(e -> e.getAttribute("name")).findFirst().orElse(null);
    }

    private void timers(Set<String> late) {
        for (Element event : rule.climbs() ? Stream.concat(of("boundaryEvent").stream(), of("intermediateCatchEvent").stream()).toList() : of("boundaryEvent")) {
            next.getOrDefault(event.getAttribute("id"), Set.of()).stream().filter(to -> !to.equals(rule.escalation()))
                    .forEach(to -> findings.add(new Finding(event.getAttribute("id"), "A step that is late only tells the next level. Lead this to \"" + rule.escalation() + "\" and nowhere else.")));
        }
        if (rule.climbs()) {
            waits();
            return;
        }
        if (reached(starts(elements), null).contains(rule.escalation())) {
            findings.add(new Finding(rule.escalation(), "A path leads to \"" + rule.escalation() + "\" without anything being late. Only timers lead there."));
        }
        late.stream().filter(id -> rule.tasks().contains(id) || id.equals(rule.end()) || rule.otherEnds().containsKey(id)).sorted()
                .forEach(id -> findings.add(new Finding(id, "What follows on \"" + rule.escalation() + "\" leads to \"" + id + "\". A step that is late stays where it is.")));
    }

    /** Where a climb waits between two steps, the application says how long, or it would never be carried on. */
    private void waits() {
        of("intermediateCatchEvent").stream().filter(event -> !ProcessCheck.firesWhenDue(event))
                .forEach(event -> findings.add(new Finding(event.getAttribute("id"), "Nobody would carry this on. Give it a timer that fires when the next level is due.")));
    }

    private void ways() {
        way(rule.end(), rule.onEveryPath());
        rule.otherEnds().forEach(this::way);
    }

    private void way(String end, List<String> needs) {
        Set<String> starts = starts(elements);
        if (!reached(starts, null).contains(end)) {
            findings.add(new Finding(end, "No path leads to \"" + end + "\". Put the end event back and connect it."));
        }
        needs.stream().filter(step -> reached(starts, step).contains(end))
                .forEach(step -> findings.add(new Finding(step, "A path leads to \"" + end + "\" that goes round \"" + step + "\". Every path must go through it.")));
    }

    private Set<String> reached(Set<String> from, String without) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            String here = open.pop();
            if (!here.equals(without) && seen.add(here)) {
                open.addAll(next.getOrDefault(here, Set.of()));
            }
        }
        return seen;
    }

    private List<Element> of(String name) {
        return elements.stream().filter(e -> is(e, name)).toList();
    }

    private static Set<String> starts(List<Element> elements) {
        return elements.stream().filter(e -> is(e, "startEvent")).map(e -> e.getAttribute("id")).collect(Collectors.toSet());
    }
}
