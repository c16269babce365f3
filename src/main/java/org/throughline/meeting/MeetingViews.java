package org.throughline.meeting;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Access;
import org.throughline.access.NotFound;
import org.throughline.access.Relation;
import org.throughline.access.Right;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.PersonView;
import org.throughline.casefile.ProtectedAddresses;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.workflow.Gaps;

/** Meetings as one person may see them. */
@Service
public class MeetingViews {

    private static final Set<MeetingStep> HAS_PLAN = EnumSet.complementOf(EnumSet.of(MeetingStep.CONVENE, MeetingStep.DECIDE_NOT_CONVENING));

    private final MeetingRepository repository;
    private final MeetingPeople people;
    private final MeetingWaits waits;
    private final MeetingSteps steps;
    private final MeetingStore store;
    private final MeetingFacts facts;
    private final MeetingDemands demands;
    private final MeetingRegister register;
    private final MeetingPlacesView places;
    private final Milestones milestones;
    private final Minutes minutes;
    private final MeetingProcess process;
    private final Obligations obligations;
    private final Organisation organisation;
    private final Casefiles casefiles;
    private final ProtectedAddresses addresses;
    private final Access access;
    private final Clock clock;

    MeetingViews(MeetingRepository repository, MeetingPeople people, MeetingWaits waits, MeetingSteps steps, MeetingStore store, MeetingFacts facts, MeetingDemands demands, MeetingRegister register,
            MeetingPlacesView places, Milestones milestones, Minutes minutes, MeetingProcess process, Obligations obligations, Organisation organisation, Casefiles casefiles, ProtectedAddresses addresses, Access access,
            Clock clock) {
        this.repository = repository;
        this.people = people;
        this.waits = waits;
        this.steps = steps;
        this.store = store;
        this.facts = facts;
        this.demands = demands;
        this.register = register;
        this.places = places;
        this.milestones = milestones;
        this.minutes = minutes;
        this.process = process;
        this.obligations = obligations;
        this.organisation = organisation;
        this.casefiles = casefiles;
        this.addresses = addresses;
        this.access = access;
        this.clock = clock;
    }

    /** What this person may know of one. @param leads convenes, chairs, does the step, or answers for who does @param file works with the family by the case file */
    private record Sight(boolean leads, boolean file, boolean decides) {

        boolean inside() {
            return leads || file;
        }
    }

    /** @throws NotFound for who has neither a part in it nor the right to the case file's meetings */
    @Transactional
    public MeetingView of(UUID meetingId, Practitioner reader) {
        Meeting meeting = repository.findById(meetingId).orElseThrow(NotFound::new);
        UUID doer = waits.doer(meeting);
        boolean does = people.mayDo(meeting, doer, reader);
        boolean part = people.takesPart(meeting, reader, doer) || does && !access.relations(reader, meeting.casefileId()).contains(Relation.CONFLICT);
        if (part) {
            access.allowedByDuty(reader, meeting.casefileId(), "Looked at a meeting");
        } else {
            access.require(reader, Right.SEE_MEETING, meeting.casefileId(), "Looked at a meeting");
        }
        Sight sight = new Sight(people.leads(meeting, reader, doer), access.may(reader, Right.SEE_MEETING, meeting.casefileId()), reader.id().equals(meeting.deciderId()));
        MeetingView seen = view(meeting, reader, doer, does, sight);
        return sight.inside() ? seen : FromOutside.of(seen, addresses.everyOneOf(meeting.casefileId()));
    }

    private MeetingView view(Meeting meeting, Practitioner reader, UUID doer, boolean does, Sight sight) {
        Optional<ObligationView> waiting = waits.open(meeting);
        Optional<ObligationView> duty = waits.duty(meeting);
        Instant now = clock.instant();
        boolean managed = meeting.convenorId() != null && organisation.signsFor(reader.id(), meeting.convenorId(), now);
        boolean beforeHeld = !meeting.ended() && meeting.step().beforeHeld();
        boolean plan = HAS_PLAN.contains(meeting.step());
        return new MeetingView(meeting.id(), file(meeting, reader), meeting.kind(), meeting.kind().inWords(), meeting.ruleId(), sight.inside() || sight.decides() ? meeting.askedWhy() : null,
                person(meeting.askedBy()), sight.inside() || sight.decides() ? facts.causes(meeting, reader.id()) : null, meeting.step(), meeting.step().inWords(), meeting.stepSince(),
                waiting.map(ObligationView::dueAt).orElse(null), duty.map(ObligationView::dueAt).orElse(null),
                waiting.filter(owed -> owed.overdueAt(now)).isPresent() || duty.filter(owed -> owed.overdueAt(now)).isPresent(), person(meeting.convenorId()), person(meeting.chairId()),
                person(doer), plan ? meeting.startsAt() : null, plan ? meeting.lastsMinutes() : null, plan ? meeting.place().room() : null, plan ? meeting.place().link() : null,
                plan ? agenda(meeting) : null, meeting.heldOn(), meeting.entry() == null || !sight.file() ? null : new MeetingView.Entry(meeting.entry().casefileId(), meeting.entry().seq()),
                sight.inside() ? milestones(meeting) : null, places.of(meeting, sight.inside()), sight.inside() || sight.decides() ? content(meeting, MeetingStep.CONVENE, "NOT_CONVENE") : null,
                sight.inside() ? content(meeting, MeetingStep.HOLD, null) : null, sight.inside() ? facts.actions(meeting.id(), reader.id()) : own(meeting, reader),
                parts(meeting, reader), sight.inside() ? acts(meeting) : null, meeting.endedAt(), meeting.endKind(), sight.inside() || sight.decides() ? meeting.endReason() : null,
                does ? form(meeting) : null, places.mine(meeting, reader), does ? task(meeting, doer, reader) : null, does ? steps.missing(meeting, reader) : List.of(),
                mayTakeOver(meeting, reader, doer, does),
                sight.leads() && (meeting.step() == MeetingStep.PREPARE || meeting.step() == MeetingStep.HOLD) && meeting.startsAt() != null,
                sight.leads() && beforeHeld && meeting.step() != MeetingStep.CONVENE && meeting.step() != MeetingStep.DECIDE_INQUORATE, sight.leads() && waits.mayStand(meeting), beforeHeld && people.mayName(meeting, reader, doer), beforeHeld && sight.file() && (managed || people.answersForFamily(meeting, reader)));
    }

    private boolean mayTakeOver(Meeting meeting, Practitioner reader, UUID doer, boolean does) {
        return !meeting.ended() && meeting.step().maybeTakenOver() && !reader.id().equals(doer)
                && (doer == null ? access.may(reader, Right.CALL_MEETING, meeting.casefileId()) : does);
    }

    /** The task is completed by its assignee, or by who answers for that one. */
    private String task(Meeting meeting, UUID doer, Practitioner reader) {
        boolean theirs = reader.id().equals(doer) || people.answersFor(doer).filter(owner -> owner.id().equals(reader.id())).isPresent();
        return theirs ? process.waitingTask(meeting.id()).orElse(null) : null;
    }

    private MeetingView.Form form(Meeting meeting) {
        boolean convening = meeting.step() == MeetingStep.CONVENE;
        boolean names = convening || meeting.step() == MeetingStep.HOLD;
        List<MeetingView.Demand> demanded = demands.of(meeting).stream()
                .map(one -> new MeetingView.Demand(one.ruleId(), one.office(), Convening.office(one.office()), one.must(), one.report())).toList();
        return new MeetingView.Form(convening ? demanded : List.of(),
                convening ? demands.parents(meeting.casefileId()).stream().map(one -> new MeetingView.Parent(one.personId(), one.givenName(), one.whyInWords())).toList() : List.of(),
                names ? register.of(meeting) : List.of(), convening ? facts.saidHeld(meeting) : List.of(),
                minutes.unread(meeting).stream().map(agency -> organisation.agency(agency).code()).sorted().toList(), meeting.timesInquorate(), facts.newDateDays(), facts.agreements(meeting.casefileId()));
    }

    private List<MeetingView.Action> own(Meeting meeting, Practitioner reader) {
        return facts.actions(meeting.id(), reader.id()).stream().filter(MeetingView.Action::mine).toList();
    }

    private List<InvitationReplies.Part> parts(Meeting meeting, Practitioner reader) {
        return reader.id().equals(meeting.chairId()) ? minutes.all(meeting.id()) : minutes.of(meeting.id(), places.placeOf(meeting, reader));
    }

    private String agenda(Meeting meeting) {
        return store.lastDone(meeting.id(), MeetingStep.CONVENE).map(MeetingStore.Act::content).map(content -> content.path("agenda").asText(null)).orElse(null);
    }

    private JsonNode content(Meeting meeting, MeetingStep step, String outcome) {
        return store.lastDone(meeting.id(), step).filter(act -> outcome == null || outcome.equals(act.outcome())).map(MeetingStore.Act::content).orElse(null);
    }

    private List<MeetingView.Act> acts(Meeting meeting) {
        return store.of(meeting.id()).stream()
                .map(act -> new MeetingView.Act(act.step(), act.step().inWords(), act.outcome(), organisation.get(act.by()).name(), act.at(), act.reason())).toList();
    }

    private MeetingView.File file(Meeting meeting, Practitioner reader) {
        CasefileView file = casefiles.get(meeting.casefileId());
        PersonView child = casefiles.person(file.personId());
        return new MeetingView.File(file.reference(), child.name(), child.givenName(), child.born(), child.expected(), access.may(reader, Right.SEE_FILE, file.id()));
    }

    private List<Milestones.Milestone> milestones(Meeting meeting) {
        CasefileView file = casefiles.get(meeting.casefileId());
        PersonView child = casefiles.person(file.personId());
        boolean unborn = child.born() == null || child.born().isAfter(Gaps.today(clock));
        return unborn && (Milestones.follow(meeting.ruleId()) || meeting.kind() == MeetingKind.PRE_BIRTH) ? milestones.of(child.expected(), file.jurisdiction()) : null;
    }

    private MeetingView.Person person(UUID id) {
        return organisation.find(id == null ? new UUID(0, 0) : id).map(who -> new MeetingView.Person(who.username(), who.name())).orElse(null);
    }

    /** The meetings of a case file, the newest first: all of them by the right to them, else those in which this person has a part. */
    @Transactional
    public List<MeetingView.Line> ofCasefile(UUID casefile, Practitioner reader) {
        boolean all = access.may(reader, Right.SEE_MEETING, casefile);
        access.require(reader, all ? Right.SEE_MEETING : Right.SEE_FILE, casefile, "Looked at the meetings about a child");
        Map<String, ObligationView> open = obligations.ofCasefile(casefile, false).stream().filter(one -> one.endedAt() == null)
                .collect(Collectors.toMap(ObligationView::dedupeKey, one -> one, (a, b) -> a));
        return repository.findByCasefileIdOrderByOpenedAtDescIdDesc(casefile).stream().filter(meeting -> all || people.takesPart(meeting, reader, waits.doer(meeting)))
                .map(meeting -> line(meeting, open)).toList();
    }

    private MeetingView.Line line(Meeting meeting, Map<String, ObligationView> open) {
        ObligationView waiting = meeting.ended() ? null : open.get(MeetingWaits.key(meeting.id(), meeting.step()));
        ObligationView duty = open.values().stream().filter(one -> one.id().equals(meeting.obligationId())).findFirst().orElse(null);
        Instant now = clock.instant();
        Instant due = duty != null ? duty.dueAt() : waiting == null ? null : waiting.dueAt();
        return new MeetingView.Line(meeting.id(), meeting.kind().inWords(), meeting.ruleId(), meeting.step(), meeting.step().inWords(), due,
                duty != null && duty.overdueAt(now) || waiting != null && waiting.overdueAt(now), person(waiting == null ? null : waiting.ownerId()), meeting.startsAt(), meeting.heldOn(),
                meeting.openedAt(), meeting.endedAt(), meeting.endKind(), meeting.endReason());
    }
}
