package org.throughline.handover;

import java.util.Set;

/**
 * What is known when readiness is judged.
 *
 * @param confirmed           what the outgoing worker confirmed in the summary
 * @param daysSinceAssessment days since the last assessment on the child's file; null when there is none
 * @param daysSinceSeen       days since the last visit on the child's file; null when there is none
 * @param siblingsElsewhere   open files of the family's other children whose responsible worker is neither the old nor the new one
 * @param fieldsEmpty         fields of the summary that are still empty
 * @param matchesUndecided    proposals "may be the same person" that nobody has decided
 * @param betweenAuthorities  whether the case goes to another local authority
 */
public record ReadinessFacts(Set<ReadinessCondition> confirmed, Integer daysSinceAssessment, Integer daysSinceSeen, int siblingsElsewhere,
                      int fieldsEmpty, int matchesUndecided, boolean betweenAuthorities) {}
