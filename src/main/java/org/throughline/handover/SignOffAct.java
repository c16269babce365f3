package org.throughline.handover;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;
import org.throughline.access.Refusal.Missing;
import org.throughline.casefile.Casefiles;
import org.throughline.organisation.Organisation;
import org.throughline.reading.Lack;
import org.throughline.reading.Readings;
import org.throughline.workflow.Gaps;

/**
 * It is told before it is signed (domain 5): worker and supervisor have talked, the supervisor asked at least one question. Agreed
 * gives authority and moves responsibility in this transaction (HU3); the other two outcomes go back with reasons.
 */
@Component
class SignOffAct implements StepAct {

    private final Readings readings;
    private final Casefiles casefiles;
    private final Organisation organisation;
    private final SignOffStore signOffs;
    private final ResponsibilityMove responsibility;
    private final Clock clock;

    SignOffAct(Readings readings, Casefiles casefiles, Organisation organisation, SignOffStore signOffs, ResponsibilityMove responsibility, Clock clock) {
        this.readings = readings;
        this.casefiles = casefiles;
        this.organisation = organisation;
        this.signOffs = signOffs;
        this.responsibility = responsibility;
        this.clock = clock;
    }

    @Override
    public HandoverStep step() {
        return HandoverStep.SIGN_OFF;
    }

    @Override
    public List<Missing> missing(Doing doing) {
        return Stream.concat(conversation(doing).missing().stream(), reading(doing).stream()).toList();
    }

    @Override
    public Done perform(Doing doing) {
        Handover handover = doing.handover();
        mustBeAllowed(doing);
        conversation(doing).refuse("It is told before it is signed. Fill in what is named here.");
        String outcome = outcome(doing);
        String reasons = doing.content().path("reasons").asText("").strip();
        if (!outcome.equals("AGREED")) {
            signOffs.add(doing, outcome, reasons);
            HandoverStep next = outcome.equals("READ_AGAIN") ? HandoverStep.READ_HISTORY : HandoverStep.WRITE_ACCOUNT;
            return new Done(outcome, next, Map.of("signOffOutcome", outcome), null, null, reasons, null);
        }
        mustBeRead(doing);
        responsibility.moves(handover, signOffs.add(doing, outcome, reasons), doing.actor(), doing.at());
        return Done.of(outcome, HandoverStep.TELL_FAMILY, Map.of("signOffOutcome", outcome));
    }

    private static String outcome(Doing doing) {
        return doing.content().path("outcome").asText("");
    }

    private void mustBeAllowed(Doing doing) {
        Handover handover = doing.handover();
        if (doing.actor().id().equals(handover.outgoingId())) {
            throw new Refusal("You hand this family over, so you cannot sign for the new worker. Ask your deputy or the next level.", "wrong-signer");
        }
        if (!organisation.signsFor(doing.actor().id(), handover.incomingId(), doing.at())) {
            throw new Refusal("Only the line supervisor of the new worker, or that one's deputy, signs off.", "wrong-signer");
        }
    }

    private void mustBeRead(Doing doing) {
        List<Missing> missing = reading(doing);
        if (missing.isEmpty()) {
            return;
        }
        Handover handover = doing.handover();
        List<Lack> unread = readings.lack(handover.casefileId(), handover.incomingId()).stream().filter(ReadingAct::readable).toList();
        if (!unread.isEmpty()) {
            throw new Refusal("The new worker has not read the whole history as it is now: " + ReadingAct.sentence(unread)
                    + " Choose \"read again\", or sign when it is read.", "history-unread", missing);
        }
        throw new Refusal("This cannot be signed yet. What is named here comes first.", "not-ready-to-sign", missing);
    }

    /** What stands between the account and an agreed sign-off. */
    private List<Missing> reading(Doing doing) {
        Handover handover = doing.handover();
        Stream<Missing> reader = readings.lack(handover.casefileId(), handover.incomingId()).stream().map(ReadingAct::missing);
        Stream<Missing> signer = readings.keyLackOf(handover.casefileId(), doing.actor().id()).stream()
                .map(lack -> new Missing("You have not read key entry " + lack.ref() + " yourself.",
                        "#own-reading-" + lack.entry().casefileId() + "-" + lack.entry().seq()));
        Stream<Missing> sources = casefiles.sources(handover.casefileId()).stream().filter(source -> !source.answered())
                .map(source -> new Missing("Known and not seen: " + source.what() + ", held by " + source.holder() + ". It needs a name, an action and a day.",
                        "#source-" + source.id()));
        return Stream.of(reader, signer, sources).flatMap(all -> all).toList();
    }

    private Gaps conversation(Doing doing) {
        Gaps gaps = new Gaps();
        JsonNode content = doing.content();
        gaps.oneOf(content, "outcome", Set.of("AGREED", "TALK_AGAIN", "READ_AGAIN"), "Choose: agreed, talk again, or read again.");
        gaps.pastDay(content, "talkedOn", "Say on which day you talked.", clock);
        gaps.text(content, "talkedHow", "Say how you talked.");
        gaps.text(content, "question", "Write at least one question you asked.");
        gaps.text(content, "answer", "Write what the worker answered.");
        if (Set.of("TALK_AGAIN", "READ_AGAIN").contains(outcome(doing))) {
            gaps.text(content, "reasons", "Say about what, so that the worker knows what to do.");
        }
        return gaps;
    }
}
