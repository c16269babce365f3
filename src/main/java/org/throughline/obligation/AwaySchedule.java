package org.throughline.obligation;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Looks for people who are away every few minutes on every node; tests look themselves. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "throughline.away.scheduled", havingValue = "true", matchIfMissing = true)
@EnableScheduling
class AwaySchedule {

    private final AwayPeople people;

    AwaySchedule(AwayPeople people) {
        this.people = people;
    }

    @Scheduled(initialDelayString = "${throughline.away.every:PT5M}", fixedDelayString = "${throughline.away.every:PT5M}")
    void look() {
        people.look();
    }
}
