package org.throughline.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.pvm.process.TransitionImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;

/** Keeps which sequence flows the engine of the tests has taken, and in which test. History tells of activities alone. */
final class TakenFlows extends AbstractProcessEnginePlugin {

    private static final Map<String, Map<String, Set<String>>> TAKEN = new ConcurrentHashMap<>();
    private static volatile String test = "";

    /** From now on what is taken counts for this test. */
    static void by(String name) {
        test = name;
    }

    /** By flow: the tests that took it. */
    static Map<String, Set<String>> of(String process) {
        return TAKEN.computeIfAbsent(process, key -> new ConcurrentHashMap<>());
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        List<BpmnParseListener> listeners = new ArrayList<>(engine.getCustomPostBPMNParseListeners() == null ? List.of() : engine.getCustomPostBPMNParseListeners());
        listeners.add(new AbstractBpmnParseListener() {
            @Override
            public void parseSequenceFlow(Element flow, ScopeImpl scope, TransitionImpl transition) {
                transition.addListener(ExecutionListener.EVENTNAME_TAKE, (ExecutionListener) execution -> of(execution.getProcessDefinitionId().split(":")[0])
                        .computeIfAbsent(execution.getCurrentTransitionId(), id -> ConcurrentHashMap.newKeySet()).add(test));
            }
        });
        engine.setCustomPostBPMNParseListeners(listeners);
    }
}
