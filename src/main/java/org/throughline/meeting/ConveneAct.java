package org.throughline.meeting;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal.Missing;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.organisation.Practitioner;
import org.throughline.workflow.Gaps;

/**
 * Convenes the meeting; or proposes not to, which somebody of a second agency decides; or says that it has been held already, which two
 * who were there confirm (domain 6). A date after the deadline has a reason.
 */
@Component
class ConveneAct implements MeetingAct {

    private final Convening convening;
    private final MeetingPlaces places;
    private final MeetingPeople people;
    private final MeetingWaits waits;
    private final NamedDates named;
    private final WorkingCalendar calendar;
    private final Clock clock;

    ConveneAct(Convening convening, MeetingPlaces places, MeetingPeople people, MeetingWaits waits, NamedDates named, WorkingCalendar calendar, Clock clock) {
        this.convening = convening;
        this.places = places;
        this.people = people;
        this.waits = waits;
        this.named = named;
        this.calendar = calendar;
        this.clock = clock;
    }

    @Override
    public MeetingStep step() {
        return MeetingStep.CONVENE;
    }

    @Override
    public List<Missing> missing(Doing doing) {
        Gaps gaps = new Gaps();
        read(doing, gaps);
        return gaps.missing();
    }

    /** What was chosen, ready to be done. */
    private record Read(String outcome, Convening.Plan plan, UUID chair, List<Invitee> invitees, UUID decider, LocalDate heldOn, List<UUID> confirmers) {}

    @Override
    public Done perform(Doing doing) {
        Gaps gaps = new Gaps();
        Read read = read(doing, gaps);
        gaps.refuse("The meeting cannot be convened yet. Fill in what is named here.");
        Meeting meeting = doing.meeting();
        if (meeting.convenorId() == null) {
            meeting.convenedBy(doing.actor().id());
        }
        return switch (read.outcome()) {
            case "CONVENE" -> {
                meeting.chairedBy(read.chair());
                meeting.planned(read.plan().start(), read.plan().minutes(), read.plan().place(), meeting.startsAt() != null);
                places.ask(meeting, read.invitees(), doing.actor().id(), doing.at());
                named.named(meeting, read.plan().start(), doing.actor(), doing.content().path("lateReason").asText());
                waits.stands(meeting, doing.actor().id());
                yield Done.of("CONVENED", MeetingStep.PREPARE, "proposal", "CONVENE");
            }
            case "NOT_CONVENE" -> {
                meeting.proposedTo(read.decider());
                yield new Done("NOT_CONVENE", MeetingStep.DECIDE_NOT_CONVENING, Map.of("proposal", "NOT_CONVENE"), doing.content().path("why").asText().strip(), null);
            }
            default -> {
                meeting.chairedBy(read.chair());
                meeting.saidToBeHeld(read.heldOn(), read.confirmers().get(0), read.confirmers().get(1));
                places.wereThere(meeting, read.invitees(), doing.at());
                yield Done.of("SAID_TO_BE_HELD", MeetingStep.CONFIRM_HELD, "proposal", "ALREADY_HELD");
            }
        };
    }

    private Read read(Doing doing, Gaps gaps) {
        JsonNode content = doing.content();
        Meeting meeting = doing.meeting();
        String outcome = gaps.oneOf(content, "outcome", Set.of("CONVENE", "NOT_CONVENE", "ALREADY_HELD"), "Choose: convene, propose not to, or it has been held already.");
        return switch (outcome) {
            case "CONVENE" -> {
                Optional<Convening.Plan> plan = convening.plan(meeting.casefileId(), content, gaps);
                plan.ifPresent(found -> inTime(meeting, content, found, gaps));
                plan.ifPresent(found -> named.check(meeting, found.start(), doing.actor(), gaps));
                gaps.text(content, "agenda", "Write what the meeting is to talk about and decide.");
                Optional<Practitioner> chair = convening.chair(meeting.casefileId(), content, gaps);
                yield new Read(outcome, plan.orElse(null), chair.map(Practitioner::id).orElse(null), convening.invitees(meeting, content, doing.actor(), chair, gaps), null, null, null);
            }
            case "NOT_CONVENE" -> {
                gaps.words(content, "why", "Say why no meeting is needed: what the people who decide need to know.");
                gaps.words(content, "instead", "Say what happens instead, and what keeps the child safe.");
                yield new Read(outcome, null, null, null, decider(doing, gaps), null, null);
            }
            case "ALREADY_HELD" -> {
                LocalDate day = gaps.pastDay(content, "heldOn", "Say on which day it was held.", clock);
                if (day != null && day.isBefore(LocalDate.ofInstant(meeting.openedAt(), calendar.zone()).minusDays(1)) && cause(meeting).filter(day::isBefore).isPresent()) {
                    gaps.add("A meeting before what called for it does not meet it. Convene one.", "#heldOn");
                }
                Optional<Practitioner> chair = convening.chair(meeting.casefileId(), content, gaps);
                yield new Read(outcome, null, chair.map(Practitioner::id).orElse(null), convening.invitees(meeting, content, doing.actor(), chair, gaps), null, day, confirmers(doing, gaps));
            }
            default -> new Read(outcome, null, null, null, null, null, null);
        };
    }

    private Optional<LocalDate> cause(Meeting meeting) {
        return Optional.ofNullable(meeting.obligationId()).flatMap(places::lastCause);
    }

    private void inTime(Meeting meeting, JsonNode content, Convening.Plan plan, Gaps gaps) {
        if (!plan.start().isAfter(clock.instant())) {
            gaps.add("This moment has passed. Give a coming one, or say that it has been held already.", "#date");
        }
        waits.duty(meeting).filter(duty -> plan.start().isAfter(duty.dueAt())).ifPresent(duty ->
                gaps.text(content, "lateReason", "The meeting must be held by " + Gaps.inWords(duty.dueAt()) + " (rule " + duty.ruleId()
                        + "). Choose an earlier day, or say why it is later."));
    }

    /** A professional of a second agency whom the register holds; never one whom the convenor only typed an address for. */
    private UUID decider(Doing doing, Gaps gaps) {
        Optional<Practitioner> named = people.decides(doing.content().path("decider").asText(""), doing.meeting().casefileId())
                .filter(person -> !person.agencyId().equals(doing.actor().agencyId()));
        if (named.isEmpty()) {
            gaps.add("Name a professional of another agency, entered in the organisation, who decides: with an account, or at a mailbox that is entered for them.", "#decider");
        } else if (doing.meeting().convenorId() != null && named.get().id().equals(doing.meeting().convenorId())) {
            gaps.add("Who convenes the meeting cannot decide that it is not needed. Name somebody else.", "#decider");
            return null;
        }
        return named.map(Practitioner::id).orElse(null);
    }

    /** Two who were there, of two other agencies. */
    private List<UUID> confirmers(Doing doing, Gaps gaps) {
        List<Practitioner> named = Stream.of(0, 1).map(i -> people.nameable(doing.content().path("confirmers").path(i).asText(""), doing.meeting().casefileId()))
                .flatMap(Optional::stream).filter(person -> !person.agencyId().equals(doing.actor().agencyId())).toList();
        boolean two = named.size() == 2 && !named.get(0).agencyId().equals(named.get(1).agencyId());
        if (!two) {
            gaps.add("Name two who were there and can confirm it, of two agencies other than yours.", "#confirmers");
            return null;
        }
        Set<String> there = new HashSet<>();
        doing.content().path("invitees").forEach(one -> there.add(one.path("username").asText("").strip()));
        if (named.stream().anyMatch(person -> !there.contains(person.username()))) {
            gaps.add("Who confirms must be among those who were there.", "#confirmers");
        }
        return named.stream().map(Practitioner::id).toList();
    }
}
