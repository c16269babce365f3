package org.throughline.standalone;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The clock of an installation that brings its own database. It shows the real time, except while the waiting story is told:
 * then it stands where the story is. Nothing else may set it.
 */
public final class StoryClock extends Clock {

    private volatile Instant told;

    /** Stands at this moment of the story. */
    public void stand(Instant moment) {
        told = moment;
    }

    /** The story goes on by that much. */
    public void goOn(Duration by) {
        told = instant().plus(by);
    }

    /** The story is told; the time is the real one again. */
    public void real() {
        told = null;
    }

    @Override
    public Instant instant() {
        Instant now = told;
        return now != null ? now : Instant.now();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        StoryClock story = this;
        return zone.equals(ZoneOffset.UTC) ? this : new Clock() {
            @Override
            public ZoneId getZone() {
                return zone;
            }

            @Override
            public Clock withZone(ZoneId other) {
                return story.withZone(other);
            }

            @Override
            public Instant instant() {
                return story.instant();
            }
        };
    }
}
