package org.throughline.meeting;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal.Missing;
import org.throughline.organisation.Organisation;
import org.throughline.workflow.Gaps;

/** Before the meeting: who is coming, and of every report that is asked, that it is here or was chased, when and how (D16, IN5). */
@Component
class PrepareAct implements MeetingAct {

    private static final Set<String> ANSWERS = Set.of("COMING", "NOT_COMING", "SUBSTITUTE", "NO_ANSWER");

    private final InviteeStore store;
    private final Organisation organisation;
    private final Clock clock;

    PrepareAct(InviteeStore store, Organisation organisation, Clock clock) {
        this.store = store;
        this.organisation = organisation;
        this.clock = clock;
    }

    @Override
    public MeetingStep step() {
        return MeetingStep.PREPARE;
    }

    @Override
    public List<Missing> missing(Doing doing) {
        return gaps(doing).missing();
    }

    @Override
    public Done perform(Doing doing) {
        gaps(doing).refuse("The meeting is not prepared yet. Fill in what is named here.");
        Set<UUID> answered = answered(doing);
        for (Invitee invitee : places(doing)) {
            JsonNode said = doing.content().path("places").path(invitee.id().toString());
            String answer = said.path("answer").asText("");
            if (!answered.contains(invitee.id()) && ANSWERS.contains(answer) && !"NO_ANSWER".equals(answer)) {
                store.reply(invitee.id(), answer, said.path("note").asText(null), doing.actor().id(), doing.at());
            }
            if (!said.path("chasedOn").asText("").isBlank()) {
                store.reply(invitee.id(), "CHASED", said.path("chasedHow").asText("").strip() + ", " + said.path("chasedOn").asText(), doing.actor().id(), doing.at());
            }
        }
        return Done.of("PREPARED", MeetingStep.HOLD);
    }

    /** Whose coming is asked after: everybody but the family, who are told otherwise, and whoever convenes it. */
    private List<Invitee> places(Doing doing) {
        return store.of(doing.meeting().id()).stream().filter(invitee -> invitee.invited() && !invitee.family())
                .filter(invitee -> invitee.practitionerId() == null || !invitee.practitionerId().equals(doing.meeting().convenorId())).toList();
    }

    private Set<UUID> answered(Doing doing) {
        return store.replies(doing.meeting().id()).stream().filter(reply -> ANSWERS.contains(reply.kind())).map(InviteeStore.Reply::invitee).collect(Collectors.toSet());
    }

    private Gaps gaps(Doing doing) {
        Gaps gaps = new Gaps();
        Set<UUID> answered = answered(doing);
        Set<UUID> reported = store.replies(doing.meeting().id()).stream().filter(reply -> "REPORT".equals(reply.kind())).map(InviteeStore.Reply::invitee)
                .collect(Collectors.toCollection(HashSet::new));
        for (Invitee invitee : places(doing)) {
            JsonNode said = doing.content().path("places").path(invitee.id().toString());
            String who = invitee.practitionerId() != null ? organisation.get(invitee.practitionerId()).name() : organisation.agency(invitee.agencyId()).name();
            if (!answered.contains(invitee.id())) {
                gaps.oneOf(said, "answer", ANSWERS, "Say whether " + who + " is coming.", "#place-" + invitee.id());
            }
            if (invitee.reportAsked() && !reported.contains(invitee.id())) {
                Gaps chased = new Gaps();
                chased.pastDay(said, "chasedOn", "day", clock);
                chased.text(said, "chasedHow", "how");
                if (!chased.missing().isEmpty()) {
                    gaps.add("The report of " + who + " is not here. Say on which day and how you chased it.", "#chased-" + invitee.id());
                }
            }
        }
        return gaps;
    }
}
