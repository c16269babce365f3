package org.throughline.meeting;

import java.text.Normalizer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.notification.Notice;
import org.throughline.notification.NoticeKind;
import org.throughline.notification.Outbox;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Practitioner;

/** What those who were asked answer: whoever has an account, in person; others by a link, for whom the caller answers. */
@Service
public class Replies implements InvitationReplies {

    private static final int LONGEST = 20_000;

    private final InviteeStore store;
    private final MeetingLock lock;
    private final MeetingRepository repository;
    private final Minutes minutes;
    private final Obligations obligations;
    private final Outbox outbox;
    private final Access access;
    private final Clock clock;

    Replies(InviteeStore store, MeetingLock lock, MeetingRepository repository, Minutes minutes, Obligations obligations, Outbox outbox, Access access, Clock clock) {
        this.store = store;
        this.lock = lock;
        this.repository = repository;
        this.minutes = minutes;
        this.obligations = obligations;
        this.outbox = outbox;
        this.access = access;
        this.clock = clock;
    }

    /** The place of whoever is signed in. @throws NotFound where they have none */
    @Transactional
    public UUID placeOf(UUID meeting, Practitioner who, String what) {
        Invitee place = store.placeOf(meeting, who.id()).orElseThrow(NotFound::new);
        access.allowedByDuty(who, repository.findById(meeting).orElseThrow().casefileId(), what);
        return place.id();
    }

    @Override
    @Transactional(readOnly = true)
    public Asked asked(UUID invitee) {
        Invitee place = store.find(invitee).orElseThrow(NotFound::new);
        Meeting meeting = repository.findById(store.meetingOf(invitee)).orElseThrow();
        boolean reported = store.replies(meeting.id()).stream().anyMatch(reply -> reply.invitee().equals(invitee) && "REPORT".equals(reply.kind()));
        Instant due = obligations.open(MeetingPlaces.reportKey(invitee)).map(ObligationView::dueAt).orElse(null);
        return new Asked(meeting.id(), invitee, meeting.startsAt(), meeting.place(), meeting.sequence(), gone(meeting, place), due, reported);
    }

    private boolean gone(Meeting meeting, Invitee place) {
        return store.takenBack(place.id()) || !place.invited() || meeting.endKind() == MeetingEnd.NOT_NEEDED || meeting.endKind() == MeetingEnd.OVERTAKEN;
    }

    @Override
    @Transactional
    public void answer(UUID invitee, Answer answer, String note) {
        answer(invitee, answer, note, null);
    }

    /** As {@link #answer(UUID, Answer, String)}. @param by who is signed in; null by a link */
    @Transactional
    public void answer(UUID invitee, Answer answer, String note, UUID by) {
        Meeting meeting = waiting(invitee);
        if (answer == null || answer == Answer.SUBSTITUTE && blank(note)) {
            throw new Invalid(List.of(answer == null ? new Invalid.Fault("answer", "Say whether you are coming.") : new Invalid.Fault("note", "Name who comes in your place, and their office.")));
        }
        store.reply(invitee, answer.name(), blank(note) ? null : checked(note), by, now());
        tellConvenor(meeting, invitee);
    }

    @Override
    @Transactional
    public void report(UUID invitee, String text) {
        report(invitee, text, null);
    }

    /** As {@link #report(UUID, String)}. @param by who is signed in; null by a link */
    @Transactional
    public void report(UUID invitee, String text, UUID by) {
        Meeting meeting = waiting(invitee);
        if (!store.find(invitee).orElseThrow().reportAsked()) {
            throw new Refusal("No report is asked of you for this meeting. Tell it there.", "no-report");
        }
        if (blank(text)) {
            throw new Invalid(List.of(new Invalid.Fault("text", "Write your report.")));
        }
        store.reply(invitee, "REPORT", checked(text), by, now());
        obligations.met(MeetingPlaces.reportKey(invitee), by);
        tellConvenor(meeting, invitee);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Part> minutes(UUID invitee) {
        Invitee place = store.find(invitee).filter(Invitee::invited).orElseThrow(NotFound::new);
        return store.takenBack(place.id()) ? List.of() : minutes.of(store.meetingOf(invitee), invitee);
    }

    @Override
    @Transactional
    public void confirm(UUID invitee, String corrections) {
        confirm(invitee, corrections, null);
    }

    /** As {@link #confirm(UUID, String)}. @param by who is signed in; null by a link */
    @Transactional
    public void confirm(UUID invitee, String corrections, UUID by) {
        Meeting meeting = lock.lock(meetingOf(invitee));
        Invitee place = store.find(invitee).orElseThrow(NotFound::new);
        if (meeting.step() != MeetingStep.CONFIRM_MINUTES || gone(meeting, place)) {
            throw new Refusal(meeting.ended() ? "This meeting has ended; nothing is to be confirmed any more." : "There are no minutes of this meeting yet.", "no-minutes");
        }
        if (!place.family() && !minutes.unread(meeting).contains(place.agencyId())) {
            throw new Refusal("Your agency has confirmed the minutes already.", "already-done");
        }
        store.reply(invitee, "MINUTES_READ", blank(corrections) ? null : checked(corrections), by, now());
        if (!place.family()) {
            minutes.read(meeting, place.agencyId(), by);
        }
        if (minutes.unread(meeting).isEmpty()) {
            outbox.put(new Notice("meeting-all-read:" + meeting.id(), meeting.chairId(), NoticeKind.WAITS, false));
        }
    }

    private UUID meetingOf(UUID invitee) {
        return store.find(invitee).map(one -> store.meetingOf(one.id())).orElseThrow(NotFound::new);
    }

    private Meeting waiting(UUID invitee) {
        Meeting meeting = lock.lock(meetingOf(invitee));
        if (gone(meeting, store.find(invitee).orElseThrow())) {
            throw new Refusal("This meeting was called off, or your place in it was taken back. Nothing is asked of you.", "called-off");
        }
        if (meeting.step() != MeetingStep.PREPARE && meeting.step() != MeetingStep.HOLD) {
            throw new Refusal("This meeting has been held. Ring who asked you if something is still to be said.", "held");
        }
        return meeting;
    }

    private void tellConvenor(Meeting meeting, UUID invitee) {
        if (meeting.convenorId() != null) {
            outbox.put(new Notice("meeting-reply:" + invitee + ":" + now(), meeting.convenorId(), NoticeKind.WAITS, false));
        }
    }

    private static String checked(String text) {
        String clean = text.strip();
        if (clean.length() > LONGEST) {
            throw new Invalid(List.of(new Invalid.Fault("text", "This text is longer than 20,000 characters. Shorten it.")));
        }
        return Normalizer.normalize(clean, Normalizer.Form.NFC);
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
