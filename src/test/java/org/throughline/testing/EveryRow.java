package org.throughline.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationEvent;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionTableImpl;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionTableRuleImpl;

/** After the tests of a class: each row of its decision tables was hit by one of them, as the table is and not as a test has changed it. */
public final class EveryRow extends WholeClass {

    private static final Set<String> TABLES = ConcurrentHashMap.newKeySet();

    private final Map<String, DmnDecision> tables = new TreeMap<>();
    private final Map<String, Set<String>> hit = new TreeMap<>();

    /** An engine that tells what it hits. */
    public DmnEngine engine() {
        DefaultDmnEngineConfiguration engine = new DefaultDmnEngineConfiguration();
        engine.setCustomPostDecisionTableEvaluationListeners(List.of(this::evaluated));
        return engine.buildEngine();
    }

    /** This table, as it is, is tested row by row here. */
    public DmnDecision of(DmnDecision table) {
        tables.put(table.getKey(), table);
        hit.put(table.getKey(), new HashSet<>());
        TABLES.add(table.getKey());
        return table;
    }

    private void evaluated(DmnDecisionTableEvaluationEvent event) {
        if (tables.get(event.getDecision().getKey()) == event.getDecision()) {
            event.getMatchingRules().forEach(rule -> hit.get(event.getDecision().getKey()).add(rule.getId()));
        }
    }

    /** The tables that the classes loaded so far test row by row. */
    static Set<String> tables() {
        return Collections.unmodifiableSet(new TreeSet<>(TABLES));
    }

    @Override
    void judge() {
        tables.forEach((key, table) -> {
            Set<String> never = new TreeSet<>();
            for (DmnDecisionTableRuleImpl rule : ((DmnDecisionTableImpl) table.getDecisionLogic()).getRules()) {
                never.add(rule.getId());
            }
            never.removeAll(hit.get(key));
            assertThat(never).as("rows of " + key + " that no test of the class hits").isEmpty();
        });
    }
}
