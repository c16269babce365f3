package org.throughline.meeting;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * When the rounds go ({@code throughline.meetings.look-back-every}, {@code throughline.meetings.night}), on every node: a family is
 * locked while it is asked, and what is made already is joined, so that two nodes make nothing twice. Tests go round themselves.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "throughline.meetings.scheduled", havingValue = "true", matchIfMissing = true)
@EnableScheduling
class MeetingSchedule {

    private final Rounds rounds;

    MeetingSchedule(Rounds rounds) {
        this.rounds = rounds;
    }

    @Scheduled(initialDelayString = "${throughline.meetings.look-back-every:PT1M}", fixedDelayString = "${throughline.meetings.look-back-every:PT1M}")
    void lookBack() {
        rounds.lookBack();
    }

    @Scheduled(cron = Rounds.NIGHT, zone = "Europe/London")
    void night() {
        rounds.night();
    }
}
