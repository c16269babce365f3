package org.throughline.identity;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.throughline.workflow.SignInMethod;

/** Reads the realm every minute ({@code throughline.keycloak.every}) on every node; tests do it themselves. */
@Component
@Profile(SignInMethod.KEYCLOAK)
@ConditionalOnProperty(name = "throughline.keycloak.scheduled", havingValue = "true", matchIfMissing = true)
class RealmSchedule {

    private static final Logger LOG = LoggerFactory.getLogger(RealmSchedule.class);

    private final RealmRound round;

    RealmSchedule(RealmRound round) {
        this.round = round;
    }

    /** What fails is tried again at the next round; that it fails for long is an alarm (ID2). */
    @Scheduled(initialDelayString = "${throughline.keycloak.first:PT10S}", fixedDelayString = "${throughline.keycloak.every:PT1M}")
    void go() {
        try {
            round.go();
        } catch (RuntimeException failed) {
            LOG.warn("The realm could not be read: {}", failed.getClass().getSimpleName());
        }
    }
}
