package org.throughline.workflow.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.springframework.stereotype.Component;
import org.throughline.workflow.AsApplication;
import org.throughline.workflow.DeployedModels;
import org.throughline.workflow.StandingModels;

/** The engine's latest versions, with who put each of them there. */
@Component
class ModelBook implements DeployedModels {

    private final RepositoryService repository;
    private final DeploymentRows rows;
    private final StandingModels standing;
    private final AsApplication application;

    ModelBook(RepositoryService repository, DeploymentRows rows, StandingModels standing, AsApplication application) {
        this.repository = repository;
        this.rows = rows;
        this.standing = standing;
        this.application = application;
    }

    @Override
    public List<Model> models() {
        Map<String, String> who = rows.who();
        Set<String> waiting = Set.copyOf(standing.notReplaced());
        return application.call(() -> {
            Map<String, org.camunda.bpm.engine.repository.Deployment> deployments = repository.createDeploymentQuery().list().stream().collect(Collectors.toMap(org.camunda.bpm.engine.repository.Deployment::getId, one -> one));
            List<Model> models = new ArrayList<>();
            repository.createProcessDefinitionQuery().latestVersion().list().forEach(one ->
                    models.add(model(one.getKey(), one.getName(), false, one.getVersion(), deployments.get(one.getDeploymentId()), who, waiting)));
            repository.createDecisionDefinitionQuery().latestVersion().list().forEach(one ->
                    models.add(model(one.getKey(), one.getName(), true, one.getVersion(), deployments.get(one.getDeploymentId()), who, waiting)));
            models.sort(Comparator.comparing(Model::decision).thenComparing(Model::key));
            return models;
        });
    }

    private static Model model(String key, String name, boolean decision, int version, org.camunda.bpm.engine.repository.Deployment deployment, Map<String, String> who, Set<String> waiting) {
        return new Model(key, name, decision, version, Instant.ofEpochMilli(deployment.getDeploymentTime().getTime()), who.get(deployment.getId()),
                DeployPackagedModels.SOURCE.equals(deployment.getSource()), waiting.contains(key));
    }

    @Override
    public List<Deployment> deployments(int limit) {
        return rows.newest(limit);
    }
}
