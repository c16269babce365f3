package org.throughline.handover;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Access;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.access.Right;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.PersonView;
import org.throughline.obligation.ObligationView;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.workflow.Gaps;

/** Where a handover stands and what it still needs, as one person may see it. */
@Service
public class HandoverViews {

    private final HandoverRepository repository;
    private final HandoverSteps steps;
    private final Readiness readiness;
    private final DraftStore drafts;
    private final ActStore acts;
    private final Waits waits;
    private final Duties duties;
    private final FamilyChildren children;
    private final HandoverProcess process;
    private final Organisation organisation;
    private final Casefiles casefiles;
    private final Access access;
    private final Clock clock;

    HandoverViews(HandoverRepository repository, HandoverSteps steps, Readiness readiness, DraftStore drafts, ActStore acts, Waits waits,
                  Duties duties, FamilyChildren children, HandoverProcess process, Organisation organisation, Casefiles casefiles, Access access,
                  Clock clock) {
        this.repository = repository;
        this.steps = steps;
        this.readiness = readiness;
        this.drafts = drafts;
        this.acts = acts;
        this.waits = waits;
        this.duties = duties;
        this.children = children;
        this.process = process;
        this.organisation = organisation;
        this.casefiles = casefiles;
        this.access = access;
        this.clock = clock;
    }

    /** @throws NotFound when there is none, or not for this person */
    @Transactional
    public HandoverView of(UUID handoverId, Practitioner reader) {
        Handover handover = repository.findById(handoverId).orElseThrow(NotFound::new);
        access.require(reader, Right.SEE_HANDOVER, handover.casefileId(), "Looked at a handover");
        Sight sight = Sight.of(access.relations(reader, handover.casefileId()));
        return sight == Sight.THAT_IT_WAITS ? waiting(handover) : shown(handover, reader, sight);
    }

    private HandoverView shown(Handover handover, Practitioner reader, Sight sight) {
        boolean mine = duties.mayDo(handover, reader);
        CasefileView file = casefiles.get(handover.casefileId());
        return new HandoverView(handover.id(), file(file), handover.type(), handover.type().inWords(), handover.reasonCode(),
                handover.reasonCode().inWords(), handover.step(), handover.step().inWords(), handover.stepSince(), person(handover.outgoingId()),
                person(handover.incomingId()), person(handover.supervisorId()), person(handover.requestedBy()),
                handover.ended() ? null : person(duties.doer(handover).id()), handover.requestedAt(), handover.plannedFor(),
                handover.discussionPossible(), sight == Sight.ALL ? handover.readingId() : null, children(file.id()), readiness(handover),
                mine ? steps.missing(handover, reader) : List.<Refusal.Missing>of(), acts(handover, sight), handover.endedAt(), handover.endKind(),
                handover.endReason(), mine ? process.waitingTask(handover.id()).orElse(null) : null,
                waits.open(handover).map(ObligationView::dueAt).orElse(null), !handover.ended() && duties.mayTakeOver(handover, reader),
                !handover.ended() && (duties.manages(handover, reader) || reader.id().equals(handover.requestedBy())));
    }

    private HandoverView waiting(Handover handover) {
        CasefileView file = casefiles.get(handover.casefileId());
        return new HandoverView(handover.id(), new HandoverView.File(file.reference(), null, null, null, null, null, null), handover.type(),
                handover.type().inWords(), handover.reasonCode(), handover.reasonCode().inWords(), handover.step(), handover.step().inWords(),
                handover.stepSince(), person(handover.outgoingId()), person(handover.incomingId()), person(handover.supervisorId()),
                person(handover.requestedBy()), null, handover.requestedAt(), handover.plannedFor(), handover.discussionPossible(), null, List.of(),
                List.of(), List.of(), List.of(), handover.endedAt(), handover.endKind(), null, null, null, false, false);
    }

    HandoverView.File file(CasefileView file) {
        PersonView child = casefiles.person(file.personId());
        return new HandoverView.File(file.reference(), file.title(), child.givenName(), child.name(), child.born(), child.expected(), age(child));
    }

    String age(PersonView person) {
        return Moments.age(person.born(), person.expected(), Gaps.today(clock));
    }

    private List<HandoverView.Child> children(UUID casefileId) {
        return children.of(casefileId).stream().map(child -> new HandoverView.Child(child.id(), child.name(), child.givenName(), child.born(), child.expected(), age(child))).toList();
    }

    private HandoverView.Person person(UUID id) {
        return organisation.find(id == null ? new UUID(0, 0) : id).map(who -> new HandoverView.Person(who.username(), who.name())).orElse(null);
    }

    private List<ReadinessItem> readiness(Handover handover) {
        if (!handover.someoneHandsOver()) {
            return List.of();
        }
        JsonNode summary = handover.step() == HandoverStep.PREPARE_SUMMARY ? drafts.get(handover.id(), HandoverStep.PREPARE_SUMMARY).content()
                : acts.lastDone(handover.id(), HandoverStep.PREPARE_SUMMARY).map(HandoverAct::content)
                        .orElseGet(() -> drafts.get(handover.id(), HandoverStep.PREPARE_SUMMARY).content());
        return readiness.of(handover, summary);
    }

    private List<HandoverView.Act> acts(Handover handover, Sight sight) {
        return acts.of(handover.id()).stream().filter(act -> sight.shows(act.step())).map(act -> new HandoverView.Act(act.step(), act.step().inWords(), act.outcome(), name(act.by()),
                act.onBehalfOf() == null ? null : name(act.onBehalfOf()), act.toldOn(), act.at(), act.reason(), act.content())).toList();
    }

    private String name(UUID person) {
        return organisation.get(person).name();
    }
}
