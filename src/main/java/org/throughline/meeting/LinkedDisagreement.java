package org.throughline.meeting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;
import org.throughline.casefile.Casefiles;
import org.throughline.notification.LinkHolder;
import org.throughline.notification.LinkPurpose;
import org.throughline.notification.LinkedAct;
import org.throughline.notification.LinkedPage;
import org.throughline.notification.LinkedPage.Field;
import org.throughline.notification.LinkedPage.Option;
import org.throughline.notification.LinkedPage.Part;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** Writing "I do not agree" over a signed link, for somebody without account who works with the family. */
@Component
class LinkedDisagreement implements LinkedAct {

    private final Disagreements disagreements;
    private final Casefiles casefiles;
    private final Organisation organisation;

    LinkedDisagreement(Disagreements disagreements, Casefiles casefiles, Organisation organisation) {
        this.disagreements = disagreements;
        this.casefiles = casefiles;
        this.organisation = organisation;
    }

    @Override
    public LinkPurpose purpose() {
        return LinkPurpose.DISAGREE;
    }

    @Override
    public long version(LinkHolder holder) {
        if (!disagreements.worksWith(holder.subject(), organisation.get(holder.practitioner()))) {
            throw new Refusal("You no longer work with this family by what is recorded. If that is wrong, ring the team that asked you.", "not-with-this-family");
        }
        return DisagreementLinks.TO_WRITE;
    }

    @Override
    public LinkedPage page(LinkHolder holder) {
        Practitioner me = organisation.get(holder.practitioner());
        Option[] people = disagreements.whomToName(holder.subject(), me).stream().map(one -> new Option(one.username(), one.name() + ", " + organisation.agency(one.agencyId()).name()))
                .toArray(Option[]::new);
        return new LinkedPage("I do not agree", List.of(new Part(null, "You write as " + me.name() + ", about the case file " + casefiles.get(holder.subject()).reference()
                + ". If a child is in danger now, ring 999 first."), new Part(null, "It is answered by set times, goes up by itself when nobody answers, and only you end it.")),
                List.of(Field.choice("with", "With whom do you not agree?", people),
                        Field.choice("subject", "What is it about?", new Option("THRESHOLD", "Whether the threshold is met"), new Option("ROLES", "Who does what"),
                                new Option("NEED_FOR_ACTION", "Whether something must be done"), new Option("COMMUNICATION", "How we speak with each other"),
                                new Option("INFORMATION_SHARING", "What is shared"), new Option("PLAN_PROGRESS", "How the plan goes")),
                        Field.text("what", "What do you not agree with?", null), Field.text("why", "Why?", null), Field.text("couldHappen", "What could happen to the child?", null),
                        Field.text("safeMeanwhile", "What keeps the child safe until it is answered?", "If nothing does, write so."),
                        Field.tick("ofConference", "It is the decision of a conference", "Its chair answers first: choose the chair above."),
                        Field.tick("childInDanger", "A child is in danger now", "The duty manager is told at once and acts first.")), "Send it");
    }

    @Override
    public String act(LinkHolder holder, Map<String, String> form) {
        Practitioner me = organisation.get(holder.practitioner());
        UUID with = Optional.ofNullable(form.get("with")).flatMap(organisation::find).filter(one -> disagreements.whomToName(holder.subject(), me).contains(one)).map(Practitioner::id).orElse(null);
        DisagreementSubject subject = new ArrayList<>(List.of(DisagreementSubject.values())).stream().filter(one -> one.name().equals(form.get("subject"))).findFirst().orElse(null);
        disagreements.raiseByLink(new NewDisagreement(holder.subject(), with, subject, form.get("what"), form.get("why"), form.get("couldHappen"), form.get("safeMeanwhile"),
                "yes".equals(form.get("childInDanger")), "yes".equals(form.get("ofConference")), true), me);
        return "It is written, and will be answered. When it is, you get a mail with a link to say whether that settles it.";
    }
}
