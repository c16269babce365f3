package org.throughline.authority;

import java.util.Map;
import java.util.UUID;

/** Makes the page "Before you knock" of a family (domain 5): facts and answers, nothing that can find a person. The module of handovers knows how. */
public interface KnockPage {

    /**
     * Every part but the key entries, as this reader may see it.
     *
     * @return for each part what stands there; an empty list where nothing is known
     */
    Map<KnockPart, Object> parts(UUID casefileId, UUID reader);
}
