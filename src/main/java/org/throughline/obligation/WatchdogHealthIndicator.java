package org.throughline.obligation;

import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/** A watchdog that has gone silent is worse than one that barks: DOWN after WD1. Alarms themselves take no node out of service. */
@Component
class WatchdogHealthIndicator extends AbstractHealthIndicator {

    private final Watchdog watchdog;

    WatchdogHealthIndicator(Watchdog watchdog) {
        this.watchdog = watchdog;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        Verdict verdict = watchdog.verdict();
        (verdict.silent() ? health.down() : health.up())
                .withDetail("lastRound", verdict.lastRound() == null ? "none yet" : verdict.lastRound().toString())
                .withDetail("openAlarms", verdict.openAlarms());
    }
}
