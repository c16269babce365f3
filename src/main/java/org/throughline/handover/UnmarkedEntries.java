package org.throughline.handover;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;
import org.throughline.chronology.KeyJudged;

/**
 * Nobody who signs for a new worker judges, while that handover is open, that an entry of the family is not key: it need not be read by itself
 * any more, by the worker they sign for and by themselves. Another supervisor or deputy who has read it can.
 */
@Component
class UnmarkedEntries {

    private final OwnSignature signature;

    UnmarkedEntries(OwnSignature signature) {
        this.signature = signature;
    }

    @EventListener
    void on(KeyJudged judged) {
        if (!judged.key() && signature.awaited(judged.judgedBy(), judged.files())) {
            throw new Refusal("A handover of this family waits for your signature, so the entry stays key until it is signed, or another supervisor of this family "
                    + "who has read it judges it. Tell them why you think so.", "own-sign-off");
        }
    }
}
