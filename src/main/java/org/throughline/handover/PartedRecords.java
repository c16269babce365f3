package org.throughline.handover;

import java.time.Clock;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;
import org.throughline.casefile.LinkEnded;
import org.throughline.casefile.MatchDecided;
import org.throughline.workflow.Gaps;

/**
 * Nobody who signs for a new worker parts, while that handover is open, two records that were one person: it takes a history out of the
 * reading of the very worker they sign for. Somebody else of the line, or the worker who hands over, can.
 */
@Component
class PartedRecords {

    private final OwnSignature signature;
    private final Clock clock;

    PartedRecords(OwnSignature signature, Clock clock) {
        this.signature = signature;
        this.clock = clock;
    }

    @EventListener
    void on(MatchDecided decided) {
        if (decided.parted() && signature.awaited(decided.decidedBy(), decided.files())) {
            throw new Refusal("A handover of this family waits for your signature, so somebody else says that these are two people: the worker who hands over, "
                    + "or the next level of your line. What you found is not lost: tell them why.", "own-sign-off");
        }
    }

    /** A tie that ends on a past day takes later entries out of the reading just as well. */
    @EventListener
    void on(LinkEnded ended) {
        if (ended.until().isBefore(Gaps.today(clock)) && signature.orReadingAwaited(ended.endedBy(), ended.files())) {
            throw new Refusal("A handover of this family waits for your signature or your reading, so somebody else records that this ended: the worker who hands over, "
                    + "or the next level of your line.", "own-sign-off");
        }
    }
}
