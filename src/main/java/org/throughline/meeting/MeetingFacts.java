package org.throughline.meeting;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.casefile.Arrangements;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** What stands behind a meeting and what came of it, read for one person. */
@Component
class MeetingFacts {

    /** How somebody attended. */
    record Attended(String how, String contribution) {}

    private final JdbcClient jdbc;
    private final Organisation organisation;
    private final ObjectProvider<Arrangements> arrangements;
    private final Clock clock;

    MeetingFacts(JdbcClient jdbc, Organisation organisation, ObjectProvider<Arrangements> arrangements, Clock clock) {
        this.jdbc = jdbc;
        this.organisation = organisation;
        this.arrangements = arrangements;
        this.clock = clock;
    }

    /** The entries that called for it; what is kept from this reader leaves no trace. */
    List<MeetingView.Cause> causes(Meeting meeting, UUID reader) {
        if (meeting.obligationId() == null) {
            return List.of();
        }
        return jdbc.sql("""
                select f.rule_id, case when g.seq is null then f.because else 'an entry that was taken out: it is not about this family' end,
                       case when g.seq is null then f.event_date else e.event_date end as day, case when g.seq is null then t.label else 'Not about this family' end, a.name, c.canonical::jsonb ->> 'summary' as summary,
                       f.entry_file, f.entry_seq, case when g.seq is null then f.facts::text end
                from rule_firing f left join taken_out g on g.casefile_id = f.entry_file and g.seq = f.entry_seq
                join entry e on e.casefile_id = coalesce(g.tomb_file, f.entry_file) and e.seq = coalesce(g.tomb_seq, f.entry_seq) join event_type t on t.code = e.event_type
                join agency a on a.id = e.source_agency_id left join entry_content c on c.casefile_id = e.casefile_id and c.seq = e.seq
                where f.obligation_id = :duty and (g.seq is not null or restriction_for(:reader, f.entry_file, f.entry_seq, :now) is null) order by day, f.id limit 50""")
                .param("duty", meeting.obligationId()).param("reader", reader).param("now", Timestamp.from(clock.instant()))
                .query((row, n) -> new MeetingView.Cause(row.getString(1), row.getString(2), row.getObject(3, LocalDate.class), row.getString(4), row.getString(5), row.getString(6),
                        row.getObject(7, UUID.class), row.getLong(8), CountedFacts.inWords(row.getString(9)))).list();
    }

    /** Entries that tell of a meeting about this child, written by hand since this one was called for. */
    List<MeetingView.Entry> saidHeld(Meeting meeting) {
        return jdbc.sql("""
                select p.casefile_id, p.seq from entry_person p join entry e on e.casefile_id = p.casefile_id and e.seq = p.seq
                where p.person_id = (select person_id from casefile where id = :file) and p.fact and p.event_type in (select code from event_type where multi_agency)
                  and e.filed_at >= :since and not exists (select 1 from meeting m where m.entry_file = p.casefile_id and m.entry_seq = p.seq)
                  and is_this_familys(p.casefile_id, p.seq) order by p.event_date desc limit 5""")
                .param("file", meeting.casefileId()).param("since", Timestamp.from(meeting.openedAt()))
                .query((row, n) -> new MeetingView.Entry(row.getObject(1, UUID.class), row.getLong(2))).list();
    }

    List<MeetingView.Action> actions(UUID meeting, UUID reader) {
        return jdbc.sql("""
                select a.id, a.what, a.owner_id, a.due_on, o.end_kind from meeting_action a
                left join obligation o on o.subject_kind = 'MEETING_ACTION' and o.subject_id = a.id where a.meeting_id = :meeting order by a.due_on, a.id""")
                .param("meeting", meeting).query((row, n) -> {
                    Practitioner owner = organisation.get(row.getObject("owner_id", UUID.class));
                    return new MeetingView.Action(row.getObject("id", UUID.class), row.getString("what"), new MeetingView.Person(owner.username(), owner.name()),
                            row.getObject("due_on", LocalDate.class), row.getString("end_kind"), owner.id().equals(reader));
                }).list();
    }

    /** How each place was taken at the last record of the meeting. */
    Map<UUID, Attended> attended(UUID meeting) {
        Map<UUID, Attended> all = new LinkedHashMap<>();
        jdbc.sql("select invitee_id, attended, contribution from meeting_attendance where meeting_id = :meeting order by held_on").param("meeting", meeting)
                .query((row, n) -> all.put(row.getObject(1, UUID.class), new Attended(row.getString(2), row.getString(3)))).list();
        return all;
    }

    /** What is agreed with the family now; a meeting of the plan takes it up. */
    List<Arrangements.Arrangement> agreements(UUID casefile) {
        return arrangements.orderedStream().flatMap(known -> known.of(casefile, clock.instant()).stream()).toList();
    }

    int newDateDays() {
        return jdbc.sql("select rule_number('D21')::int").query(Integer.class).single();
    }
}
