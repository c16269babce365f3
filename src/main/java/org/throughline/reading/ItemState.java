package org.throughline.reading;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.throughline.chronology.EntryRef;

/**
 * What a reader has done with one entry.
 *
 * @param singly           must be read by itself, not with its period (table reading-required, RR1, RR2)
 * @param isNew            was not there when the reading began
 * @param mayAcknowledgeAt from when an acknowledgement by itself is taken (RR3), counted from when it was given out and from the reader's receipt before;
 *                         null while not opened
 * @param takes            the shortest time in which its words can be read (RR3)
 * @param readSingly       acknowledged by itself, not with a period
 */
public record ItemState(EntryRef entry, boolean singly, boolean own, boolean isNew, Instant openedAt, Instant mayAcknowledgeAt, Duration takes,
        Instant acknowledgedAt, boolean readSingly, boolean brief, List<Note> notes) {

    /** @param kind USE "I will use this" or UNCLEAR "I do not understand this" */
    public record Note(String kind, String text) {}

    public boolean read() {
        return own || acknowledgedAt != null;
    }

    /** From when one receipt for all of these, which are opened, is taken: the last was given out, and the words of all take their time. */
    public static Instant together(Collection<ItemState> opened) {
        Instant begins = opened.stream().map(state -> state.mayAcknowledgeAt().minus(state.takes())).max(Instant::compareTo).orElse(Instant.EPOCH);
        return begins.plus(opened.stream().map(ItemState::takes).reduce(Duration.ZERO, Duration::plus));
    }
}
