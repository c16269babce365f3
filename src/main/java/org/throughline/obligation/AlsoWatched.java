package org.throughline.obligation;

import java.time.Instant;
import java.util.List;

/** Something else that must not fail unseen: the watchdog asks it at every round, and what it names is an alarm until it is named no more (domain 6). */
public interface AlsoWatched {

    /** The faults that stand now. Quick, and never an exception for something that is merely away: that is a fault to name. */
    List<Fault> faults(Instant now);

    /** @param subject what is at fault, by its id or in one word; never a name or a text of the record */
    record Fault(AlarmKind kind, String subject) {}
}
