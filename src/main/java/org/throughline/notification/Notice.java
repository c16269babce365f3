package org.throughline.notification;

import java.util.Objects;
import java.util.UUID;

/**
 * That something waits for somebody.
 *
 * @param dedupeKey names the occasion: a second notice with the same key is the same notice. Never holds words about a person
 * @param to        for whom; where that one is away, has left or cannot log in, the mail goes to who acts for them
 * @param urgent    at once; otherwise with the daily mail
 */
public record Notice(String dedupeKey, UUID to, NoticeKind kind, boolean urgent) {

    public Notice {
        Objects.requireNonNull(dedupeKey, "dedupeKey");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(kind, "kind");
    }
}
