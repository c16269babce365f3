package org.throughline.notification;

import org.springframework.stereotype.Component;

/** Lets tests of other modules send what waits. */
@Component
public class MailRounds {

    private final MailRound round;

    MailRounds(MailRound round) {
        this.round = round;
    }

    public void go() {
        round.go();
    }
}
