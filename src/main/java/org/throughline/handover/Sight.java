package org.throughline.handover;

import java.util.Collections;
import java.util.Set;
import org.throughline.access.Relation;

/** How much of a handover somebody sees who may see it at all, by how they stand to the case file (the reasons given in permissions.txt). */
enum Sight {
    /** Who keeps the file, takes it over, or answers for one of the two. */
    ALL,
    /** Who decides on acceptance, before anybody new reads: the summary, the readiness and the decision. */
    THE_DECISION,
    /** The new worker before the acceptance. */
    THAT_IT_WAITS;

    private static final Set<Relation> KEEP_IT = Set.of(Relation.ALLOCATED, Relation.INCOMING, Relation.SUPERVISOR, Relation.DEPUTY, Relation.LINE_ABOVE);

    static Sight of(Set<Relation> relations) {
        if (!Collections.disjoint(relations, KEEP_IT)) {
            return ALL;
        }
        return relations.contains(Relation.RECEIVING_MANAGER) ? THE_DECISION : THAT_IT_WAITS;
    }

    boolean shows(HandoverStep step) {
        return this == ALL || this == THE_DECISION && (step == HandoverStep.PREPARE_SUMMARY || step == HandoverStep.DECIDE_ACCEPTANCE);
    }
}
