package org.throughline.root;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Looks every few minutes, on every node, whether today's root is made ({@code throughline.roots.every}); tests look themselves. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "throughline.roots.scheduled", havingValue = "true", matchIfMissing = true)
@EnableScheduling
class RootSchedule {

    private final DailyRoot daily;

    RootSchedule(DailyRoot daily) {
        this.daily = daily;
    }

    @Scheduled(initialDelayString = "${throughline.roots.first:PT1M}", fixedDelayString = "${throughline.roots.every:PT5M}")
    void go() {
        daily.run();
    }
}
