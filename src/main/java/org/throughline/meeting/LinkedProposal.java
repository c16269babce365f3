package org.throughline.meeting;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.throughline.access.Access;
import org.throughline.access.Refusal;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.ProtectedAddresses;
import org.throughline.notification.LinkHolder;
import org.throughline.notification.LinkPurpose;
import org.throughline.notification.LinkedAct;
import org.throughline.notification.LinkedPage;
import org.throughline.notification.LinkedPage.Field;
import org.throughline.notification.LinkedPage.Option;
import org.throughline.notification.LinkedPage.Part;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.workflow.EngineTasks;
import org.throughline.workflow.Gaps;

/**
 * Deciding for a second agency, over a signed link and after a code that is mailed apart, whether a meeting is not needed: with the entries that called
 * for it, what was counted, and the proposal. Completes the waiting task, like everybody's act.
 */
@Component
class LinkedProposal implements LinkedAct {

    private final MeetingRepository repository;
    private final MeetingFacts facts;
    private final MeetingStore store;
    private final MeetingDrafts drafts;
    private final MeetingProcess process;
    private final EngineTasks tasks;
    private final Organisation organisation;
    private final Casefiles casefiles;
    private final Access access;
    private final ProtectedAddresses addresses;

    LinkedProposal(MeetingRepository repository, MeetingFacts facts, MeetingStore store, MeetingDrafts drafts, MeetingProcess process, EngineTasks tasks, Organisation organisation,
            Casefiles casefiles, Access access, ProtectedAddresses addresses) {
        this.repository = repository;
        this.facts = facts;
        this.store = store;
        this.drafts = drafts;
        this.process = process;
        this.tasks = tasks;
        this.organisation = organisation;
        this.casefiles = casefiles;
        this.access = access;
        this.addresses = addresses;
    }

    @Override
    public LinkPurpose purpose() {
        return LinkPurpose.NOT_CONVENING;
    }

    @Override
    public long version(LinkHolder holder) {
        return repository.findById(holder.subject()).filter(meeting -> meeting.step() == MeetingStep.DECIDE_NOT_CONVENING && holder.practitioner().equals(meeting.deciderId()))
                .map(DeciderLinks::proposal)
                .orElseThrow(() -> new Refusal("This has been decided meanwhile, or the proposal was taken back. Nothing is asked of you.", "already-done"));
    }

    @Override
    public LinkedPage page(LinkHolder holder) {
        Meeting meeting = repository.findById(holder.subject()).orElseThrow();
        List<Pattern> taken = addresses.everyOneOf(meeting.casefileId());
        List<Part> parts = new ArrayList<>(List.of(new Part("The child", casefiles.childOf(meeting.casefileId()).givenName() + ". A " + meeting.kind().inWords()
                + (meeting.askedWhy() == null ? " was called for by rule " + meeting.ruleId() + "." : " was asked for."))));
        if (meeting.askedWhy() != null) {
            parts.add(new Part("Why it was asked for", ProtectedAddresses.takenOut(meeting.askedWhy(), taken)));
        }
        facts.causes(meeting, holder.practitioner()).forEach(cause -> {
            parts.add(new Part(Gaps.inWords(cause.eventDate()) + ": " + cause.type() + " (" + cause.agency() + ")", ProtectedAddresses.takenOut(cause.summary(), taken)));
            parts.add(new Part("Why it counts", capital(cause.because()) + " (rule " + cause.ruleId() + ").\n" + String.join("\n", cause.counted())));
        });
        store.lastDone(meeting.id(), MeetingStep.CONVENE).ifPresent(proposal -> {
            parts.add(new Part("What " + organisation.get(proposal.by()).name() + " proposes: no meeting, because", ProtectedAddresses.takenOut(proposal.content().path("why").asText(), taken)));
            parts.add(new Part("What happens instead, and what keeps the child safe", ProtectedAddresses.takenOut(proposal.content().path("instead").asText(), taken)));
        });
        return new LinkedPage("Is a meeting needed?", parts, List.of(
                Field.choice("outcome", "Your decision", new Option("AGREED", "I agree: no meeting is needed"), new Option("NOT_AGREED", "I do not agree: it is needed")),
                Field.text("words", "Why? In your own words", "It stands in the record beside your name.")), "Keep this decision");
    }

    private static String capital(String words) {
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    @Override
    public String act(LinkHolder holder, Map<String, String> form) {
        Practitioner me = organisation.get(holder.practitioner());
        Meeting meeting = repository.findById(holder.subject()).orElseThrow();
        access.allowedByDuty(me, meeting.casefileId(), "Decided over a signed link whether a meeting is not needed");
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        List.of("outcome", "words").forEach(field -> content.put(field, form.getOrDefault(field, "")));
        MeetingDraft draft = drafts.save(meeting.id(), MeetingStep.DECIDE_NOT_CONVENING, drafts.get(meeting.id(), MeetingStep.DECIDE_NOT_CONVENING, me).version(), content, me);
        tasks.complete(me.username(), process.waitingTask(meeting.id()).orElseThrow(), Map.of("draftVersion", draft.version()));
        return "AGREED".equals(form.get("outcome")) ? "No meeting is held. Your name stands beside the proposal." : "The meeting is held. Whoever proposed otherwise is told.";
    }
}
