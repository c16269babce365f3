package org.throughline.workflow.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each check names the mistake it guards against; what a deployment refuses is tested in {@link ModelGuardTest}. */
class BpmnModelTest {

    /** Node kinds come first, then what the node is about: never what an editor makes up, such as Activity_0k3j2l1. */
    private static final Pattern ID = Pattern.compile("(StartEvent|EndEvent|Event|Task|Gateway|Timer|TimerEvent|MessageEvent|SubProcess)_[A-Z][A-Za-z]+");
    private static final int MOST_NODES = 30;

    static List<Path> models() throws IOException {
        List<Path> models = new ArrayList<>();
        for (Path directory : List.of(Path.of("bpmn"), Path.of("src/test/resources/bpmn"))) {
            try (Stream<Path> files = Files.list(directory)) {
                files.filter(file -> file.toString().endsWith(".bpmn")).sorted().forEach(models::add);
            }
        }
        return models;
    }

    @ParameterizedTest
    @MethodSource("models")
    void theFileIsNamedAfterItsOneProcessWhichSaysWhatItIsAndInWhichVersion(Path file) {
        Collection<Process> processes = read(file).getModelElementsByType(Process.class);
        assertThat(processes).hasSize(1);
        Process process = processes.iterator().next();
        assertThat(file.getFileName()).hasToString(process.getId() + ".bpmn");
        assertThat(process.getId()).matches("[a-z]+(-[a-z]+)*");
        assertThat(process.isExecutable()).isTrue();
        assertThat(process.getName()).isNotBlank();
        assertThat(process.getCamundaVersionTag()).isNotBlank();
        assertThat(process.getCamundaHistoryTimeToLiveString()).isNotBlank();
        assertThat(process.getDocumentations()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyNodeHasANameAndAnIdThatSaysWhatItIs(Path file) {
        for (FlowNode node : read(file).getModelElementsByType(FlowNode.class)) {
            assertThat(node.getId()).matches(ID);
            assertThat(node.getName()).as("name of " + node.getId()).isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void aGatewayAsksAQuestionAndItsFlowsAreTheAnswers(Path file) {
        for (ExclusiveGateway gateway : read(file).getModelElementsByType(ExclusiveGateway.class)) {
            if (gateway.getOutgoing().size() > 1) {
                assertThat(gateway.getName()).endsWith("?");
                assertThat(gateway.getDefault()).as("what if nothing holds at " + gateway.getId()).isNotNull();
                assertThat(gateway.getOutgoing()).allSatisfy(flow -> assertThat(flow.getName()).as("name of " + flow.getId()).isNotBlank());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void aModelStaysSmallEnoughToBeRead(Path file) {
        assertThat(read(file).getModelElementsByType(FlowNode.class).size()).isLessThanOrEqualTo(MOST_NODES);
    }

    @ParameterizedTest
    @MethodSource("models")
    void nothingInThePictureCoversAnythingElseAndItBeginsAtTheLeft(Path file) {
        BpmnModelInstance model = read(file);
        Map<FlowNode, Bounds> places = new HashMap<>();
        for (BpmnShape shape : model.getModelElementsByType(BpmnShape.class)) {
            if (shape.getBpmnElement() instanceof FlowNode node) {
                places.put(node, shape.getBounds());
            }
        }
        assertThat(places.keySet()).containsAll(model.getModelElementsByType(FlowNode.class));
        List<FlowNode> nodes = List.copyOf(places.keySet());
        for (FlowNode one : nodes) {
            for (FlowNode other : nodes) {
                if (!one.equals(other) && !belong(one, other) && !belong(other, one)) {
                    assertThat(overlap(places.get(one), places.get(other))).as(one.getId() + " and " + other.getId() + " overlap").isFalse();
                }
            }
        }
        for (StartEvent start : model.getModelElementsByType(StartEvent.class)) {
            start.getSucceedingNodes().list().forEach(next -> assertThat(places.get(next).getX()).as(next.getId() + " stands right of " + start.getId()).isGreaterThan(places.get(start).getX()));
        }
    }

    private static boolean belong(FlowNode inner, FlowNode outer) {
        return inner instanceof BoundaryEvent boundary && boundary.getAttachedTo().equals(outer) || outer instanceof SubProcess && inner.getParentElement().equals(outer);
    }

    private static boolean overlap(Bounds a, Bounds b) {
        return a.getX() < b.getX() + b.getWidth() && b.getX() < a.getX() + a.getWidth() && a.getY() < b.getY() + b.getHeight() && b.getY() < a.getY() + a.getHeight();
    }

    private static BpmnModelInstance read(Path file) {
        return Bpmn.readModelFromFile(file.toFile());
    }
}
