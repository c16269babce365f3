package org.throughline.workflow.model;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.DmnEngineException;
import org.throughline.workflow.GuardedTable;
import org.w3c.dom.Element;

/** Tries a table, before it is deployed, with what the application will ask it; only for files whose language was found harmless. */
final class TableCheck {

    private static final DmnEngine ENGINE = DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

    private final Function<String, Optional<GuardedTable>> needs;

    TableCheck(Function<String, Optional<GuardedTable>> needs) {
        this.needs = needs;
    }

    List<Finding> findings(byte[] file, Element definitions) {
        List<Finding> findings = new ArrayList<>();
        Xml.all(definitions).stream().filter(e -> "decision".equals(e.getLocalName())).map(e -> e.getAttribute("id")).forEach(key -> needs.apply(key)
                .ifPresent(table -> faults(key, table, file).forEach(fault -> findings.add(new Finding(key, fault)))));
        return findings;
    }

    private static List<String> faults(String key, GuardedTable needs, byte[] file) {
        try {
            DmnDecision decision = ENGINE.parseDecision(key, new ByteArrayInputStream(file));
            if (!decision.isDecisionTable()) {
                return List.of("This must be a decision table.");
            }
            return needs.faults(given -> rows(decision, given));
        } catch (DmnEngineException unreadable) {
            return List.of("The table cannot be read: " + unreadable.getMessage());
        }
    }

    private static List<Map<String, Object>> rows(DmnDecision decision, Map<String, Object> given) {
        return ENGINE.evaluateDecisionTable(decision, given).getResultList();
    }
}
