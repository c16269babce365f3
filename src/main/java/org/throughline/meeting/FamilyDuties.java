package org.throughline.meeting;

import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.calendar.DueUnit;
import org.throughline.obligation.NewObligation;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Organisation;

/**
 * Whoever convenes a meeting owes it to each of the family who is asked that they are told, and told again when it changes: nobody of a family is
 * mailed. Until somebody says when and how, it is owed, and the ladder knows (domain 6).
 */
@Component
class FamilyDuties {

    static final String SUBJECT = "MEETING_FAMILY";
    private static final String BEGINS = "meeting-told:";
    private static final String RULE = "IN4";

    private final JdbcClient jdbc;
    private final InviteeStore store;
    private final Obligations obligations;
    private final Organisation organisation;

    FamilyDuties(JdbcClient jdbc, InviteeStore store, Obligations obligations, Organisation organisation) {
        this.jdbc = jdbc;
        this.store = store;
        this.obligations = obligations;
        this.organisation = organisation;
    }

    private static String key(UUID invitee, int sequence) {
        return BEGINS + sequence + ":" + invitee;
    }

    /** They are to be told of the meeting as it now stands, by that moment; nothing where they were. */
    void owed(Meeting meeting, Invitee invitee, Instant due, UUID by) {
        if (store.toldOf(invitee.id(), meeting.sequence()).isPresent() || obligations.open(key(invitee.id(), meeting.sequence())).isPresent()) {
            return;
        }
        letGo(invitee.id(), by, "The meeting was changed; they are to be told of the change.");
        UUID owner = meeting.convenorId() == null ? by : meeting.convenorId();
        obligations.open(new NewObligation(key(invitee.id(), meeting.sequence()), meeting.casefileId(), SUBJECT, meeting.id(), RULE,
                "Tell one of the family of the meeting, by a safe contact or a letter of their own", owner, organisation.get(owner).agencyId(), due, DueUnit.WORKING_DAYS, false));
    }

    /** It is off, and they know of it: they are to be told that, too, before they come. */
    void calledOff(Meeting meeting, Invitee invitee, UUID by) {
        boolean knows = store.toldOf(invitee.id(), meeting.sequence() - 1).isPresent();
        letGo(invitee.id(), by, "The meeting was called off.");
        if (knows) {
            owed(meeting, invitee, meeting.startsAt(), by);
        }
    }

    void met(Meeting meeting, UUID invitee, UUID by) {
        obligations.met(key(invitee, meeting.sequence()), by);
    }

    boolean isOwed(Meeting meeting, UUID invitee) {
        return obligations.open(key(invitee, meeting.sequence())).isPresent();
    }

    /** Nothing about the meeting is to be told to them any more. */
    void letGo(UUID invitee, UUID by, String reason) {
        jdbc.sql("select dedupe_key from obligation where subject_kind = :kind and ended_at is null and dedupe_key like :begins || '%:' || :invitee")
                .param("kind", SUBJECT).param("begins", BEGINS).param("invitee", invitee.toString()).query(String.class).list().forEach(key -> obligations.overtaken(key, by, reason));
    }
}
