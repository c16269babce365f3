package org.throughline.root;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a verification of the record found.
 *
 * @param entries       how many entries were read
 * @param lastRoot      the number of the newest root that is believed; 0 where there is none
 * @param notYetUnder   how many entries are newer than any root: for them only the chain speaks
 * @param faults        empty where everything stands as it was filed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecordState(boolean intact, long chains, long entries, long roots, long lastRoot, Instant lastRootAt, long notYetUnder, List<Fault> faults) {

    /**
     * @param casefile whose chain; null where it is about the roots
     * @param at       the entry, or the root
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Fault(UUID casefile, Long at, String why) {}
}
