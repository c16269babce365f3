package org.throughline.workflow.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What no model of a process may lose; read from {@code bpmn/safeguards*.yml}. */
@Component
class Safeguards {

    /**
     * @param tasks       every waiting step the application knows: each must be there, and no other
     * @param end         the end event that means "completed"
     * @param onEveryPath the steps that no path to that end may go round
     * @param otherEnds   every other end that is known, each with what no path to it may go round
     * @param startsBeside what may begin beside the steps: the start event, and the name under which the application sends its message
     * @param escalation  the service task to which every late step leads
     * @param escalateBy  the expression with which that task tells the next level
     * @param climbs      whether being late is the way itself: what that task tells leads to the next step
     */
    record Kept(List<String> tasks, String end, List<String> onEveryPath, Map<String, List<String>> otherEnds, Map<String, String> startsBeside,
            String escalation, String escalateBy, boolean climbs) {}

    private final Map<String, Kept> byProcess;

    Safeguards(ResourcePatternResolver resources) {
        this.byProcess = read(resources);
    }

    Optional<Kept> of(String processKey) {
        return Optional.ofNullable(byProcess.get(processKey));
    }

    private static Map<String, Kept> read(ResourcePatternResolver resources) {
        Map<String, Kept> kept = new TreeMap<>();
        try {
            for (Resource file : resources.getResources("classpath*:bpmn/safeguards*.yml")) {
                try (InputStream in = file.getInputStream()) {
                    Map<String, Map<String, Object>> content = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
                    content.forEach((process, values) -> kept.put(process, kept(values)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return kept;
    }

    @SuppressWarnings("unchecked")
    private static Kept kept(Map<String, Object> values) {
        Map<String, Object> escalation = (Map<String, Object>) values.get("escalation");
        return new Kept((List<String>) values.get("tasks"), (String) values.get("end"), (List<String>) values.get("onEveryPath"),
                (Map<String, List<String>>) values.getOrDefault("otherEnds", Map.of()), (Map<String, String>) values.getOrDefault("startsBeside", Map.of()),
                (String) escalation.get("task"), (String) escalation.get("expression"), Boolean.TRUE.equals(escalation.get("climbs")));
    }
}
