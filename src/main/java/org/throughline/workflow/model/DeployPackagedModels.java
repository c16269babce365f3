package org.throughline.workflow.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.throughline.workflow.AsApplication;

/**
 * Puts the packaged processes into the engine at the start: one deployment each, under a name that does not depend on how the application
 * was started, so that an unchanged restart makes no new version. A version that an administrator deployed is never covered silently.
 */
@Component
class DeployPackagedModels implements SmartInitializingSingleton {

    /** The source that marks a deployment as the application's own; a deployment from outside may not carry it. */
    static final String SOURCE = "throughline";

    private static final Logger LOG = LoggerFactory.getLogger(DeployPackagedModels.class);

    private final RepositoryService repository;
    private final PackagedModels models;
    private final AsApplication application;

    DeployPackagedModels(RepositoryService repository, PackagedModels models, AsApplication application) {
        this.repository = repository;
        this.models = models;
        this.application = application;
    }

    @Override
    public void afterSingletonsInstantiated() {
        application.run(() -> models.all().forEach(this::deploy));
    }

    private void deploy(PackagedModels.Package packaged) {
        if (packaged.process() && administratorsVersion(packaged.key())) {
            return;
        }
        DeploymentBuilder deployment = repository.createDeployment().name(packaged.key()).source(SOURCE).enableDuplicateFiltering(false);
        packaged.files().forEach((name, file) -> {
            try (InputStream in = file.getInputStream()) {
                deployment.addInputStream(name, in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        deployment.deploy();
    }

    private boolean administratorsVersion(String processKey) {
        ProcessDefinition latest = repository.createProcessDefinitionQuery().processDefinitionKey(processKey).latestVersion().singleResult();
        if (latest == null) {
            return false;
        }
        Deployment deployment = repository.createDeploymentQuery().deploymentId(latest.getDeploymentId()).singleResult();
        if (SOURCE.equals(deployment.getSource())) {
            return false;
        }
        LOG.warn("Process {} runs in version {} that an administrator deployed; the packaged version was left alone. Compare the two in Cockpit.", processKey, latest.getVersion());
        return true;
    }
}
