package org.throughline.meeting;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.calendar.DueUnit;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EntryDraft;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.EventType;
import org.throughline.chronology.ImpactLevel;
import org.throughline.chronology.Precision;
import org.throughline.chronology.Provenance;
import org.throughline.chronology.Verification;
import org.throughline.notification.Notice;
import org.throughline.notification.NoticeKind;
import org.throughline.notification.Outbox;
import org.throughline.obligation.NewObligation;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.workflow.Gaps;

/**
 * A meeting counts as held: its decisions stand in the chronology, which meets what called for it, each action is an obligation of who does it,
 * and the next date calls for the next meeting.
 */
@Component
class HeldMeeting {

    static final String ACTION = "MEETING_ACTION";
    private static final int SUMMARY = 500;
    private static final int TEXT = 4_000;

    private final JdbcClient jdbc;
    private final Chronology chronology;
    private final Casefiles casefiles;
    private final Organisation organisation;
    private final Obligations obligations;
    private final MeetingPlaces places;
    private final MeetingWaits waits;
    private final MeetingOpening opening;
    private final Outbox outbox;
    private final WorkingCalendar calendar;
    private final ApplicationEventPublisher events;

    HeldMeeting(JdbcClient jdbc, Chronology chronology, Casefiles casefiles, Organisation organisation, Obligations obligations, MeetingPlaces places, MeetingWaits waits,
            MeetingOpening opening, Outbox outbox, WorkingCalendar calendar, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.chronology = chronology;
        this.casefiles = casefiles;
        this.organisation = organisation;
        this.obligations = obligations;
        this.places = places;
        this.waits = waits;
        this.opening = opening;
        this.outbox = outbox;
        this.calendar = calendar;
        this.events = events;
    }

    static String actionKey(UUID action) {
        return "meeting-action:" + action;
    }

    void counts(Meeting meeting, Practitioner by, JsonNode content, LocalDate day, Instant at) {
        CasefileView file = casefiles.get(meeting.casefileId());
        String decisions = content.path("decisions").asText().strip();
        EntryRef entry = chronology.append(file.id(), new EntryDraft(day, Precision.EXACT, meeting.kind().entry(), by.agencyId(), by.name(), List.of(file.personId()),
                shortened("A " + meeting.kind().inWords() + " was held. " + decisions, SUMMARY), Provenance.OBSERVED, Verification.CORROBORATED,
                shortened("Called for by rule " + meeting.ruleId() + ".", TEXT), shortened(content.path("life").asText().strip(), TEXT), ImpactLevel.UNKNOWN,
                shortened(content.path("plan").asText().strip(), TEXT), shortened(decisions, TEXT), false, Map.of(), null), by, null);
        meeting.held(day, entry);
        Instant held = calendar.endOfDay(day);
        waits.duty(meeting).ifPresent(duty -> obligations.met(duty.dedupeKey(), by.id(), held.isBefore(at) ? held : at));
        places.over(meeting, false, by.id(), "The meeting was held.");
        content.path("actions").forEach(action -> act(meeting, file, action, by));
        LocalDate next = content.path("noNext").asText("").isBlank() ? Gaps.day(content.path("nextOn").asText("")) : null;
        if (next != null) {
            opening.next(meeting, next);
        }
        Instant started = meeting.startsAt() != null && calendar.day(meeting.startsAt()).equals(day) ? meeting.startsAt() : null;
        events.publishEvent(new MeetingCounted(meeting.id(), meeting.casefileId(), meeting.kind(), day, started, by.id()));
    }

    private void act(Meeting meeting, CasefileView file, JsonNode action, Practitioner by) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Practitioner owner = organisation.get(action.path("owner").asText());
        LocalDate due = Gaps.day(action.path("due").asText());
        jdbc.sql("insert into meeting_action (id, meeting_id, what, owner_id, due_on) values (:id, :meeting, :what, :owner, :due)")
                .param("id", id).param("meeting", meeting.id()).param("what", action.path("what").asText().strip()).param("owner", owner.id()).param("due", due).update();
        obligations.open(new NewObligation(actionKey(id), file.id(), ACTION, id, "SR11", "Do what the meeting of " + Gaps.inWords(meeting.heldOn()) + " agreed, and say so", owner.id(),
                owner.agencyId(), calendar.endOfDay(due), DueUnit.CALENDAR_DAYS, false));
        if (!owner.id().equals(by.id())) {
            outbox.put(new Notice(actionKey(id), owner.id(), NoticeKind.WAITS, false));
        }
    }

    /** It did not count: what was planned until the new date stands in the chronology, as no meeting. */
    void interim(Meeting meeting, Practitioner by, String plan, MeetingTerms.Quorum quorum, LocalDate day) {
        CasefileView file = casefiles.get(meeting.casefileId());
        chronology.append(file.id(), new EntryDraft(day, Precision.EXACT, EventType.OTHER, by.agencyId(), by.name(), List.of(file.personId()),
                shortened("A " + meeting.kind().inWords() + " was not quorate. Needed: " + quorum.needs() + ". Interim plan: " + plan, SUMMARY), Provenance.OBSERVED,
                Verification.CORROBORATED, null, null, ImpactLevel.UNKNOWN, shortened(plan, TEXT), "none: the meeting has a new date or a senior decides.", false, Map.of(), null), by, null);
    }

    /** How people call whoever has this place. */
    String name(Invitee invitee) {
        if (invitee.practitionerId() != null) {
            return organisation.get(invitee.practitionerId()).name();
        }
        return invitee.family() ? casefiles.person(invitee.personId()).givenName() : organisation.agency(invitee.agencyId()).name();
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 2).stripTrailing() + " \u2026";
    }
}
