package org.throughline.agreement;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Goes round every minute ({@code throughline.agreements.every}) on every node: an agreement is locked while it is asked about. Tests go round themselves. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "throughline.agreements.scheduled", havingValue = "true", matchIfMissing = true)
@EnableScheduling
class AgreementSchedule {

    private final Lapses lapses;

    AgreementSchedule(Lapses lapses) {
        this.lapses = lapses;
    }

    @Scheduled(initialDelayString = "${throughline.agreements.every:PT1M}", fixedDelayString = "${throughline.agreements.every:PT1M}")
    void go() {
        lapses.run();
    }
}
