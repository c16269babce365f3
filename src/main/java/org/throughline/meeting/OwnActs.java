package org.throughline.meeting;

import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Which meeting acts in this thread now: what its own act ends or files is no news to it, and counts as done by the meeting. */
@Component
class OwnActs {

    private final ThreadLocal<UUID> acting = new ThreadLocal<>();

    <T> T of(UUID meeting, Supplier<T> act) {
        UUID before = acting.get();
        acting.set(meeting);
        try {
            return act.get();
        } finally {
            if (before == null) {
                acting.remove();
            } else {
                acting.set(before);
            }
        }
    }

    /** The meeting that acts; null where none does. */
    UUID acting() {
        return acting.get();
    }
}
