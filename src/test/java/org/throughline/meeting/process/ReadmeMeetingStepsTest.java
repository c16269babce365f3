package org.throughline.meeting.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.junit.jupiter.api.Test;
import org.throughline.meeting.MeetingStep;

/** The README's table of the steps of a meeting says what the process and the decision table say; a task bears the name of its step. */
class ReadmeMeetingStepsTest {

    @Test
    void theReadmeNamesEveryStepWithItsTime() throws IOException {
        BpmnModelInstance process = Bpmn.readModelFromFile(new File("bpmn/multi-agency-meeting.bpmn"));
        Map<String, String> limits = limits();
        StringBuilder table = new StringBuilder("| step | task | due |\n|---|---|---|\n");
        for (MeetingStep step : MeetingStep.values()) {
            if (step.taskKey() != null) {
                UserTask task = process.getModelElementById(step.taskKey());
                assertThat(task.getName()).isEqualTo(step.inWords());
                table.append("| ").append(task.getName()).append(" | `").append(task.getId()).append("` | ").append(limits.get(step.name())).append(" |\n");
            }
        }
        String readme = Files.readString(Path.of("README.md"));
        assertThat(readme.substring(readme.indexOf("<!-- meeting -->\n") + 17, readme.indexOf("<!-- /meeting -->"))).isEqualTo(table.toString());
    }

    private static Map<String, String> limits() {
        Map<String, String> limits = new LinkedHashMap<>();
        for (Rule rule : Dmn.readModelFromFile(new File("bpmn/meeting-step.dmn")).getModelElementsByType(Rule.class)) {
            List<String> in = rule.getInputEntries().stream().map(InputEntry::getTextContent).map(String::strip).toList();
            List<String> out = rule.getOutputEntries().stream().map(OutputEntry::getTextContent).map(text -> text.replace("\"", "").strip()).toList();
            int amount = Integer.parseInt(out.get(1));
            String unit = out.get(2).toLowerCase(Locale.UK).replace('_', ' ');
            String limit = Math.abs(amount) + " " + (Math.abs(amount) == 1 ? unit.substring(0, unit.length() - 1) : unit)
                    + (out.get(3).equals("MEETING") ? (amount < 0 ? " before the meeting" : " after the meeting") : "")
                    + (in.get(1).equals("\"CONFERENCE\"") ? ", for a conference" : "");
            limits.merge(in.get(0).replace("\"", ""), limit, (first, second) -> first + "; else " + second);
        }
        return limits;
    }
}
