package org.throughline.testing;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngines;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * The engine's REST finds its engine by name, in a list of the whole JVM: where another test has started an application of its own, that
 * one stands there. Before each class the shared application's engine takes its place again.
 */
final class OwnEngine implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        ProcessEngine own = SpringExtension.getApplicationContext(context).getBean(ProcessEngine.class);
        if (ProcessEngines.getProcessEngine(own.getName()) != own) {
            ProcessEngines.registerProcessEngine(own);
        }
    }
}
