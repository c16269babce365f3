package org.throughline.casefile;

import java.util.List;

/** Somebody who is to be recorded may be known already, and nobody has said whether they are. Nothing has been written. */
public final class KnownAlready extends RuntimeException {

    private final transient List<LikelyMatch> matches;

    KnownAlready(List<LikelyMatch> matches) {
        super(matches.size() == 1 ? "Somebody here may be known already. Look at the record and say whether it is the same person."
                : matches.size() + " records may be of people named here. Look at each and say whether it is the same person.");
        this.matches = List.copyOf(matches);
    }

    public List<LikelyMatch> matches() {
        return matches;
    }
}
