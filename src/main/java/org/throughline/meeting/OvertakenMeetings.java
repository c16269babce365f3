package org.throughline.meeting;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.access.Refusal;
import org.throughline.access.Right;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** Meetings that what has happened makes needless. Who owes one never says so alone, and the record must bear it. */
@Service
public class OvertakenMeetings {

    /** Why a meeting no longer has to be held. */
    public enum Because { CHILD_DIED, MOVED_AWAY, WIDER_MEETING }

    private final JdbcClient jdbc;
    private final MeetingRepository repository;
    private final MeetingLock lock;
    private final MeetingFollows follows;
    private final MeetingPeople people;
    private final MeetingStore store;
    private final Organisation organisation;
    private final Access access;
    private final Clock clock;

    OvertakenMeetings(JdbcClient jdbc, MeetingRepository repository, MeetingLock lock, MeetingFollows follows, MeetingPeople people, MeetingStore store, Organisation organisation,
            Access access, Clock clock) {
        this.jdbc = jdbc;
        this.repository = repository;
        this.lock = lock;
        this.follows = follows;
        this.people = people;
        this.store = store;
        this.organisation = organisation;
        this.access = access;
        this.clock = clock;
    }

    /**
     * It no longer has to be held, says a manager of who convenes it: the child has died, the family has left the area, a wider meeting takes its place.
     *
     * @param wider the meeting that takes its place; null otherwise
     */
    @Transactional
    public void overtaken(UUID meetingId, Because because, UUID wider, String reason, Practitioner by) {
        Meeting meeting = lock.lock(meetingId);
        Practitioner convenor = organisation.find(meeting.convenorId() == null ? new UUID(0, 0) : meeting.convenorId()).orElse(null);
        boolean manages = convenor != null && organisation.signsFor(by.id(), convenor.id(), clock.instant())
                || people.answersForFamily(meeting, by);
        access.require(by, Right.SEE_MEETING, meeting.casefileId(), "Said that a meeting is overtaken");
        if (!manages) {
            throw new Refusal("A supervisor of who convenes the meeting, or of the family's worker, says that it is overtaken.", "not-a-manager");
        }
        List<Invalid.Fault> faults = new ArrayList<>();
        if (because == null) {
            faults.add(new Invalid.Fault("because", "Choose what overtook it."));
        }
        if (reason == null || reason.isBlank()) {
            faults.add(new Invalid.Fault("reason", "Say what happened."));
        }
        if (because == Because.CHILD_DIED && !childDied(meeting.casefileId())) {
            faults.add(new Invalid.Fault("because", "The death is not on the record. Record it first."));
        }
        if (because == Because.WIDER_MEETING && repository.findById(wider == null ? new UUID(0, 0) : wider).filter(other -> takesThePlaceOf(other, meeting)).isEmpty()) {
            faults.add(new Invalid.Fault("wider", "Name the meeting about this child that takes its place."));
        }
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
        if (meeting.ended() || !meeting.step().beforeHeld()) {
            throw new Refusal("This meeting has been held or has ended.", "too-late");
        }
        store.add(meetingId, new MeetingStore.Act(MeetingStore.newId(), meeting.step(), MeetingStore.OVERTAKEN, by.id(), reason.strip(), null, now()), null);
        follows.overtake(meeting, by.id(), reason.strip());
    }

    private static boolean takesThePlaceOf(Meeting other, Meeting meeting) {
        return other.casefileId().equals(meeting.casefileId()) && !other.id().equals(meeting.id())
                && other.endKind() != MeetingEnd.OVERTAKEN && other.endKind() != MeetingEnd.NOT_NEEDED;
    }

    private boolean childDied(UUID casefile) {
        return jdbc.sql("""
                select p.died is not null or exists (select 1 from entry_person x where x.fact and x.person_id = p.id and x.event_type = 'DEATH' and is_this_familys(x.casefile_id, x.seq))
                from casefile c join person p on p.id = c.person_id where c.id = :file""").param("file", casefile).query(Boolean.class).single();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
