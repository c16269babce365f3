package org.throughline.chronology;

import java.time.Instant;
import java.util.UUID;

/**
 * Which part of a family history is wanted.
 *
 * @param cursor  null for the first page, else what the page before gave as {@code next}
 * @param limit   1 to 200
 * @param person  only entries about this person; null for all
 * @param agency  only entries from the agency with this code; null for all
 * @param keyOnly only key entries
 * @param asOf    the history as it stood at this moment; null for now
 */
public record HistoryQuery(String cursor, int limit, UUID person, String agency, boolean keyOnly, Instant asOf) {

    public static final int MOST = 200;

    public HistoryQuery {
        limit = Math.max(1, Math.min(limit, MOST));
    }

    public static HistoryQuery first(int limit) {
        return new HistoryQuery(null, limit, null, null, false, null);
    }
}
