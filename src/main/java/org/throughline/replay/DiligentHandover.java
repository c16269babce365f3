package org.throughline.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.throughline.bundle.CaseBundle;
import org.throughline.casefile.Casefiles;
import org.throughline.handover.HandoverDrafts;
import org.throughline.handover.HandoverStep;
import org.throughline.handover.HandoverType;
import org.throughline.handover.HandoverView;
import org.throughline.handover.HandoverViews;
import org.throughline.handover.Handovers;
import org.throughline.handover.NewHandover;
import org.throughline.handover.ReadinessItem;
import org.throughline.handover.ReasonCode;
import org.throughline.obligation.ObligationView;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.workflow.EngineTask;
import org.throughline.workflow.EngineTasks;

/** A change of worker is handed over: asked for by the new worker's supervisor, each step done by the person whose step it is. */
@Component
@ConditionalOnProperty(ReplayEnvironment.PATH)
class DiligentHandover {

    private final Handovers handovers;
    private final HandoverDrafts drafts;
    private final HandoverViews views;
    private final EngineTasks tasks;
    private final Organisation organisation;
    private final Casefiles casefiles;
    private final DiligentReading reading;
    private final ReplayTime time;

    DiligentHandover(Handovers handovers, HandoverDrafts drafts, HandoverViews views, EngineTasks tasks, Organisation organisation, Casefiles casefiles,
            DiligentReading reading, ReplayTime time) {
        this.handovers = handovers;
        this.drafts = drafts;
        this.views = views;
        this.tasks = tasks;
        this.organisation = organisation;
        this.casefiles = casefiles;
        this.reading = reading;
        this.time = time;
    }

    /** The supervisor of the new worker asks for the handover. Nothing where nobody is responsible yet, or nobody else of the agency is ever seen to act. */
    void request(CaseBundle.Row changed, ReplayFamily family) {
        UUID file = family.fileOf(changed);
        Optional<Practitioner> responsible = casefiles.responsible(file).map(organisation::get);
        responsible.flatMap(outgoing -> newWorker(changed, family, outgoing)).ifPresent(incoming -> organisation.lineSupervisorOf(incoming.id()).ifPresent(supervisor ->
                handovers.request(new NewHandover(file, incoming.username(), HandoverType.WORKER_SAME_TEAM, ReasonCode.MANAGE, null, true), supervisor)));
    }

    /** The bundle does not name the new worker: it is who of the same agency records next and answers for neither of the two. */
    private Optional<Practitioner> newWorker(CaseBundle.Row changed, ReplayFamily family, Practitioner outgoing) {
        return family.bundle().rows().stream().filter(row -> row.recordedAt().isAfter(changed.recordedAt())).sorted(Comparator.comparing(CaseBundle.Row::recordedAt))
                .map(CaseBundle.Row::recordedBy).filter(Objects::nonNull).map(username -> organisation.get(family.worker(username)))
                .filter(person -> person.agencyId().equals(outgoing.agencyId()) && !person.id().equals(outgoing.id()) && !person.id().equals(outgoing.supervisorId())).findFirst();
    }

    /** Does what is owed for a handover: the step that waits, or telling the agencies. */
    void act(ObligationView owed, DiligentHours hours) {
        UUID handover = owed.subjectId();
        Practitioner doer = organisation.get(owed.ownerId());
        Optional<HandoverStep> step = owed.waitingTask().flatMap(HandoverStep::ofTask);
        if (step.isEmpty()) {
            tellAgencies(owed, doer, hours);
            return;
        }
        HandoverView view = views.of(handover, doer);
        String today = hours.today(time.now());
        ObjectNode content = switch (step.get()) {
            case PREPARE_SUMMARY -> {
                waiveWhatTheRecordLacks(view);
                yield DiligentWords.summary();
            }
            case DECIDE_ACCEPTANCE -> DiligentWords.object("outcome", "ACCEPTED");
            case RECORD_DISCUSSION -> DiligentWords.object("date", today, "mode", "MEETING", "points", "The whole history, and above all its key entries.",
                    "worries", "What we know only because the parents told us.").put("minutes", 50).put("discussed", true);
            case PLAN_READING -> DiligentWords.object("when", today, "with", view.supervisor().name(), "how", "Side by side.", "why", "Nobody is there to discuss it.");
            case READ_HISTORY -> {
                reading.history(owed.casefileId(), doer.id());
                yield null;
            }
            case WRITE_ACCOUNT -> DiligentWords.account(view);
            case SIGN_OFF -> {
                reading.history(owed.casefileId(), organisation.get(view.incoming().username()).id());
                reading.keyEntries(owed.casefileId(), doer.id());
                yield DiligentWords.object("talkedOn", today, "talkedHow", "In person", "question", "Who cares at night, and how do we know?",
                        "answer", "Only the parents say so; I ask whoever sees the child.", "outcome", "AGREED");
            }
            case TELL_FAMILY -> DiligentWords.familyTold(today);
            case RECHECK -> DiligentWords.object("on", today, "outcome", "UNDERSTOOD", "notes", "Asked again about the nights and about what is known from the parents alone.");
            case ENDED -> throw new IllegalStateException("A handover that has ended waits for nothing");
        };
        complete(handover, step.get(), content);
    }

    /** What cannot follow from the record is waived by the manager, by name and with the reason. */
    private void waiveWhatTheRecordLacks(HandoverView view) {
        List<String> lacking = view.readiness().stream().filter(item -> !item.confirmable() && !item.settled()).map(ReadinessItem::id)
                .filter(id -> !List.of("H8", "H12", "H13").contains(id)).toList();
        if (!lacking.isEmpty()) {
            handovers.waive(view.id(), lacking, "Not on the record of this family; agreed with the sending manager (replay).", organisation.get(view.supervisor().username()));
        }
    }

    private void complete(UUID handover, HandoverStep step, ObjectNode content) {
        EngineTask task = tasks.waitingFor("case-handover", handover.toString()).get(0);
        Practitioner doer = organisation.get(task.assignee());
        tasks.complete(task.assignee(), task.id(), content == null ? Map.of()
                : Map.of("draftVersion", drafts.save(handover, step, drafts.get(handover, step, doer).version(), content, doer).version()));
    }

    private void tellAgencies(ObligationView owed, Practitioner doer, DiligentHours hours) {
        List<JsonNode> told = new ArrayList<>();
        casefiles.involvements(owed.casefileId()).stream().filter(with -> with.until() == null).map(with -> with.agencyName()).distinct()
                .forEach(agency -> told.add(JsonNodeFactory.instance.objectNode().put("agency", agency).put("how", "By telephone").put("on", hours.today(time.now()))));
        handovers.agenciesTold(owed.subjectId(), told, doer);
    }
}
