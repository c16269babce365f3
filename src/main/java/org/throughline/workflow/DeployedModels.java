package org.throughline.workflow;

import java.time.Instant;
import java.util.List;

/** Which models run, who put them there, and what was refused to whom. */
public interface DeployedModels {

    /**
     * A process or a decision in the version that runs now.
     *
     * @param by       the user name of the administrator who deployed it; null where it came with the application
     * @param packaged whether it came with the application
     * @param waiting  whether a packaged version waits behind an administrator's
     */
    record Model(String key, String name, boolean decision, int version, Instant deployedAt, String by, boolean packaged, boolean waiting) {}

    /**
     * What an administrator sent.
     *
     * @param name     as the modeller named it; null where it had none
     * @param findings why it was refused; empty where it was taken
     */
    record Deployment(Instant at, String by, String name, List<String> files, List<String> findings) {}

    List<Model> models();

    /** The newest first. */
    List<Deployment> deployments(int limit);
}
