package org.throughline.calendar;

import java.time.Instant;
import java.util.Optional;

/**
 * What the application does by itself because a moment has come, without a job of the engine. In life a schedule runs it often and it
 * mostly finds nothing to do; a replay asks when it would find something, and passes over the years in between.
 */
public interface ClockRound {

    /** The soonest moment after this one at which a run would do something as things stand; empty while nothing waits for a moment. */
    Optional<Instant> next(Instant after);

    /** Does what is to be done now, by the application's clock; nothing where there is nothing to do. */
    void run();
}
