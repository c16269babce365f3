package org.throughline.workflow.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;

/** The processes and decisions that come with the application, each process together with the decisions it asks. */
@Component
class PackagedModels {

    /** What is deployed together: the process it is for, or the decision where no process asks it, and its files by name. */
    record Package(String key, boolean process, Map<String, Resource> files) {}

    private final ResourcePatternResolver resources;

    PackagedModels(ResourcePatternResolver resources) {
        this.resources = resources;
    }

    List<Package> all() {
        Map<String, Resource> decisions = new TreeMap<>();
        Map<String, String> fileOfDecision = new TreeMap<>();
        for (Resource file : files("classpath*:bpmn/*.dmn")) {
            decisions.put(file.getFilename(), file);
            read(file, Dmn::readModelFromStream).getModelElementsByType(Decision.class).forEach(d -> fileOfDecision.put(d.getId(), file.getFilename()));
        }
        List<Package> packages = new ArrayList<>();
        Set<String> asked = new LinkedHashSet<>();
        for (Resource file : files("classpath*:bpmn/*.bpmn")) {
            BpmnModelInstance model = read(file, Bpmn::readModelFromStream);
            Map<String, Resource> together = new LinkedHashMap<>();
            together.put(file.getFilename(), file);
            for (BusinessRuleTask task : model.getModelElementsByType(BusinessRuleTask.class)) {
                String decisionFile = fileOfDecision.get(String.valueOf(task.getCamundaDecisionRef()));
                if (decisionFile != null) {
                    together.put(decisionFile, decisions.get(decisionFile));
                    asked.add(decisionFile);
                }
            }
            packages.add(new Package(model.getModelElementsByType(Process.class).iterator().next().getId(), true, together));
        }
        decisions.forEach((name, file) -> {
            if (!asked.contains(name)) {
                packages.add(new Package(name.replace(".dmn", ""), false, Map.of(name, file)));
            }
        });
        return packages;
    }

    /** The ids of the processes or decisions in a file. */
    List<String> keysOf(Resource file) {
        return file.getFilename().endsWith(".dmn") ? read(file, Dmn::readModelFromStream).getModelElementsByType(Decision.class).stream().map(Decision::getId).toList()
                : read(file, Bpmn::readModelFromStream).getModelElementsByType(Process.class).stream().map(Process::getId).toList();
    }

    private List<Resource> files(String pattern) {
        try {
            return List.of(resources.getResources(pattern));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T read(Resource file, java.util.function.Function<InputStream, T> reader) {
        try (InputStream in = file.getInputStream()) {
            return reader.apply(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
