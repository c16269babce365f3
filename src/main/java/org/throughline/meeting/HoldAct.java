package org.throughline.meeting;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal.Missing;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.workflow.Gaps;

/**
 * The record of a meeting: who was there with what each agency brought, what life is like for the child, the parents' view, decisions, actions,
 * dissent, the next date. Whether it counts the table says: not quorate, it has an interim plan and a new date within ten working days; a second
 * time a senior decides (domain 6, Q3, D21).
 */
@Component
class HoldAct implements MeetingAct {

    private static final Set<String> ATTENDED = Set.of("PRESENT", "SUBSTITUTE", "REPORT_ONLY", "APOLOGIES", "ABSENT");
    private static final Set<String> CAME = Set.of("PRESENT", "SUBSTITUTE");
    /** Why a chair may go on without a quorum (Q4). */
    private static final Set<String> GOES_ON = Set.of("NO_CONTACT_YET", "ENOUGH_KNOWN", "DELAY_HARMS", "LOOKED_AFTER");

    private final InviteeStore store;
    private final QuorumCount quorum;
    private final HeldMeeting held;
    private final MeetingPeople people;
    private final NewDates dates;
    private final Organisation organisation;
    private final Clock clock;

    HoldAct(InviteeStore store, QuorumCount quorum, HeldMeeting held, MeetingPeople people, NewDates dates, Organisation organisation, Clock clock) {
        this.store = store;
        this.quorum = quorum;
        this.held = held;
        this.people = people;
        this.dates = dates;
        this.organisation = organisation;
        this.clock = clock;
    }

    @Override
    public MeetingStep step() {
        return MeetingStep.HOLD;
    }

    @Override
    public List<Missing> missing(Doing doing) {
        Gaps gaps = new Gaps();
        read(doing, gaps);
        return gaps.missing();
    }

    private record Attended(Invitee invitee, String how, String contribution) {}

    private record Read(LocalDate day, List<Attended> attended, List<Practitioner> uninvited, MeetingTerms.Quorum quorum, boolean goesOn, Instant newStart) {

        boolean counts() {
            return quorum.quorate() || goesOn;
        }
    }

    @Override
    public Done perform(Doing doing) {
        Gaps gaps = new Gaps();
        Read read = read(doing, gaps);
        gaps.refuse("The meeting is not recorded yet. Fill in what is named here.");
        Meeting meeting = doing.meeting();
        attend(doing, read);
        if (read.counts()) {
            held.counts(meeting, doing.actor(), doing.content(), read.day(), doing.at());
            return new Done(read.quorum().quorate() ? "QUORATE" : "WENT_ON", MeetingStep.WRITE_MINUTES, Map.of("quorum", "QUORATE"), doing.content().path("goesOnWhy").asText(null), null);
        }
        held.interim(meeting, doing.actor(), doing.content().path("interim").asText().strip(), read.quorum(), read.day());
        meeting.notQuorate();
        if (meeting.timesInquorate() > 1) {
            return new Done("NOT_QUORATE", MeetingStep.DECIDE_INQUORATE, Map.of("quorum", "SENIOR"), "Missing: " + read.quorum().needs(), null);
        }
        dates.set(meeting, read.newStart(), doing.content(), doing.actor(), "The meeting was not quorate.");
        return new Done("NOT_QUORATE", MeetingStep.PREPARE, Map.of("quorum", "NEW_DATE"), "Missing: " + read.quorum().needs(), null);
    }

    private void attend(Doing doing, Read read) {
        for (Attended one : read.attended()) {
            store.attended(doing.meeting().id(), one.invitee().id(), read.day(), one.how(), one.contribution());
        }
        JsonNode others = doing.content().path("others");
        for (int i = 0; i < read.uninvited().size(); i++) {
            Practitioner who = read.uninvited().get(i);
            Invitee place = store.add(doing.meeting().id(), new Invitee(null, who.id(), who.agencyId(), null, null, true, null, false), doing.at());
            store.attended(doing.meeting().id(), place.id(), read.day(), "PRESENT", others.path(i).path("contribution").asText());
        }
    }

    private Read read(Doing doing, Gaps gaps) {
        JsonNode content = doing.content();
        Meeting meeting = doing.meeting();
        LocalDate day = gaps.pastDay(content, "heldOn", "Say on which day the meeting was.", clock);
        if (day != null && meeting.heldOn() != null && !day.equals(meeting.heldOn())) {
            gaps.add("Two who were there confirmed that it was held on " + Gaps.inWords(meeting.heldOn()) + ". Record that day.", "#heldOn");
        }
        List<Attended> attended = attended(meeting, content, gaps);
        List<Practitioner> uninvited = uninvited(meeting, content, gaps);
        Set<UUID> agencies = new LinkedHashSet<>();
        attended.stream().filter(one -> CAME.contains(one.how()) && !one.invitee().family()).forEach(one -> agencies.add(one.invitee().agencyId()));
        uninvited.forEach(who -> agencies.add(who.agencyId()));
        MeetingTerms.Quorum judged = quorum.of(meeting, agencies);
        boolean goesOn = !judged.quorate() && judged.chairMayGoOn() && content.path("goesOn").asBoolean(false);
        if (goesOn) {
            gaps.oneOf(content, "goesOnBecause", GOES_ON, "Choose why the meeting goes on without a quorum (rule Q4).");
            gaps.words(content, "goesOnWhy", "Say in your words why the meeting goes on without a quorum.");
        }
        boolean known = attended.stream().allMatch(one -> ATTENDED.contains(one.how()));
        boolean counts = judged.quorate() || goesOn || !known; // until it is said who was there, nothing is judged
        boolean again = !counts && meeting.timesInquorate() > 0;
        if (counts || again) {
            outcome(meeting, content, gaps);
        }
        Instant start = null;
        if (!counts) {
            gaps.words(content, "interim", "The meeting is not quorate: " + judged.needs() + " (rule " + judged.ruleId() + "). Write the interim plan: what keeps the child safe until the new date.");
            start = again ? null : dates.read(meeting, content, day, gaps);
        }
        return new Read(day, attended, uninvited, judged, goesOn, start);
    }

    private List<Attended> attended(Meeting meeting, JsonNode content, Gaps gaps) {
        List<Attended> all = new ArrayList<>();
        for (Invitee invitee : store.of(meeting.id())) {
            if (!invitee.invited()) {
                continue;
            }
            JsonNode said = content.path("attendance").path(invitee.id().toString());
            String who = held.name(invitee);
            String how = gaps.oneOf(said, "attended", ATTENDED, "Say whether " + who + " was there.", "#attended-" + invitee.id());
            String contribution = said.path("contribution").asText("").strip();
            if (CAME.contains(how) && contribution.isEmpty()) {
                gaps.add("Write what " + who + " contributed.", "#contribution-" + invitee.id());
            }
            all.add(new Attended(invitee, how, contribution));
        }
        return all;
    }

    private List<Practitioner> uninvited(Meeting meeting, JsonNode content, Gaps gaps) {
        List<Practitioner> all = new ArrayList<>();
        JsonNode others = content.path("others");
        for (int i = 0; i < others.size(); i++) {
            String place = "#other-" + i;
            people.nameable(others.get(i).path("username").asText(""), meeting.casefileId())
                    .filter(who -> store.placeOf(meeting.id(), who.id()).isEmpty() && all.stream().noneMatch(who::equals))
                    .ifPresentOrElse(all::add, () -> gaps.add("Name who else was there, once, and nobody who was asked.", place));
            gaps.text(others.get(i), "contribution", "Write what they contributed.", place);
        }
        return all;
    }

    /** What a meeting leaves behind. */
    private void outcome(Meeting meeting, JsonNode content, Gaps gaps) {
        gaps.words(content, "life", "Write what life is like for the child: a day and a night, as far as anybody here knows. \"n/a\" is no answer.");
        gaps.words(content, "parentsView", "Write what the parents say and want, or how you tried to hear it.");
        gaps.words(content, "decisions", "Write what was decided.");
        gaps.words(content, "plan", "Write the plan: what is to be better for the child by when, and what happens if it is not.");
        JsonNode actions = content.path("actions");
        if (actions.isEmpty()) {
            gaps.add("Name at least one action, with who does it by when.", "#actions");
        }
        for (int i = 0; i < actions.size(); i++) {
            gaps.text(actions.get(i), "what", "Write what is to be done.", "#action-" + i);
            if (organisation.find(actions.get(i).path("owner").asText("")).filter(who -> people.nameable(who.username(), meeting.casefileId()).isPresent()).isEmpty()) {
                gaps.add("Say who does it: somebody entered in the organisation.", "#action-" + i + "-owner");
            }
            gaps.comingDay(actions.get(i), "due", "Say by which day it is done.", "#action-" + i + "-due", clock);
        }
        if (!content.path("noDissent").asBoolean(false)) {
            gaps.text(content, "dissent", "Write who did not agree and with what, or mark that nobody disagreed.");
        }
        if (content.path("noNext").asText("").isBlank()) {
            gaps.comingDay(content, "nextOn", "Give the day of the next meeting, or say why there is none.", "#nextOn", clock);
        }
    }
}
