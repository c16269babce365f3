package org.throughline.workflow.model;

import java.util.concurrent.atomic.AtomicInteger;

/** What an attacker's expression makes: whoever can make this can run any program. */
public final class Proof implements org.camunda.bpm.engine.delegate.JavaDelegate {

    static final AtomicInteger MADE = new AtomicInteger();

    public Proof() {
        MADE.incrementAndGet();
    }

    @Override
    public void execute(org.camunda.bpm.engine.delegate.DelegateExecution execution) {
        // that it was made is enough
    }
}
