package org.throughline.meeting;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.throughline.access.Invalid;
import org.throughline.access.Refusal;
import org.throughline.chronology.DraftText;
import org.throughline.notification.LinkHolder;
import org.throughline.notification.LinkPurpose;
import org.throughline.notification.LinkedAct;
import org.throughline.notification.LinkedPage;
import org.throughline.notification.LinkedPage.Field;
import org.throughline.notification.LinkedPage.Part;

/** Handing a report in over a signed link. What was handed in is not shown again. */
@Component
class LinkedReport implements LinkedAct {

    private final LinkedInvitation invitation;

    LinkedReport(LinkedInvitation invitation) {
        this.invitation = invitation;
    }

    @Override
    public LinkPurpose purpose() {
        return LinkPurpose.REPORT;
    }

    @Override
    public long version(LinkHolder holder) {
        InvitationReplies.Asked asked = invitation.asked(holder);
        if (asked.reportDue() == null || asked.reported()) {
            throw new Refusal(asked.reported() ? "Your report was handed in already. If something is missing in it, bring it to the meeting." : "No report is asked of you.", "no-report");
        }
        return asked.sequence();
    }

    @Override
    public LinkedPage page(LinkHolder holder) {
        InvitationReplies.Asked asked = invitation.asked(holder);
        return new LinkedPage("Hand in your report", List.of(new Part(null, invitation.inWords(asked) + "."), new Part(null, "Your report is asked for by " + invitation.moment(asked.reportDue()) + ".")),
                List.of(Field.text("text", "Your report", "What you know first hand, what you think, and what the child needs. No addresses or telephone numbers, please. It is kept when you send it, "
                        + "and not shown on this page again.")), "Hand it in");
    }

    @Override
    public String act(LinkHolder holder, Map<String, String> form) {
        String text = form.getOrDefault("text", "").strip();
        if (text.isEmpty()) {
            throw new Invalid(List.of(new Invalid.Fault("text", "Write your report.")));
        }
        try {
            text = DraftText.checked(JsonNodeFactory.instance.objectNode().put("text", text)).path("text").asText();
        } catch (Invalid wrong) {
            throw new Invalid(wrong.faults().stream().map(fault -> new Invalid.Fault("text", fault.reason())).toList());
        }
        invitation.replies().report(holder.subject(), text);
        return "Your report was handed in.";
    }
}
