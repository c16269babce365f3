package org.throughline.meeting;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.calendar.DueUnit;
import org.throughline.notification.Notice;
import org.throughline.notification.NoticeKind;
import org.throughline.notification.Outbox;
import org.throughline.obligation.NewObligation;
import org.throughline.obligation.Obligations;

/** What was written of a meeting, who may read which part, and which agency has read it. */
@Component
class Minutes {

    static final String SUBJECT = "MEETING_MINUTES";

    private final JdbcClient jdbc;
    private final InviteeStore store;
    private final Obligations obligations;
    private final MeetingTerms terms;
    private final Outbox outbox;
    private final Invitations invitations;

    Minutes(JdbcClient jdbc, InviteeStore store, Obligations obligations, MeetingTerms terms, Outbox outbox, Invitations invitations) {
        this.jdbc = jdbc;
        this.store = store;
        this.obligations = obligations;
        this.terms = terms;
        this.outbox = outbox;
        this.invitations = invitations;
    }

    static String readKey(UUID meeting, UUID agency) {
        return "meeting-read:" + meeting + ":" + agency;
    }

    void write(Meeting meeting, JsonNode content) {
        part(meeting.id(), null, content.path("all").asText().strip(), List.of());
        content.path("parts").forEach(part -> {
            List<UUID> readers = new ArrayList<>();
            part.path("readers").forEach(reader -> readers.add(UUID.fromString(reader.asText())));
            part(meeting.id(), part.path("heading").asText().strip(), part.path("text").asText().strip(), readers);
        });
    }

    private void part(UUID meeting, String heading, String text, List<UUID> readers) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("insert into meeting_minutes (id, meeting_id, heading, text) values (:id, :meeting, :heading, :text)")
                .param("id", id).param("meeting", meeting).param("heading", heading).param("text", text).update();
        readers.forEach(reader -> jdbc.sql("insert into meeting_minutes_reader (minutes_id, invitee_id) values (:id, :reader)").param("id", id).param("reader", reader).update());
    }

    /** Once the confirming waits: each agency that was asked owes it by the same moment, but the chair's, who wrote them. */
    void ask(Meeting meeting, UUID chairsAgency, Instant due) {
        String rule = terms.limitOf(MeetingStep.CONFIRM_MINUTES, meeting.kind()).ruleId();
        agencies(meeting).forEach((agency, places) -> {
            if (!agency.equals(chairsAgency)) {
                places.forEach(place -> invitations.minutesWait(meeting.id(), place.id(), place.recipient(), meeting.sequence()));
                UUID owner = places.stream().map(Invitee::practitionerId).filter(Objects::nonNull).findFirst().orElse(null);
                obligations.open(new NewObligation(readKey(meeting.id(), agency), meeting.casefileId(), SUBJECT, meeting.id(), rule,
                        "Read the minutes of the meeting and confirm them", owner, agency, due, DueUnit.WORKING_DAYS, false));
                if (owner != null) {
                    outbox.put(new Notice(readKey(meeting.id(), agency), owner, NoticeKind.WAITS, false));
                }
            }
        });
    }

    private Map<UUID, List<Invitee>> agencies(Meeting meeting) {
        return store.of(meeting.id()).stream().filter(one -> one.invited() && !one.family())
                .collect(Collectors.groupingBy(Invitee::agencyId, LinkedHashMap::new, Collectors.toList()));
    }

    /** The agencies that have not confirmed yet. */
    Set<UUID> unread(Meeting meeting) {
        return agencies(meeting).keySet().stream().filter(agency -> obligations.open(readKey(meeting.id(), agency)).isPresent()).collect(Collectors.toSet());
    }

    void read(Meeting meeting, UUID agency, UUID by) {
        obligations.met(readKey(meeting.id(), agency), by);
    }

    void notRead(Meeting meeting, UUID agency, UUID by, String reason) {
        obligations.overtaken(readKey(meeting.id(), agency), by, reason);
    }

    /** The part for all, then those for this place alone; empty while there are none. */
    List<InvitationReplies.Part> of(UUID meeting, UUID invitee) {
        return jdbc.sql("""
                select heading, text from meeting_minutes m where meeting_id = :meeting
                and (heading is null or exists (select 1 from meeting_minutes_reader r where r.minutes_id = m.id and r.invitee_id = :invitee))
                order by heading nulls first, id""").param("meeting", meeting).param("invitee", invitee, java.sql.Types.OTHER)
                .query(InvitationReplies.Part.class).list();
    }

    /** Every part, for who wrote them. */
    List<InvitationReplies.Part> all(UUID meeting) {
        return jdbc.sql("select heading, text from meeting_minutes where meeting_id = :meeting order by heading nulls first, id").param("meeting", meeting)
                .query(InvitationReplies.Part.class).list();
    }
}
