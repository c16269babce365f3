package org.throughline.obligation;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Goes round every minute ({@code throughline.watchdog.every}) on every node; a lock lets one at a time. Tests go round themselves. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "throughline.watchdog.scheduled", havingValue = "true", matchIfMissing = true)
@EnableScheduling
class WatchSchedule {

    private static final Logger LOG = LoggerFactory.getLogger(WatchSchedule.class);

    private final Watchdog watchdog;
    private final AlarmGauges gauges;

    WatchSchedule(Watchdog watchdog, AlarmGauges gauges) {
        this.watchdog = watchdog;
        this.gauges = gauges;
    }

    /** What fails here is tried again at the next round; that it stays silent shows in the health of the node. */
    @Scheduled(initialDelayString = "${throughline.watchdog.first:PT20S}", fixedDelayString = "${throughline.watchdog.every:PT1M}")
    void go() {
        try {
            watchdog.round();
            gauges.refresh();
        } catch (RuntimeException failed) {
            LOG.warn("The watchdog could not go round: {}", failed.toString());
        }
    }
}
