package org.throughline.obligation;

import java.util.List;

/** Something besides the engine that can be at fault. The watchdog asks at each round; a fault that is not named any more has gone. */
public interface FaultReporter {

    /** @param subject what is at fault, by its id or user name; never a text of the record */
    record Fault(AlarmKind kind, String subject) {}

    /** Every fault as it stands now. Reads only: it runs inside the watchdog's look. */
    List<Fault> faults();
}
