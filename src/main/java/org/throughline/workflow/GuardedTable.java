package org.throughline.workflow;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What the domain needs of one decision table, asked before a changed table is deployed, so that no step meets a table that has no answer for it. */
public interface GuardedTable {

    /** The decision's id in the model, such as {@code handover-deadline}. */
    String decisionKey();

    /**
     * What the table lacks.
     *
     * @param table answers with the rows that match these inputs; throws where the table cannot be evaluated with them
     * @return a sentence for every fault, to act on; empty where the table may be used
     */
    List<String> faults(Function<Map<String, Object>, List<Map<String, Object>>> table);
}
