package org.throughline.obligation;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** What is owed because of something whose very existence is kept from a reader. Implemented where entries and rules are known. */
public interface SealedDuties {

    /** Of these obligations, those that would be a trace of it. Whoever owes one, or was told of it, sees it all the same: no duty disappears. */
    Set<UUID> sealedFrom(UUID reader, Collection<UUID> obligations);
}
