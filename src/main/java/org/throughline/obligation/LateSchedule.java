package org.throughline.obligation;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Sweeps every minute ({@code throughline.deadlines.every}) on every node; tests sweep themselves. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "throughline.deadlines.scheduled", havingValue = "true", matchIfMissing = true)
@EnableScheduling
class LateSchedule {

    private final LateSweep sweep;

    LateSchedule(LateSweep sweep) {
        this.sweep = sweep;
    }

    @Scheduled(initialDelayString = "${throughline.deadlines.every:PT1M}", fixedDelayString = "${throughline.deadlines.every:PT1M}")
    void go() {
        sweep.go();
    }
}
