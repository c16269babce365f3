package org.throughline.workflow.model;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.springframework.stereotype.Component;

/** Puts the guard before the engine's own deployers. */
@Component
final class GuardedDeployments extends AbstractProcessEnginePlugin {

    private final ModelGuard guard;

    GuardedDeployments(ModelGuard guard) {
        this.guard = guard;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        List<Deployer> before = engine.getCustomPreDeployers() == null ? new ArrayList<>() : new ArrayList<>(engine.getCustomPreDeployers());
        before.add(guard);
        engine.setCustomPreDeployers(before);
    }
}
