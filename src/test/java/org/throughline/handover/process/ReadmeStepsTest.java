package org.throughline.handover.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.junit.jupiter.api.Test;
import org.throughline.handover.HandoverStep;

/** The README's table of steps says what the process and the decision table say. */
class ReadmeStepsTest {

    @Test
    void theReadmeNamesEveryStepWithItsTime() throws IOException {
        BpmnModelInstance process = Bpmn.readModelFromFile(new File("bpmn/case-handover.bpmn"));
        Map<String, String> limits = limits();
        StringBuilder table = new StringBuilder("| step | task | due |\n|---|---|---|\n");
        for (HandoverStep step : HandoverStep.values()) {
            if (step.taskKey() != null) {
                UserTask task = process.getModelElementById(step.taskKey());
                table.append("| ").append(task.getName()).append(" | `").append(task.getId()).append("` | ").append(limits.get(step.name())).append(" |\n");
            }
        }
        String readme = Files.readString(Path.of("README.md"));
        String shown = readme.substring(readme.indexOf("<!-- steps -->\n") + 15, readme.indexOf("<!-- /steps -->"));
        assertThat(shown).isEqualTo(table.toString());
    }

    private static Map<String, String> limits() {
        Map<String, String> limits = new HashMap<>();
        for (Rule rule : Dmn.readModelFromFile(new File("bpmn/handover-deadline.dmn")).getModelElementsByType(Rule.class)) {
            List<String> out = rule.getOutputEntries().stream().map(OutputEntry::getTextContent).map(text -> text.replace("\"", "").strip()).toList();
            int amount = Integer.parseInt(out.get(1));
            String unit = out.get(2).toLowerCase(java.util.Locale.UK).replace('_', ' ');
            limits.put(rule.getInputEntries().iterator().next().getTextContent().replace("\"", "").strip(),
                    amount + " " + (amount == 1 ? unit.substring(0, unit.length() - 1) : unit) + (out.get(3).equals("SIGN_OFF") ? ", from the sign-off" : ""));
        }
        return limits;
    }
}
