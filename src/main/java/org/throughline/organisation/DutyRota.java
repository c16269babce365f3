package org.throughline.organisation;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who is on duty when. Somebody who is away, has left or cannot log in is on no duty, whatever the rota says: that hour then
 * counts as held by nobody. The past is kept: shifts that were are never changed.
 */
@Service
public class DutyRota {

    /** The duties that a manager holds: one of them by day, the other by night. */
    public static final Set<DutyRole> MANAGERS = Set.of(DutyRole.DUTY_MANAGER, DutyRole.OUT_OF_HOURS_MANAGER);

    private final JdbcClient jdbc;
    private final Clock clock;

    DutyRota(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Who holds this duty for an agency at a moment: for the whole agency before a team's, the longest on duty first. */
    @Transactional(readOnly = true)
    public Optional<Practitioner> on(UUID agencyId, DutyRole role, Instant at) {
        return allOn(agencyId, Set.of(role), at).stream().findFirst();
    }

    /** The manager whom one reaches at a moment, by day or by night; the duty manager before the out-of-hours manager. */
    @Transactional(readOnly = true)
    public Optional<Practitioner> managerOn(UUID agencyId, Instant at) {
        return on(agencyId, DutyRole.DUTY_MANAGER, at).or(() -> on(agencyId, DutyRole.OUT_OF_HOURS_MANAGER, at));
    }

    /** Everybody who holds one of these duties at a moment, and is there. */
    @Transactional(readOnly = true)
    public List<Practitioner> allOn(UUID agencyId, Collection<DutyRole> roles, Instant at) {
        return jdbc.sql(PractitionerRows.SELECT + """
                join lateral (select min(r.since) as since, bool_or(r.team_id is null) as whole from duty_rota r
                              where r.practitioner_id = p.id and r.agency_id = :agency and r.role in (:roles) and r.withdrawn_at is null
                                and r.since <= :at and r.until > :at and is_on_duty(p.id, :agency, r.role, :at)) d on d.since is not null
                where p.id in (select x.practitioner_id from duty_rota x where x.agency_id = :agency and x.until > :at and x.since <= :at)
                order by d.whole desc, d.since, p.id""")
                .param("agency", agencyId).param("roles", names(roles)).param("at", Timestamp.from(at)).query(new PractitionerRows()).list();
    }

    /** The shift on which this person is now, for this duty; the one that lasts longest where there are several. */
    @Transactional(readOnly = true)
    public Optional<Shift> shiftOf(UUID practitioner, DutyRole role, Instant at) {
        return jdbc.sql("""
                select r.* from duty_rota r where r.practitioner_id = :person and r.role = :role and r.withdrawn_at is null and r.since <= :at and r.until > :at
                   and is_on_duty(r.practitioner_id, r.agency_id, r.role, :at) order by r.until desc, r.id limit 1""")
                .param("person", practitioner).param("role", role.name()).param("at", Timestamp.from(at)).query(DutyRota::row).optional();
    }

    /** The rows of an agency that are not over at a moment, the soonest first. */
    @Transactional(readOnly = true)
    public List<Shift> from(UUID agencyId, Instant at) {
        return jdbc.sql("select * from duty_rota where agency_id = :agency and withdrawn_at is null and until > :at order by since, id")
                .param("agency", agencyId).param("at", Timestamp.from(at)).query(DutyRota::row).list();
    }

    /** Whether an agency keeps a rota at all. */
    @Transactional(readOnly = true)
    public boolean kept(UUID agencyId) {
        return jdbc.sql("select exists (select 1 from duty_rota where agency_id = :agency and withdrawn_at is null)").param("agency", agencyId).query(Boolean.class).single();
    }

    /** The hours of the coming days (DR1) in which nobody holds any of these duties, the soonest first. */
    @Transactional(readOnly = true)
    public List<Unheld> unheld(UUID agencyId, Collection<DutyRole> roles) {
        Instant from = clock.instant();
        int days = jdbc.sql("select rule_number('DR1')").query(Integer.class).single();
        return jdbc.sql("""
                with held as (
                    select tstzmultirange(tstzrange(r.since, r.until)) - coalesce((
                               select range_agg(tstzrange(a.since, a.until)) from absence a where a.practitioner_id = r.practitioner_id), '{}'::tstzmultirange) as hours
                    from duty_rota r join practitioner p on p.id = r.practitioner_id and p.active and p.can_log_in
                    where r.agency_id = :agency and r.role in (:roles) and r.withdrawn_at is null and r.until > :from and r.since < :to)
                select lower(g) as since, upper(g) as until
                from unnest(tstzmultirange(tstzrange(:from, :to)) - coalesce((select range_agg(hours) from held), '{}'::tstzmultirange)) as g
                order by 1""")
                .param("agency", agencyId).param("roles", names(roles)).param("from", Timestamp.from(from)).param("to", Timestamp.from(from.plus(Duration.ofDays(days))))
                .query((row, n) -> new Unheld(row.getTimestamp("since").toInstant(), row.getTimestamp("until").toInstant())).list();
    }

    /** Enters a shift. @param teamId null for the whole agency */
    @Transactional
    public UUID add(UUID agencyId, UUID teamId, DutyRole role, UUID practitioner, Instant since, Instant until) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("insert into duty_rota (id, agency_id, team_id, role, practitioner_id, since, until) values (:id, :agency, :team, :role, :person, :since, :until)")
                .param("id", id).param("agency", agencyId).param("team", teamId, Types.OTHER).param("role", role.name()).param("person", practitioner)
                .param("since", Timestamp.from(since)).param("until", Timestamp.from(until)).update();
        return id;
    }

    /** Takes a shift off the rota: one that runs ends at this moment, one to come never begins. */
    @Transactional
    public void end(UUID shift, Instant at) {
        jdbc.sql("""
                update duty_rota set until = case when since < :at then cast(:at as timestamptz) else until end,
                       withdrawn_at = case when since < :at then cast(null as timestamptz) else cast(:at as timestamptz) end
                where id = :id and until > :at and withdrawn_at is null""").param("at", Timestamp.from(at)).param("id", shift).update();
    }

    /** Takes every shift of this person off the rota from a moment on. */
    @Transactional
    public void endAll(UUID practitioner, Instant at) {
        jdbc.sql("select id from duty_rota where practitioner_id = :person and withdrawn_at is null and until > :at").param("person", practitioner)
                .param("at", Timestamp.from(at)).query(UUID.class).list().forEach(shift -> end(shift, at));
    }

    private static List<String> names(Collection<DutyRole> roles) {
        return (roles.isEmpty() ? Arrays.asList(DutyRole.values()) : roles).stream().map(Enum::name).toList();
    }

    private static Shift row(ResultSet row, int n) throws SQLException {
        return new Shift(row.getObject("id", UUID.class), row.getObject("agency_id", UUID.class), row.getObject("team_id", UUID.class),
                DutyRole.valueOf(row.getString("role")), row.getObject("practitioner_id", UUID.class), row.getTimestamp("since").toInstant(),
                row.getTimestamp("until").toInstant());
    }
}
