package org.throughline.workflow.model;

import java.util.ArrayList;
import java.util.List;
import org.w3c.dom.Element;

/** What every decision must have, and what the application will ask of it. */
final class DecisionCheck {

    private final TableCheck tables;

    /** @param tables null where the file's language is not harmless, so that nothing of it is tried */
    DecisionCheck(TableCheck tables) {
        this.tables = tables;
    }

    List<Finding> findings(byte[] file, Element definitions) {
        List<Finding> findings = new ArrayList<>();
        List<Element> decisions = Xml.all(definitions).stream().filter(e -> "decision".equals(e.getLocalName())).toList();
        if (decisions.isEmpty()) {
            findings.add(new Finding(null, "The file holds no decision."));
        }
        for (Element decision : decisions) {
            if (decision.getAttributeNS(ModelLanguage.CAMUNDA_DMN, "historyTimeToLive").isEmpty()) {
                findings.add(new Finding(decision.getAttribute("id"), "The decision does not say how long the engine keeps its traces. Set the time-to-live."));
            }
        }
        if (tables != null) {
            findings.addAll(tables.findings(file, definitions));
        }
        return findings;
    }
}
