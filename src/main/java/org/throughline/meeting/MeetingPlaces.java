package org.throughline.meeting;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.calendar.DueUnit;
import org.throughline.obligation.DueMoves;
import org.throughline.obligation.NewObligation;
import org.throughline.obligation.Obligations;

/** Gives people their places in a meeting, asks them, asks them again when it moves, and lets go of what was asked of them when it is off. */
@Component
class MeetingPlaces {

    static final String REPORT = "MEETING_REPORT";

    private final JdbcClient jdbc;
    private final InviteeStore store;
    private final Invitations invitations;
    private final FamilyDuties family;
    private final Obligations obligations;
    private final DueMoves dueMoves;
    private final MeetingTerms terms;
    private final Clock clock;

    MeetingPlaces(JdbcClient jdbc, InviteeStore store, Invitations invitations, FamilyDuties family, Obligations obligations, DueMoves dueMoves, MeetingTerms terms, Clock clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.invitations = invitations;
        this.family = family;
        this.obligations = obligations;
        this.dueMoves = dueMoves;
        this.terms = terms;
        this.clock = clock;
    }

    static String reportKey(UUID invitee) {
        return "meeting-report:" + invitee;
    }

    /** Everybody gets a place; who is asked hears of it. Who had the same place before keeps it and hears of the change; whose place ends hears that, too. */
    void ask(Meeting meeting, List<Invitee> wanted, UUID by, Instant at) {
        List<Invitee> before = new ArrayList<>(store.of(meeting.id()));
        boolean again = meeting.sequence() > 0;
        List<Invitee> fresh = new ArrayList<>();
        for (Invitee one : wanted) {
            Optional<Invitee> kept = again ? before.stream().filter(one::same).findFirst() : Optional.empty();
            kept.ifPresentOrElse(place -> {
                before.remove(place);
                tell(meeting, place, Invitations.Kind.UPDATE);
            }, () -> fresh.add(one));
        }
        for (Invitee gone : before) {
            store.takeBackOne(gone.id(), at);
            obligations.overtaken(reportKey(gone.id()), by, "Not asked any more.");
            family.letGo(gone.id(), by, "Not asked any more.");
            if (again) {
                tell(meeting, gone, Invitations.Kind.CANCEL);
            }
        }
        fresh.forEach(one -> tell(meeting, store.add(meeting.id(), one, at), Invitations.Kind.REQUEST));
    }

    private void tell(Meeting meeting, Invitee invitee, Invitations.Kind kind) {
        if (invitee.invited()) {
            send(meeting, invitee, kind);
        }
    }

    /** Who was there when it was held already; nobody is asked any more. */
    void wereThere(Meeting meeting, List<Invitee> wanted, Instant at) {
        store.takeBack(meeting.id(), at);
        wanted.forEach(one -> store.add(meeting.id(), one, at));
    }

    /** Once the preparation waits: the reports are owed by the same moment. */
    void askReports(Meeting meeting, Instant due, UUID by) {
        for (Invitee invitee : store.of(meeting.id())) {
            if (invitee.family()) {
                tellFamily(meeting, invitee, due, by);
            } else if (obligations.open(reportKey(invitee.id())).isPresent()) {
                dueMoves.move(reportKey(invitee.id()), due, by, "The meeting has a new date.");
            } else if (invitee.invited() && invitee.reportAsked() && unreported(meeting, invitee)) {
                obligations.open(new NewObligation(reportKey(invitee.id()), meeting.casefileId(), REPORT, meeting.id(), terms.limitOf(MeetingStep.PREPARE, meeting.kind()).ruleId(),
                        "Send your report for the meeting", invitee.practitionerId(), invitee.agencyId(), due, DueUnit.WORKING_DAYS, false));
            }
        }
    }

    private void tellFamily(Meeting meeting, Invitee invitee, Instant due, UUID by) {
        if (invitee.invited() && invitee.family()) {
            family.owed(meeting, invitee, due == null ? meeting.startsAt() : due, by);
        }
    }

    private boolean unreported(Meeting meeting, Invitee invitee) {
        return store.replies(meeting.id()).stream().noneMatch(reply -> reply.invitee().equals(invitee.id()) && "REPORT".equals(reply.kind()));
    }

    /** It has moved: everybody who was asked is asked again. */
    void moved(Meeting meeting, Instant reportsDue, UUID by, String reason) {
        for (Invitee invitee : store.of(meeting.id())) {
            if (invitee.invited()) {
                send(meeting, invitee, Invitations.Kind.UPDATE);
            }
            tellFamily(meeting, invitee, reportsDue, by);
            if (reportsDue != null && obligations.open(reportKey(invitee.id())).isPresent()) {
                dueMoves.move(reportKey(invitee.id()), reportsDue, by, reason);
            }
        }
    }

    /** It is held, or off: reports that have not come are asked no longer; where it is off and was still to come, everybody hears before they come. */
    void over(Meeting meeting, boolean calledOff, UUID by, String reason) {
        List<Invitee> places = store.of(meeting.id());
        places.forEach(invitee -> obligations.overtaken(reportKey(invitee.id()), by, reason));
        List<Invitee> familys = places.stream().filter(invitee -> invitee.family() && invitee.invited()).toList();
        if (calledOff && meeting.startsAt() != null && meeting.startsAt().isAfter(clock.instant())) {
            meeting.calledOff();
            places.stream().filter(Invitee::invited).forEach(invitee -> send(meeting, invitee, Invitations.Kind.CANCEL));
            familys.forEach(invitee -> family.calledOff(meeting, invitee, by));
        } else {
            familys.forEach(invitee -> family.letGo(invitee.id(), by, reason));
        }
    }

    private void send(Meeting meeting, Invitee invitee, Invitations.Kind kind) {
        invitations.send(new Invitations.Invitation(meeting.id(), invitee.id(), invitee.recipient(), kind, meeting.startsAt(), Duration.ofMinutes(meeting.lastsMinutes()),
                meeting.place(), meeting.sequence()));
    }

    /** The day of the last event that called for this duty. */
    Optional<LocalDate> lastCause(UUID obligation) {
        return jdbc.sql("select max(event_date) from rule_firing where obligation_id = :id").param("id", obligation)
                .query((row, n) -> Optional.ofNullable(row.getObject(1, LocalDate.class))).single();
    }
}
