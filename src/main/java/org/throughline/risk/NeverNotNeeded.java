package org.throughline.risk;

import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;
import org.throughline.obligation.ObligationEnded;

/** A pattern is answered, and looked at a second time, with words and on evidence; that two people find it not needed is no answer. */
@Component
class NeverNotNeeded {

    private static final Set<String> DECIDED = Set.of(Raised.SUBJECT, SecondLooks.SUBJECT);

    @EventListener
    void ended(ObligationEnded ended) {
        if (DECIDED.contains(ended.subjectKind()) && "NOT_NEEDED".equals(ended.endKind())) {
            throw new Refusal("This asks for a decision on evidence. Answer it where the pattern stands.", "answer-the-pattern");
        }
    }
}
