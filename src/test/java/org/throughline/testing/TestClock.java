package org.throughline.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/** The application's clock in tests: follows the real time until it is set; the engine's clock goes with it. */
public final class TestClock extends Clock {

    private static final TestClock INSTANCE = new TestClock();

    private final ThreadLocal<Instant> apart = new ThreadLocal<>();
    private final AtomicLong ticked = new AtomicLong();
    private volatile Instant fixed;
    private volatile boolean ticks;

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

    /** From now until the next reset it goes on by a microsecond each time it is asked: two acts that cross never fall on one moment, as in life. */
    public void tick() {
        ticked.set(0);
        ticks = true;
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
        ticks = false;
        ClockUtil.reset();
    }

    @Override
    public Instant instant() {
        Instant own = apart.get();
        Instant now = own != null ? own : fixed;
        if (now == null) {
            return Instant.now();
        }
        return ticks && own == null ? now.plus(ticked.incrementAndGet(), ChronoUnit.MICROS) : now;
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
