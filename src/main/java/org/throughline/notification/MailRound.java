package org.throughline.notification;

import org.springframework.stereotype.Component;

/** One round: makes the mails that are due and hands them over. */
@Component
class MailRound {

    private static final int MOST_IN_A_ROUND = 500;

    private final Letters letters;
    private final Post post;

    MailRound(Letters letters, Post post) {
        this.letters = letters;
        this.post = post;
    }

    /** A server that is away ends the round: the others would only wait for it too. */
    void go() {
        boolean more = true;
        while (more) {
            more = letters.make();
        }
        for (int sent = 0; sent < MOST_IN_A_ROUND; sent++) {
            Post.Outcome outcome = post.next();
            if (outcome == Post.Outcome.NONE_WAITS || outcome == Post.Outcome.SERVER_AWAY) {
                return;
            }
        }
    }
}
