package org.throughline.notification;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Goes round every few seconds ({@code throughline.mail.every}) on every node; tests go round themselves. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "throughline.mail.scheduled", havingValue = "true", matchIfMissing = true)
@EnableScheduling
class MailSchedule {

    private final MailRound round;

    MailSchedule(MailRound round) {
        this.round = round;
    }

    @Scheduled(initialDelayString = "${throughline.mail.every:PT15S}", fixedDelayString = "${throughline.mail.every:PT15S}")
    void go() {
        round.go();
    }
}
