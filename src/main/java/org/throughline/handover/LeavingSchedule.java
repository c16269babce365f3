package org.throughline.handover;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Ends the work of those who have left, every few minutes on every node; tests do it themselves. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "throughline.leaving.scheduled", havingValue = "true", matchIfMissing = true)
@EnableScheduling
class LeavingSchedule {

    private final Leaving leaving;

    LeavingSchedule(Leaving leaving) {
        this.leaving = leaving;
    }

    @Scheduled(initialDelayString = "${throughline.leaving.every:PT5M}", fixedDelayString = "${throughline.leaving.every:PT5M}")
    void end() {
        leaving.endWhatIsDue();
    }
}
