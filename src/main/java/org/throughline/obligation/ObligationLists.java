package org.throughline.obligation;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Invalid;

/** Lists of what must happen by when: pages of fifty by keyset, the soonest first, so that what is late comes first. */
@Service
public class ObligationLists {

    /** How many lines a page holds. */
    public static final int PAGE = 50;

    private static final String NAMED = """
            select o.*, c.reference, p.name as owner_name, t.name as team_name from page o
            left join casefile c on c.id = o.casefile_id left join practitioner p on p.id = o.owner_id left join team t on t.id = p.team_id
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    ObligationLists(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** One line, with the names it shows. */
    public record Line(ObligationView obligation, String casefile, String owner, String team) {}

    /** @param next where the next page begins; null on the last one */
    public record Page(List<Line> lines, String next) {}

    /** Somebody who may owe something. */
    public record Person(UUID id, String username, String name, UUID teamId, String team) {}

    /** A level that was told, with the name. */
    public record Told(UUID obligation, LadderStep step, String who) {}

    /** @param level only what was last told at this level (0: who owes it); null for any @param overdue only what is late */
    public record Filter(Integer level, boolean overdue) {}

    /** What these people owe, and what one of them was told of as a level of the ladder; open alone. @param toldTo null for nobody */
    @Transactional(readOnly = true)
    public Page owed(Collection<UUID> people, UUID toldTo, Filter filter, String cursor) {
        From from = From.of(cursor);
        String which = " and o.ended_at is null" + (filter.overdue() ? " and o.due_at < :now" : "") + (filter.level() == null ? "" : " and o.level - o.ladder_from = :told_levels")
                + " and (o.due_at, o.id) > (:due, :id) order by o.due_at, o.id limit :most";
        String owned = "(select o.* from unnest(:people) w cross join lateral (select o.* from obligation o where o.owner_id = w" + which + ") o order by o.due_at, o.id limit :most)";
        String told = " union (select o.* from obligation o join (select distinct s.obligation_id from obligation_step s where s.told_id = :told_to) s on s.obligation_id = o.id where true" + which + ")";
        return page(jdbc.sql("with page as (" + owned + (toldTo == null ? "" : told) + ") " + NAMED + "order by o.due_at, o.id limit :most")
                .param("people", people.toArray(UUID[]::new)).param("told_to", toldTo).param("told_levels", filter.level() == null ? null : filter.level() + 1)
                .param("now", Timestamp.from(clock.instant())).param("due", Timestamp.from(from.due())).param("id", from.id()).param("most", PAGE + 1));
    }

    /** Those of one case file: the open ones first, then those that have ended. */
    @Transactional(readOnly = true)
    public Page ofCasefile(UUID casefile, Filter filter, String cursor) {
        From from = From.of(cursor);
        return page(jdbc.sql("with page as (select o.* from obligation o where o.casefile_id = :casefile" + (filter.overdue() ? " and o.ended_at is null and o.due_at < :now" : "")
                + (filter.level() == null ? "" : " and o.level - o.ladder_from = :told_levels")
                + " and (o.ended_at is not null, o.due_at, o.id) > (:ended, :due, :id) order by o.ended_at is not null, o.due_at, o.id limit :most) "
                + NAMED + "order by o.ended_at is not null, o.due_at, o.id")
                .param("casefile", casefile).param("told_levels", filter.level() == null ? null : filter.level() + 1).param("now", Timestamp.from(clock.instant()))
                .param("ended", from.ended()).param("due", Timestamp.from(from.due())).param("id", from.id()).param("most", PAGE + 1));
    }

    /** One, as a line. */
    @Transactional(readOnly = true)
    public Line one(ObligationView obligation) {
        return jdbc.sql("with page as (select * from obligation where id = :id) " + NAMED).param("id", obligation.id()).query(ObligationLists::line).single();
    }

    private static Line line(java.sql.ResultSet row, int n) throws java.sql.SQLException {
        return new Line(Obligations.row(row, n), row.getString("reference"), row.getString("owner_name"), row.getString("team_name"));
    }

    private static Page page(JdbcClient.StatementSpec asked) {
        List<Line> found = asked.query(ObligationLists::line).list();
        return found.size() <= PAGE ? new Page(found, null) : new Page(found.subList(0, PAGE), From.after(found.get(PAGE - 1).obligation()));
    }

    /** The levels that were told, by obligation, the lowest first. */
    @Transactional(readOnly = true)
    public Map<UUID, List<Told>> told(Collection<UUID> obligations) {
        if (obligations.isEmpty()) {
            return Map.of();
        }
        return jdbc.sql("""
                select s.obligation_id, s.level, s.holder, s.told_id, s.said, s.at, p.name from obligation_step s left join practitioner p on p.id = s.told_id
                where s.obligation_id in (:ids) order by s.obligation_id, s.level""").param("ids", obligations)
                .query((row, n) -> new Told(row.getObject("obligation_id", UUID.class), new LadderStep(row.getInt("level"),
                        row.getString("holder") == null ? null : LevelHolder.valueOf(row.getString("holder")), row.getObject("told_id", UUID.class),
                        row.getString("said"), row.getTimestamp("at").toInstant()), row.getString("name"))).list().stream()
                .collect(Collectors.groupingBy(Told::obligation));
    }

    /** Somebody, those for whom they stand in, and everybody below these. */
    @Transactional(readOnly = true)
    public List<Person> line(UUID person) {
        return jdbc.sql("""
                with line as (select f.person_id from answers_for(:me, :now) f
                              union select b.person_id from answers_for(:me, :now) f cross join lateral line_below(f.person_id) b)
                select p.id, p.username, p.name, p.team_id, t.name as team from line l join practitioner p on p.id = l.person_id left join team t on t.id = p.team_id
                order by p.name, p.id""").param("me", person).param("now", Timestamp.from(clock.instant())).query(ObligationLists::person).list();
    }

    /** Everybody of an agency who is here and can log in, by name; at most 500. */
    @Transactional(readOnly = true)
    public List<Person> colleagues(UUID agency) {
        return jdbc.sql("""
                select p.id, p.username, p.name, p.team_id, t.name as team from practitioner p left join team t on t.id = p.team_id
                where p.agency_id = :agency and p.active and p.can_log_in order by p.name, p.id limit 500""").param("agency", agency).query(ObligationLists::person).list();
    }

    private static Person person(java.sql.ResultSet row, int n) throws java.sql.SQLException {
        return new Person(row.getObject("id", UUID.class), row.getString("username"), row.getString("name"), row.getObject("team_id", UUID.class), row.getString("team"));
    }

    /** Where a page begins: after this line. */
    private record From(boolean ended, Instant due, UUID id) {

        private static final From START = new From(false, Instant.EPOCH, new UUID(0, 0));

        static String after(ObligationView last) {
            return (last.endedAt() != null ? "e" : "o") + ChronoUnit.MICROS.between(Instant.EPOCH, last.dueAt()) + "_" + last.id();
        }

        static From of(String cursor) {
            if (cursor == null || cursor.isEmpty()) {
                return START;
            }
            try {
                int id = cursor.indexOf('_');
                return new From(cursor.charAt(0) == 'e', Instant.EPOCH.plus(Long.parseLong(cursor.substring(1, id)), ChronoUnit.MICROS), UUID.fromString(cursor.substring(id + 1)));
            } catch (RuntimeException unreadable) {
                throw new Invalid(List.of(new Invalid.Fault("cursor", "This is no place in the list. Begin again without it.")));
            }
        }
    }
}
