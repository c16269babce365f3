package org.throughline.obligation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** The alarms that stand, by kind, and for how long the watchdog has been silent; every node shows the same. */
@Component
class AlarmGauges {

    private final Alarms alarms;
    private final Watchdog watchdog;
    private volatile Map<AlarmKind, Integer> open = Map.of();
    private volatile Instant lastRound;

    AlarmGauges(Alarms alarms, Watchdog watchdog, MeterRegistry registry, Clock clock) {
        this.alarms = alarms;
        this.watchdog = watchdog;
        for (AlarmKind kind : AlarmKind.values()) {
            Gauge.builder("throughline.alarms", this, gauges -> gauges.open.getOrDefault(kind, 0)).tag("kind", kind.name())
                    .description("Alarms that stand").register(registry);
        }
        TimeGauge.builder("throughline.watchdog.silence", this, TimeUnit.SECONDS,
                        gauges -> gauges.lastRound == null ? Double.NaN : Duration.between(gauges.lastRound, clock.instant()).toSeconds())
                .description("Since the watchdog finished a round").register(registry);
    }

    /** After each round, and where another node goes round as well. */
    void refresh() {
        open = alarms.open();
        lastRound = watchdog.verdict().lastRound();
    }
}
