package org.throughline.casefile;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Asks every few minutes, on every node, whether a new day has begun ({@code throughline.families.every}); tests ask themselves. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "throughline.families.scheduled", havingValue = "true", matchIfMissing = true)
@EnableScheduling
class LinkDaySchedule {

    private final LinkDays days;

    LinkDaySchedule(LinkDays days) {
        this.days = days;
    }

    @Scheduled(initialDelayString = "${throughline.families.every:PT10M}", fixedDelayString = "${throughline.families.every:PT10M}")
    void go() {
        days.takeEffect();
    }
}
