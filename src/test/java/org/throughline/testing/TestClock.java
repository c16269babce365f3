package org.throughline.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/** The application's clock in tests: follows the real time until it is set; the engine's clock goes with it. */
public final class TestClock extends Clock {

    private static final TestClock INSTANCE = new TestClock();

    private final ThreadLocal<Instant> apart = new ThreadLocal<>();
    private volatile Instant fixed;

    private TestClock() {}

    /** The only one: the engine's clock is global to the JVM too. */
    public static TestClock get() {
        return INSTANCE;
    }

    /** Stands still at this moment from now on. */
    public void set(Instant moment) {
        if (apart.get() != null) {
            apart.set(moment);
            return;
        }
        fixed = moment;
        ClockUtil.setCurrentTime(Date.from(moment));
    }

    /** Stands still at a moment that much later than it shows now. */
    public void advance(Duration duration) {
        set(instant().plus(duration));
    }

    /** While these acts run, this thread has a time of its own, beginning at this moment; the engine's clock is not part of it. */
    public void apart(Instant moment, Runnable acts) {
        apart.set(moment);
        try {
            acts.run();
        } finally {
            apart.remove();
        }
    }

    /** Follows the real time again; done after every test. */
    public void reset() {
        fixed = null;
        ClockUtil.reset();
    }

    @Override
    public Instant instant() {
        Instant own = apart.get();
        Instant now = own != null ? own : fixed;
        return now != null ? now : Instant.now();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? this : Clock.fixed(instant(), zone);
    }
}
