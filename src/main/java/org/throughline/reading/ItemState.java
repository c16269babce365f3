package org.throughline.reading;

import java.time.Instant;
import java.util.List;
import org.throughline.chronology.EntryRef;

/**
 * What a reader has done with one entry.
 *
 * @param singly           must be read by itself, not with its period (table reading-required, RR1, RR2)
 * @param isNew            was not there when the reading began
 * @param mayAcknowledgeAt from when an acknowledgement is taken (RR3); null while not opened
 */
public record ItemState(EntryRef entry, boolean singly, boolean own, boolean isNew, Instant openedAt, Instant mayAcknowledgeAt,
        Instant acknowledgedAt, boolean brief, List<Note> notes) {

    /** @param kind USE "I will use this" or UNCLEAR "I do not understand this" */
    public record Note(String kind, String text) {}

    public boolean read() {
        return own || acknowledgedAt != null;
    }
}
