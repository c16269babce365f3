package org.throughline.risk;

import java.util.List;

/** The decision table {@code pattern-prompt} (P1 to P20); an administrator may change every row. */
public interface PatternRules {

    /** What these facts raise; one for a rule however many of its rows match. */
    List<PatternRow> raised(PatternFacts facts);
}
