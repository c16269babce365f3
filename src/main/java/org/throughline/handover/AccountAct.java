package org.throughline.handover;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal.Missing;
import org.throughline.casefile.PersonView;
import org.throughline.workflow.Gaps;

/** The reader's own account in seven answers, the child first (HU2); every empty answer is named at once. */
@Component
class AccountAct implements StepAct {

    private final FamilyChildren children;

    AccountAct(FamilyChildren children) {
        this.children = children;
    }

    @Override
    public HandoverStep step() {
        return HandoverStep.WRITE_ACCOUNT;
    }

    @Override
    public List<Missing> missing(Doing doing) {
        return gaps(doing).missing();
    }

    @Override
    public Done perform(Doing doing) {
        gaps(doing).refuse("Your account is not complete yet. Answer what is named here; \"I do not know\" with whom you will ask is an answer.");
        return Done.of("WRITTEN", HandoverStep.SIGN_OFF, Map.of());
    }

    private Gaps gaps(Doing doing) {
        Gaps gaps = new Gaps();
        JsonNode content = doing.content();
        for (PersonView child : children.of(doing.handover().casefileId())) {
            gaps.text(content.path("q1"), child.id().toString(), "Question 1, " + child.givenName() + ": " + AccountQuestion.Q1.about() + ".",
                    "#q1-" + child.id());
        }
        for (AccountQuestion question : AccountQuestion.values()) {
            if (question != AccountQuestion.Q1) {
                gaps.text(content, question.field(), "Question " + (question.ordinal() + 1) + ": " + question.about() + ".");
            }
        }
        return gaps;
    }
}
