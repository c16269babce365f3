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

/** Saying over a signed link whether an answer settles what one does not agree with. Completes the waiting task, like everybody's act. */
@Component
class LinkedDecision implements LinkedAct {

    private final DisagreementStore store;
    private final DisagreementSteps steps;
    private final DisagreementProcess process;
    private final EngineTasks tasks;
    private final Organisation organisation;
    private final Access access;
    private final ProtectedAddresses addresses;

    LinkedDecision(DisagreementStore store, DisagreementSteps steps, DisagreementProcess process, EngineTasks tasks, Organisation organisation, Access access,
            ProtectedAddresses addresses) {
        this.store = store;
        this.steps = steps;
        this.process = process;
        this.tasks = tasks;
        this.organisation = organisation;
        this.access = access;
        this.addresses = addresses;
    }

    @Override
    public LinkPurpose purpose() {
        return LinkPurpose.DECIDE;
    }

    @Override
    public long version(LinkHolder holder) {
        return store.find(holder.subject()).filter(one -> one.step() == DisagreementStep.DECIDE && one.raisedBy().equals(holder.practitioner())).map(one -> (long) one.turn())
                .orElseThrow(() -> new Refusal("This has been answered meanwhile, or has ended. If you still do not agree, ring the team that works with the family.", "already-done"));
    }

    @Override
    public LinkedPage page(LinkHolder holder) {
        Disagreement one = store.find(holder.subject()).orElseThrow();
        List<Pattern> taken = addresses.everyOneOf(one.casefileId());
        List<Part> parts = new ArrayList<>(List.of(new Part("What you wrote", ProtectedAddresses.takenOut(one.what(), taken))));
        store.acts(one.id()).stream().filter(act -> act.outcome().equals("ANSWERED")).reduce((before, last) -> last).ifPresent(answer -> {
            parts.add(new Part("The answer of " + organisation.get(answer.by()).name(), ProtectedAddresses.takenOut(answer.content().path("plan").asText(), taken)));
            parts.add(new Part("What keeps the child safe", ProtectedAddresses.takenOut(answer.content().path("safety").asText(), taken)));
        });
        return new LinkedPage("Does this settle it?", parts, List.of(
                Field.choice("outcome", "Do you agree now?", new Option("AGREED", "Yes, this settles it"), new Option("NOT_AGREED", one.level() == DisagreementLevel.E4
                        ? "No: my dissent stands on the record" : "No: the next level answers")),
                Field.text("words", "What do you still not agree with?", "Needed where you do not agree."),
                Field.text("safety", "What keeps the child safe meanwhile?", "Needed where you do not agree.")), "Send this");
    }

    @Override
    public String act(LinkHolder holder, Map<String, String> form) {
        Practitioner me = organisation.get(holder.practitioner());
        Disagreement waiting = store.find(holder.subject()).orElseThrow();
        access.allowedByDuty(me, waiting.casefileId(), "Decided over a signed link on the answer to a disagreement");
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        List.of("outcome", "words", "safety").forEach(field -> content.put(field, form.getOrDefault(field, "")));
        DisagreementDraft draft = steps.save(waiting.id(), steps.draft(waiting.id(), me).version(), content, me);
        tasks.complete(me.username(), process.waitingTask(waiting.id()), Map.of("draftVersion", draft.version(), "outcome", form.getOrDefault("outcome", "")));
        return "AGREED".equals(form.get("outcome")) ? "It is settled, by your word." : "It is recorded that you do not agree. You hear of the next answer by mail.";
    }
}
