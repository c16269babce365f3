package org.throughline.reading;

import org.throughline.chronology.EntryRef;

/**
 * One entry that a reader still lacks.
 *
 * @param ref  what people call the entry
 * @param key  whether it is a key entry
 * @param kind why it counts as not read
 */
public record Lack(EntryRef entry, String ref, boolean key, Kind kind) {

    /** UNREAD; PERIOD_ONLY: read with its period, but to be read by itself; WITHHELD and SEALED: the holder has not answered yet. */
    public enum Kind { UNREAD, PERIOD_ONLY, WITHHELD, SEALED }
}
