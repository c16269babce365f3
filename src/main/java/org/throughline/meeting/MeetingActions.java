package org.throughline.meeting;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.access.NotFound;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** What a meeting agreed that somebody does by a day: each action is an obligation of its owner (SR11). */
@Service
public class MeetingActions {

    private final JdbcClient jdbc;
    private final MeetingLock lock;
    private final MeetingStore store;
    private final Obligations obligations;
    private final Organisation organisation;
    private final Access access;
    private final Clock clock;

    MeetingActions(JdbcClient jdbc, MeetingLock lock, MeetingStore store, Obligations obligations, Organisation organisation, Access access, Clock clock) {
        this.jdbc = jdbc;
        this.lock = lock;
        this.store = store;
        this.obligations = obligations;
        this.organisation = organisation;
        this.access = access;
        this.clock = clock;
    }

    /** Who has the action, or that one's supervisor, says what came of it; its obligation is met then. */
    @Transactional
    public void done(UUID action, String came, Practitioner by) {
        ObligationView owed = obligations.open(HeldMeeting.actionKey(action)).orElseThrow(NotFound::new);
        Meeting meeting = lock.lock(jdbc.sql("select meeting_id from meeting_action where id = :id").param("id", action).query(UUID.class).single());
        if (!by.id().equals(owed.ownerId()) && !organisation.signsFor(by.id(), owed.ownerId(), clock.instant())) {
            throw new NotFound();
        }
        access.allowedByDuty(by, meeting.casefileId(), "Said that an action of a meeting was done");
        if (came == null || came.isBlank()) {
            throw new Invalid(List.of(new Invalid.Fault("came", "Say what came of it.")));
        }
        store.add(meeting.id(), new MeetingStore.Act(MeetingStore.newId(), meeting.step(), MeetingStore.ACTION_DONE, by.id(), came.strip(), null, clock.instant().truncatedTo(ChronoUnit.MICROS)), null);
        obligations.met(owed.dedupeKey(), by.id());
    }
}
