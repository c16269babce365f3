/**
 * The process engine and the doors to it: how it is configured and hardened, what a model must keep, who may call what. Knows no
 * process; the modules above bind their processes through {@link org.throughline.workflow.GuardedProcess}.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = "access")
package org.throughline.workflow;
