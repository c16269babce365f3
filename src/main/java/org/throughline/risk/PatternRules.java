package org.throughline.risk;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The decision table {@code pattern-prompt} (P1 to P20); an administrator may change every row. */
public interface PatternRules {

    /** What these facts raise; one for a rule however many of its rows match. */
    List<PatternRow> raised(PatternFacts facts);

    /** Which kinds of entries each rule counts, as {@link PatternRow#counts()} says them; by the rule's id, all its rows together. */
    Map<String, Set<String>> counted();
}
