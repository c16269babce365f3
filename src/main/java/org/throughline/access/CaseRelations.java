package org.throughline.access;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Port: how somebody stands to a case file now. The module that knows case files implements it. */
public interface CaseRelations {

    /** For each of these case files every relation that holds at this moment; {@link Relation#NONE} alone where none does. */
    Map<UUID, Set<Relation>> between(UUID practitioner, Collection<UUID> casefiles);

    /** Every relation to one case file; never empty. */
    default Set<Relation> between(UUID practitioner, UUID casefileId) {
        return between(practitioner, List.of(casefileId)).get(casefileId);
    }
}
