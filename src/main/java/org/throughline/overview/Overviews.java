package org.throughline.overview;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Access;
import org.throughline.access.NotFound;
import org.throughline.access.Right;
import org.throughline.handover.HandoverStep;
import org.throughline.meeting.MeetingKind;
import org.throughline.meeting.MeetingStep;
import org.throughline.obligation.Watchdog;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;

/** Counts what waits, by questions to the record alone: the engine is not asked, so that a finished handover is seen as well as a running one. */
@Service
public class Overviews {

    private static final int LONGEST_LIST = 50;

    private final JdbcClient jdbc;
    private final Access access;
    private final Watchdog watchdog;
    private final Clock clock;

    Overviews(JdbcClient jdbc, Access access, Watchdog watchdog, Clock clock) {
        this.jdbc = jdbc;
        this.access = access;
        this.watchdog = watchdog;
        this.clock = clock;
    }

    /** @throws NotFound where this person may not see it */
    @Transactional
    public Overview of(Practitioner reader) {
        access.require(reader, Right.SEE_OVERVIEW, "Looked at the overview", null);
        boolean countsOnly = countsOnly(reader);
        return new Overview(countsOnly, steps(reader), levels(reader), urgent(reader, "granted_at > :now::timestamptz - interval '30 days'"),
                urgent(reader, "reviewed_at is null"), watchdog.verdict(), countsOnly ? List.of() : running(reader), countsOnly ? List.of() : finished(reader), meetingSteps(reader),
                countsOnly ? List.of() : meetings(reader));
    }

    /** Who did what when in one handover, also when it has ended. @throws NotFound where it is not in this person's line */
    @Transactional
    public List<Overview.Done> acts(UUID handover, Practitioner reader) {
        UUID casefile = ask("select h.casefile_id from overview_handover(:me, :all, :now) h where h.id = :id", reader)
                .param("id", handover).query(UUID.class).optional().filter(found -> !countsOnly(reader)).orElseThrow(NotFound::new);
        access.require(reader, Right.SEE_HANDOVER, casefile, "Looked at who did what in a handover");
        Map<String, String> inWords = inWords(HandoverStep::name);
        return jdbc.sql("""
                select a.at, a.step, a.outcome, p.username, f.username as for_whom from handover_act a join practitioner p on p.id = a.by_id
                left join practitioner f on f.id = a.on_behalf_of where a.handover_id = :id order by a.at, a.id""").param("id", handover)
                .query((row, n) -> new Overview.Done(row.getTimestamp("at").toInstant(), inWords.get(row.getString("step")),
                        row.getString("outcome").toLowerCase(java.util.Locale.UK).replace('_', ' '), row.getString("username"), row.getString("for_whom"))).list();
    }

    private List<Overview.StepCount> steps(Practitioner reader) {
        Map<String, Overview.StepCount> found = ask("""
                select step, count(*) as waiting, count(*) filter (where due_at < :now) as overdue,
                       max(extract(day from :now::timestamptz - step_since))::int as oldest
                from overview_handover(:me, :all, :now) where ended_at is null group by step""", reader)
                .query((row, n) -> {
                    HandoverStep step = HandoverStep.valueOf(row.getString("step"));
                    return new Overview.StepCount(step.taskKey(), step.inWords(), row.getInt("waiting"), row.getInt("overdue"), Math.max(0, row.getInt("oldest")));
                }).list().stream().collect(Collectors.toMap(Overview.StepCount::task, Function.identity()));
        return Arrays.stream(HandoverStep.values()).filter(step -> step != HandoverStep.ENDED)
                .map(step -> found.getOrDefault(step.taskKey(), new Overview.StepCount(step.taskKey(), step.inWords(), 0, 0, 0))).toList();
    }

    private List<Overview.StepCount> meetingSteps(Practitioner reader) {
        Map<String, Overview.StepCount> found = ask("""
                select step, count(*) as waiting, count(*) filter (where overdue) as overdue, max(extract(day from :now::timestamptz - step_since))::int as oldest
                from overview_meeting(:me, :all, :now) where ended_at is null group by step""", reader)
                .query((row, n) -> {
                    MeetingStep step = MeetingStep.valueOf(row.getString("step"));
                    return new Overview.StepCount(step.taskKey(), step.inWords(), row.getInt("waiting"), row.getInt("overdue"), Math.max(0, row.getInt("oldest")));
                }).list().stream().collect(Collectors.toMap(Overview.StepCount::task, Function.identity()));
        return Arrays.stream(MeetingStep.values()).filter(step -> step != MeetingStep.ENDED)
                .map(step -> found.getOrDefault(step.taskKey(), new Overview.StepCount(step.taskKey(), step.inWords(), 0, 0, 0))).toList();
    }

    private List<Overview.Running> meetings(Practitioner reader) {
        return ask("""
                select id, reference, kind, step, step_since, due_at, overdue from overview_meeting(:me, :all, :now)
                where ended_at is null order by not overdue, due_at nulls last, id limit :most""", reader).param("most", LONGEST_LIST)
                .query((row, n) -> new Overview.Running(row.getObject("id", UUID.class), row.getString("reference"),
                        MeetingStep.valueOf(row.getString("step")).inWords() + " (" + MeetingKind.valueOf(row.getString("kind")).inWords() + ")",
                        row.getTimestamp("step_since").toInstant(), row.getTimestamp("due_at") == null ? null : row.getTimestamp("due_at").toInstant(), row.getBoolean("overdue"))).list();
    }

    /** Who did what when in one meeting, also when it has ended. @throws NotFound where it is not in this person's line */
    @Transactional
    public List<Overview.Done> meetingActs(UUID meeting, Practitioner reader) {
        UUID casefile = ask("select m.casefile_id from overview_meeting(:me, :all, :now) m where m.id = :id", reader)
                .param("id", meeting).query(UUID.class).optional().filter(found -> !countsOnly(reader)).orElseThrow(NotFound::new);
        access.require(reader, Right.SEE_MEETING, casefile, "Looked at who did what in a meeting");
        return jdbc.sql("select a.at, a.step, a.outcome, p.username from meeting_act a join practitioner p on p.id = a.by_id where a.meeting_id = :id order by a.at, a.id").param("id", meeting)
                .query((row, n) -> new Overview.Done(row.getTimestamp("at").toInstant(), MeetingStep.valueOf(row.getString("step")).inWords(),
                        row.getString("outcome").toLowerCase(java.util.Locale.UK).replace('_', ' '), row.getString("username"), null)).list();
    }

    private List<Overview.LevelCount> levels(Practitioner reader) {
        return ask("""
                select o.level, count(*) as open, count(*) filter (where o.due_at < :now) as overdue from obligation o
                where o.ended_at is null and (:all or o.owner_id in (select person_id from overview_line(:me, :now)))
                group by o.level order by o.level""", reader)
                .query((row, n) -> new Overview.LevelCount(row.getInt("level"), row.getInt("open"), row.getInt("overdue"))).list();
    }

    private int urgent(Practitioner reader, String which) {
        return ask("select count(*) from authority where kind = 'URGENT' and " + which
                + " and (:all or practitioner_id in (select person_id from overview_line(:me, :now)))", reader).query(Integer.class).single();
    }

    private List<Overview.Running> running(Practitioner reader) {
        Map<String, String> inWords = inWords(HandoverStep::name);
        return ask("""
                select id, reference, step, step_since, due_at, coalesce(due_at < :now, false) as overdue from overview_handover(:me, :all, :now)
                where ended_at is null order by due_at nulls last, id limit :most""", reader).param("most", LONGEST_LIST)
                .query((row, n) -> new Overview.Running(row.getObject("id", UUID.class), row.getString("reference"), inWords.get(row.getString("step")),
                        row.getTimestamp("step_since").toInstant(), row.getTimestamp("due_at") == null ? null : row.getTimestamp("due_at").toInstant(),
                        row.getBoolean("overdue"))).list();
    }

    private List<Overview.Finished> finished(Practitioner reader) {
        RowMapper<Overview.Finished> line = (row, n) -> new Overview.Finished(row.getObject("id", UUID.class), row.getString("reference"),
                row.getString("end_kind").toLowerCase(java.util.Locale.UK), row.getTimestamp("ended_at").toInstant());
        return ask("select id, reference, end_kind, ended_at from overview_handover(:me, :all, :now) where ended_at is not null order by ended_at desc, id limit :most", reader)
                .param("most", LONGEST_LIST).query(line).list();
    }

    private JdbcClient.StatementSpec ask(String sql, Practitioner reader) {
        Instant now = clock.instant();
        return jdbc.sql(sql).param("me", reader.id()).param("all", countsOnly(reader)).param("now", Timestamp.from(now));
    }

    /** Who runs the system counts everything and sees no single one. */
    private static boolean countsOnly(Practitioner reader) {
        return reader.role() == PractitionerRole.ADMINISTRATOR;
    }

    private static Map<String, String> inWords(Function<HandoverStep, String> key) {
        return Arrays.stream(HandoverStep.values()).collect(Collectors.toMap(key, HandoverStep::inWords));
    }
}
