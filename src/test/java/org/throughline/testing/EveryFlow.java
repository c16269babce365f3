package org.throughline.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * After the tests of a class: each path of a process was taken by one of them, and each of its timers, for every timer has a flow of its own. Which
 * test took which is written to {@code target/paths}.
 */
public final class EveryFlow extends WholeClass implements BeforeAllCallback, BeforeTestExecutionCallback {

    private final String process;

    public EveryFlow(String process) {
        this.process = process;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        TakenFlows.of(process).clear();
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        TakenFlows.by(context.getRequiredTestMethod().getName());
    }

    @Override
    void judge() {
        BpmnModelInstance model = model();
        Map<String, Set<String>> taken = TakenFlows.of(process);
        List<String> lines = new ArrayList<>();
        Set<String> never = new TreeSet<>();
        for (SequenceFlow flow : model.getModelElementsByType(SequenceFlow.class)) {
            Set<String> tests = new TreeSet<>(taken.getOrDefault(flow.getId(), Set.of()));
            lines.add("%s (%s - %s): %s".formatted(flow.getId(), flow.getSource().getId(), flow.getTarget().getId(), String.join(", ", tests)));
            if (tests.isEmpty()) {
                never.add(flow.getId());
            }
        }
        write(lines);
        assertThat(model.getModelElementsByType(BoundaryEvent.class)).as("a timer without a flow would not be seen here").isNotEmpty().allSatisfy(timer -> assertThat(timer.getOutgoing()).hasSize(1));
        assertThat(never).as("flows of " + process + " that no test of the class takes").isEmpty();
    }

    private BpmnModelInstance model() {
        try (InputStream file = EveryFlow.class.getResourceAsStream("/bpmn/" + process + ".bpmn")) {
            return Bpmn.readModelFromStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(List<String> lines) {
        try {
            Files.write(Files.createDirectories(Path.of("target", "paths")).resolve(process + ".txt"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
