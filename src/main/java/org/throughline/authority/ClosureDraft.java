package org.throughline.authority;

import java.util.List;
import java.util.UUID;

/**
 * A worker asks that the case file be closed.
 *
 * @param summary     what has been reached, in up to 500 characters
 * @param forTheChild what closing means for the child
 * @param endings     how each thing that should still happen ends, where it has not been done
 */
public record ClosureDraft(String summary, String forTheChild, List<Ending> endings) {

    public ClosureDraft {
        endings = endings == null ? List.of() : List.copyOf(endings);
    }

    /** How an obligation ends with the file. */
    public enum How { NOT_NEEDED, OVERTAKEN }

    public record Ending(UUID obligation, How how, String reason) {}
}
