package org.throughline.meeting;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.throughline.access.Invalid;
import org.throughline.meeting.InvitationReplies.Answer;
import org.throughline.notification.LinkHolder;
import org.throughline.notification.LinkPurpose;
import org.throughline.notification.LinkedAct;
import org.throughline.notification.LinkedPage;
import org.throughline.notification.LinkedPage.Field;
import org.throughline.notification.LinkedPage.Option;
import org.throughline.notification.LinkedPage.Part;

/** Answering an invitation over a signed link: yes, no, or who comes instead. */
@Component
class LinkedAnswer implements LinkedAct {

    private final LinkedInvitation invitation;

    LinkedAnswer(LinkedInvitation invitation) {
        this.invitation = invitation;
    }

    @Override
    public LinkPurpose purpose() {
        return LinkPurpose.ANSWER;
    }

    @Override
    public long version(LinkHolder holder) {
        return invitation.asked(holder).sequence();
    }

    @Override
    public LinkedPage page(LinkHolder holder) {
        return new LinkedPage("Are you coming?", List.of(new Part(null, invitation.inWords(invitation.asked(holder)))), List.of(
                Field.choice("answer", "Are you coming?", new Option("COMING", "Yes"), new Option("NOT_COMING", "No"), new Option("SUBSTITUTE", "Somebody comes instead")),
                Field.line("note", "Who comes instead, or why not?", "Name and office of who comes instead. Please write nothing about a family here.")), "Send this answer");
    }

    @Override
    public String act(LinkHolder holder, Map<String, String> form) {
        Answer answer = Arrays.stream(Answer.values()).filter(one -> one.name().equals(form.get("answer"))).findFirst()
                .orElseThrow(() -> new Invalid(List.of(new Invalid.Fault("answer", "Choose whether you are coming."))));
        String note = form.getOrDefault("note", "").strip();
        if (answer != Answer.COMING && note.isEmpty()) {
            throw new Invalid(List.of(new Invalid.Fault("note", answer == Answer.SUBSTITUTE ? "Write who comes instead, and from which office." : "Write why you are not coming.")));
        }
        invitation.replies().answer(holder.subject(), answer, note.isEmpty() ? null : note);
        return answer == Answer.COMING ? "It is recorded that you are coming." : answer == Answer.SUBSTITUTE ? "It is recorded who comes instead." : "It is recorded that you are not coming. "
                + "If you were asked for a report, please hand it in all the same.";
    }
}
