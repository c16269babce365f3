package org.throughline.meeting;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who has a place in a meeting, and what they said and handed in. */
@Component
class InviteeStore {

    /** @param kind an answer, REPORT, CHASED, MINUTES_READ or TOLD @param by null where it came by a link */
    record Reply(UUID invitee, String kind, String words, UUID by, Instant at) {}

    private final JdbcClient jdbc;

    InviteeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Invitee add(UUID meeting, Invitee wanted, Instant at) {
        Invitee invitee = new Invitee(UuidCreator.getTimeOrderedEpoch(), wanted.practitionerId(), wanted.agencyId(), wanted.mailbox(), wanted.personId(), wanted.invited(),
                wanted.reason(), wanted.reportAsked());
        jdbc.sql("""
                insert into meeting_invitee (id, meeting_id, practitioner_id, agency_id, mailbox, person_id, invited, reason, report_asked, asked_at)
                values (:id, :meeting, :practitioner, :agency, :mailbox, :person, :invited, :reason, :report, :at)""")
                .param("id", invitee.id()).param("meeting", meeting).param("practitioner", invitee.practitionerId()).param("agency", invitee.agencyId())
                .param("mailbox", invitee.mailbox()).param("person", invitee.personId()).param("invited", invitee.invited()).param("reason", invitee.reason())
                .param("report", invitee.reportAsked()).param("at", Timestamp.from(at)).update();
        return invitee;
    }

    /** Everybody who has a place now, those left out too. */
    List<Invitee> of(UUID meeting) {
        return jdbc.sql("select * from meeting_invitee where meeting_id = :meeting and taken_back_at is null order by asked_at, id").param("meeting", meeting)
                .query(InviteeStore::invitee).list();
    }

    Optional<Invitee> find(UUID invitee) {
        return jdbc.sql("select * from meeting_invitee where id = :id").param("id", invitee).query(InviteeStore::invitee).optional();
    }

    /** The meeting in which this is a place. */
    UUID meetingOf(UUID invitee) {
        return jdbc.sql("select meeting_id from meeting_invitee where id = :id").param("id", invitee).query(UUID.class).single();
    }

    boolean takenBack(UUID invitee) {
        return jdbc.sql("select taken_back_at is not null from meeting_invitee where id = :id").param("id", invitee).query(Boolean.class).single();
    }

    /** The place of somebody whom the organisation knows. */
    Optional<Invitee> placeOf(UUID meeting, UUID practitioner) {
        return jdbc.sql("select * from meeting_invitee where meeting_id = :meeting and practitioner_id = :who and invited and taken_back_at is null")
                .param("meeting", meeting).param("who", practitioner).query(InviteeStore::invitee).optional();
    }

    /** All places end: what was planned with them is off. */
    void takeBack(UUID meeting, Instant at) {
        jdbc.sql("update meeting_invitee set taken_back_at = :at where meeting_id = :meeting and taken_back_at is null")
                .param("at", Timestamp.from(at)).param("meeting", meeting).update();
    }

    /** One place ends. */
    void takeBackOne(UUID invitee, Instant at) {
        jdbc.sql("update meeting_invitee set taken_back_at = :at where id = :id and taken_back_at is null").param("at", Timestamp.from(at)).param("id", invitee).update();
    }

    void reply(UUID invitee, String kind, String words, UUID by, Instant at) {
        jdbc.sql("insert into meeting_reply (id, invitee_id, kind, words, by_id, at) values (:id, :invitee, :kind, :words, :by, :at)")
                .param("id", UuidCreator.getTimeOrderedEpoch()).param("invitee", invitee).param("kind", kind).param("words", words).param("by", by)
                .param("at", Timestamp.from(at)).update();
    }

    /** One of the family was told of this date of the meeting, by whom and how. */
    void told(UUID invitee, int sequence, String how, UUID by, Instant at) {
        jdbc.sql("insert into meeting_reply (id, invitee_id, kind, words, by_id, at, sequence) values (:id, :invitee, 'TOLD', :words, :by, :at, :sequence)")
                .param("id", UuidCreator.getTimeOrderedEpoch()).param("invitee", invitee).param("words", how).param("by", by).param("at", Timestamp.from(at)).param("sequence", sequence).update();
    }

    /** How one of the family was told of this date of the meeting; empty where nobody has told them. */
    Optional<String> toldOf(UUID invitee, int sequence) {
        return jdbc.sql("select words from meeting_reply where invitee_id = :invitee and kind = 'TOLD' and sequence = :sequence order by at desc limit 1")
                .param("invitee", invitee).param("sequence", sequence).query(String.class).optional();
    }

    /** What everybody with a place said, the first first. */
    List<Reply> replies(UUID meeting) {
        return jdbc.sql("""
                select r.invitee_id, r.kind, r.words, r.by_id, r.at from meeting_reply r join meeting_invitee i on i.id = r.invitee_id
                where i.meeting_id = :meeting and i.taken_back_at is null order by r.at, r.id""").param("meeting", meeting)
                .query((row, n) -> new Reply(row.getObject("invitee_id", UUID.class), row.getString("kind"), row.getString("words"), row.getObject("by_id", UUID.class),
                        row.getTimestamp("at").toInstant())).list();
    }

    void attended(UUID meeting, UUID invitee, java.time.LocalDate heldOn, String how, String contribution) {
        jdbc.sql("insert into meeting_attendance (meeting_id, invitee_id, held_on, attended, contribution) values (:meeting, :invitee, :day, :how, :what)")
                .param("meeting", meeting).param("invitee", invitee).param("day", heldOn).param("how", how)
                .param("what", contribution == null || contribution.isBlank() ? null : contribution.strip()).update();
    }

    private static Invitee invitee(ResultSet row, int n) throws SQLException {
        return new Invitee(row.getObject("id", UUID.class), row.getObject("practitioner_id", UUID.class), row.getObject("agency_id", UUID.class), row.getString("mailbox"),
                row.getObject("person_id", UUID.class), row.getBoolean("invited"), row.getString("reason"), row.getBoolean("report_asked"));
    }
}
