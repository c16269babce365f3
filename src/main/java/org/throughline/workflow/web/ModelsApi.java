package org.throughline.workflow.web;

import java.util.List;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.Right;
import org.throughline.workflow.DeployedModels;

/** Which models run, who deployed them, and what was refused; for those who run the system. */
@RestController
class ModelsApi {

    private static final int NEWEST = 100;

    record Page(List<DeployedModels.Model> models, List<DeployedModels.Deployment> deployments) {}

    private final DeployedModels models;
    private final Access access;

    ModelsApi(DeployedModels models, Access access) {
        this.models = models;
        this.access = access;
    }

    @GetMapping("/api/models")
    @Transactional
    public Page models() {
        access.require(access.me(), Right.SEE_ALARMS, "Looked at the models", null);
        return new Page(models.models(), models.deployments(NEWEST));
    }
}
