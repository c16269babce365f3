package org.throughline.workflow.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import org.throughline.workflow.AsApplication;
import org.throughline.workflow.StandingModels;

/**
 * Puts the packaged processes and decisions into the engine at the start: one deployment for each process, under a name that does not depend on
 * how the application was started, so that an unchanged restart makes no new version. A version that an administrator deployed is never
 * covered: where the packaged one has changed since, that is said, and stands as an alarm until somebody has compared the two.
 */
@Component
class DeployPackagedModels implements SmartInitializingSingleton, StandingModels {

    /** The source that marks a deployment as the application's own; a deployment from outside may not carry it. */
    static final String SOURCE = "throughline";

    private static final Logger LOG = LoggerFactory.getLogger(DeployPackagedModels.class);

    private final RepositoryService repository;
    private final PackagedModels models;
    private final AsApplication application;
    private volatile List<String> notReplaced = List.of();

    DeployPackagedModels(RepositoryService repository, PackagedModels models, AsApplication application) {
        this.repository = repository;
        this.models = models;
        this.application = application;
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<String> left = new ArrayList<>();
        application.run(() -> models.all().forEach(packaged -> deploy(packaged, left)));
        notReplaced = List.copyOf(left);
    }

    @Override
    public List<String> notReplaced() {
        return application.call(() -> notReplaced.stream().filter(key -> administrators(processes(key)) || administrators(decisions(key))).toList());
    }

    private void deploy(PackagedModels.Package packaged, List<String> left) {
        DeploymentBuilder deployment = repository.createDeployment().name(packaged.key()).source(SOURCE).enableDuplicateFiltering(false);
        boolean anything = false;
        for (Map.Entry<String, Resource> file : packaged.files().entrySet()) {
            byte[] bytes = bytes(file.getValue());
            Optional<String> theirs = models.keysOf(file.getValue()).stream().filter(key -> administrators(file.getKey().endsWith(".dmn") ? decisions(key) : processes(key))).findFirst();
            if (theirs.isEmpty()) {
                deployment.addInputStream(file.getKey(), new ByteArrayInputStream(bytes));
                anything = true;
            } else if (!Arrays.equals(bytes, lastOfOurs(packaged.key(), file.getKey()))) {
                LOG.warn("{} runs in a version that an administrator deployed; the packaged version has changed and was left alone. Compare the two in Cockpit.", theirs.get());
                left.add(theirs.get());
            }
        }
        if (anything) {
            deployment.deploy();
        }
    }

    private Optional<String> processes(String key) {
        return Optional.ofNullable(repository.createProcessDefinitionQuery().processDefinitionKey(key).latestVersion().singleResult()).map(ProcessDefinition::getDeploymentId);
    }

    private Optional<String> decisions(String key) {
        return Optional.ofNullable(repository.createDecisionDefinitionQuery().decisionDefinitionKey(key).latestVersion().singleResult()).map(DecisionDefinition::getDeploymentId);
    }

    private boolean administrators(Optional<String> latest) {
        return latest.filter(id -> !SOURCE.equals(repository.createDeploymentQuery().deploymentId(id).singleResult().getSource())).isPresent();
    }

    /** What came with the application the last time that it was put in; null where that file never was. */
    private byte[] lastOfOurs(String name, String file) {
        return repository.createDeploymentQuery().deploymentName(name).deploymentSource(SOURCE).orderByDeploymentTime().desc().list().stream()
                .filter(deployment -> repository.getDeploymentResourceNames(deployment.getId()).contains(file)).findFirst()
                .map(deployment -> {
                    try (InputStream in = repository.getResourceAsStream(deployment.getId(), file)) {
                        return in.readAllBytes();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }).orElse(null);
    }

    private static byte[] bytes(Resource file) {
        try (InputStream in = file.getInputStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
