package org.throughline.organisation;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who works where, for whom, and who stands in for whom. The identity provider says only who somebody is; what they are
 * stands here.
 */
@Service
public class Organisation {

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final PractitionerRows rows = new PractitionerRows();

    Organisation(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<Practitioner> find(UUID id) {
        return jdbc.sql(PractitionerRows.SELECT + "where p.id = :id").param("id", id).query(rows).optional();
    }

    @Transactional(readOnly = true)
    public Optional<Practitioner> find(String username) {
        return jdbc.sql(PractitionerRows.SELECT + "where p.username = :username").param("username", username).query(rows).optional();
    }

    /** @throws NotInOrganisation when there is nobody with this id */
    @Transactional(readOnly = true)
    public Practitioner get(UUID id) {
        return find(id).orElseThrow(() -> new NotInOrganisation("Nobody with this id is entered in the organisation."));
    }

    /** @throws NotInOrganisation when there is nobody with this user name */
    @Transactional(readOnly = true)
    public Practitioner get(String username) {
        return find(username).orElseThrow(() -> new NotInOrganisation("Nobody with the user name " + username + " is entered in the organisation."));
    }

    /** The line supervisor as it is now; empty at the top of a line. */
    @Transactional(readOnly = true)
    public Optional<Practitioner> lineSupervisorOf(UUID practitioner) {
        return supervisorAt(practitioner, clock.instant());
    }

    /** The line supervisor as it was at a moment. */
    @Transactional(readOnly = true)
    public Optional<Practitioner> supervisorAt(UUID practitioner, Instant at) {
        return jdbc.sql(PractitionerRows.SELECT + "where p.id = supervisor_at(:worker, :at)")
                .param("worker", practitioner).param("at", Timestamp.from(at)).query(rows).optional();
    }

    /** Whether the signer may sign for the worker: the line supervisor of that moment, or that one's deputy; never the worker (H12). */
    @Transactional(readOnly = true)
    public boolean signsFor(UUID signer, UUID worker, Instant at) {
        if (signer.equals(worker)) {
            return false;
        }
        return jdbc.sql("""
                select coalesce(s.id = :signer or is_deputy_at(:signer, s.id, :at), false)
                from (select supervisor_at(:worker, :at) as id) s, practitioner p
                where p.id = :signer and p.active and p.can_log_in""")
                .param("signer", signer).param("worker", worker).param("at", Timestamp.from(at))
                .query(Boolean.class).optional().orElse(false);
    }

    /**
     * Who acts for somebody at a moment: the person; when away, gone or without a log-in the deputy; where there is none, the
     * next level of the line, at once.
     */
    @Transactional(readOnly = true)
    public Standing actingFor(UUID practitioner, Instant at) {
        Practitioner asked = here(practitioner, at).orElse(null);
        if (asked != null) {
            return new Standing(asked, null);
        }
        asked = get(practitioner);
        StringBuilder said = new StringBuilder();
        Set<UUID> seen = new HashSet<>();
        Optional<Practitioner> level = Optional.of(asked);
        while (level.isPresent() && seen.add(level.get().id())) {
            Practitioner person = level.get();
            Optional<String> away = whyAway(person, at);
            if (away.isEmpty()) {
                return new Standing(person, said.isEmpty() ? null : said + " It goes to " + person.name() + ".");
            }
            said.append(said.isEmpty() ? "" : " ").append(person.name()).append(' ').append(away.get());
            Optional<Practitioner> deputy = deputiesOf(person.id(), at).stream().filter(d -> whyAway(d, at).isEmpty()).findFirst();
            if (deputy.isPresent()) {
                return new Standing(deputy.get(), said + "; " + deputy.get().name() + " stands in.");
            }
            said.append(" and nobody stands in.");
            level = supervisorAt(person.id(), at);
        }
        return new Standing(asked, said + " Nobody else is left in this line: enter a deputy.");
    }

    /** Whom nothing keeps away at this moment: as almost everybody is asked about, in one question. */
    private Optional<Practitioner> here(UUID practitioner, Instant at) {
        return jdbc.sql(PractitionerRows.SELECT + """
                where p.id = :id and p.active and p.can_log_in
                and not exists (select 1 from absence x where x.practitioner_id = p.id and x.since <= :at and (x.until is null or x.until > :at))""")
                .param("id", practitioner).param("at", Timestamp.from(at)).query(rows).optional();
    }

    private Optional<String> whyAway(Practitioner person, Instant at) {
        if (!person.active()) {
            return Optional.of("has left");
        }
        if (!person.canLogIn()) {
            return Optional.of("cannot log in here");
        }
        boolean absent = jdbc.sql("""
                select exists (select 1 from absence where practitioner_id = :id and since <= :at and (until is null or until > :at))""")
                .param("id", person.id()).param("at", Timestamp.from(at)).query(Boolean.class).single();
        return absent ? Optional.of("is away") : Optional.empty();
    }

    /** Who stands in for somebody at a moment, the longest standing first; they may be away themselves. */
    @Transactional(readOnly = true)
    public List<Practitioner> deputiesOf(UUID practitioner, Instant at) {
        return jdbc.sql(PractitionerRows.SELECT + """
                join deputy d on d.deputy_id = p.id
                where d.practitioner_id = :id and d.since <= :at and (d.until is null or d.until > :at) order by d.since, d.id""")
                .param("id", practitioner).param("at", Timestamp.from(at)).query(rows).list();
    }

    /** Everybody whose line supervisor this is now. */
    @Transactional(readOnly = true)
    public List<Practitioner> supervisedBy(UUID supervisor) {
        return jdbc.sql(PractitionerRows.SELECT + "where p.supervisor_id = :id order by p.name, p.id").param("id", supervisor).query(rows).list();
    }

    @Transactional(readOnly = true)
    public boolean isDeputy(UUID deputy, UUID forWhom, Instant at) {
        return jdbc.sql("select is_deputy_at(:deputy, :person, :at)")
                .param("deputy", deputy).param("person", forWhom).param("at", Timestamp.from(at)).query(Boolean.class).single();
    }

    /** Everybody for whom this person stands in at a moment. */
    @Transactional(readOnly = true)
    public Set<UUID> deputisedBy(UUID deputy, Instant at) {
        return new HashSet<>(jdbc.sql("""
                select practitioner_id from deputy where deputy_id = :deputy and since <= :at and (until is null or until > :at)""")
                .param("deputy", deputy).param("at", Timestamp.from(at)).query(UUID.class).list());
    }

    @Transactional(readOnly = true)
    public Optional<Agency> agency(String code) {
        return jdbc.sql("select id, code, name, kind, gated from agency where code = :code").param("code", code).query(Organisation::agency).optional();
    }

    /** @throws NotInOrganisation when there is no such agency */
    @Transactional(readOnly = true)
    public Agency agency(UUID id) {
        return jdbc.sql("select id, code, name, kind, gated from agency where id = :id").param("id", id).query(Organisation::agency).optional()
                .orElseThrow(() -> new NotInOrganisation("No agency with this id is entered in the organisation."));
    }

    @Transactional(readOnly = true)
    public List<Agency> agencies() {
        return jdbc.sql("select id, code, name, kind, gated from agency order by name, id").query(Organisation::agency).list();
    }

    @Transactional(readOnly = true)
    public Optional<Team> team(UUID id) {
        return jdbc.sql("select id, agency_id, name from team where id = :id").param("id", id).query(Team.class).optional();
    }

    @Transactional(readOnly = true)
    public Optional<Team> team(UUID agencyId, String name) {
        return jdbc.sql("select id, agency_id, name from team where agency_id = :agency and name = :name")
                .param("agency", agencyId).param("name", name).query(Team.class).optional();
    }

    private static Agency agency(java.sql.ResultSet row, int number) throws java.sql.SQLException {
        return new Agency(row.getObject("id", UUID.class), row.getString("code"), row.getString("name"),
                AgencyKind.valueOf(row.getString("kind")), row.getBoolean("gated"));
    }

    /** Enters an agency; children's social care is gated. */
    @Transactional
    public UUID addAgency(String code, String name, AgencyKind kind) {
        return addAgency(code, name, kind, kind == AgencyKind.CHILDRENS_SOCIAL_CARE);
    }

    @Transactional
    public UUID addAgency(String code, String name, AgencyKind kind, boolean gated) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("insert into agency (id, code, name, kind, gated) values (:id, :code, :name, :kind, :gated)")
                .param("id", id).param("code", code).param("name", name).param("kind", kind.name()).param("gated", gated).update();
        return id;
    }

    @Transactional
    public UUID addTeam(UUID agencyId, String name) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("insert into team (id, agency_id, name) values (:id, :agency, :name)")
                .param("id", id).param("agency", agencyId).param("name", name).update();
        return id;
    }

    /** Enters somebody; the line of supervision counts from now. */
    @Transactional
    public UUID addPractitioner(NewPractitioner who) {
        return addPractitioner(who, clock.instant());
    }

    /** As {@link #addPractitioner(NewPractitioner)}; the line of supervision counts from a moment in the past. */
    @Transactional
    public UUID addPractitioner(NewPractitioner who, Instant lineSince) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                insert into practitioner (id, username, name, agency_id, team_id, role, supervisor_id, can_log_in, changed_at)
                values (:id, :username, :name, :agency, :team, :role, :supervisor, :login, :at)""")
                .param("id", id).param("username", who.username()).param("name", who.name()).param("agency", who.agencyId())
                .param("team", who.teamId()).param("role", who.role().name()).param("supervisor", who.supervisorId())
                .param("login", who.canLogIn()).param("at", Timestamp.from(lineSince)).update();
        return id;
    }

    /** From now on another line supervisor; null for the top of a line. What was signed before is judged by the line of its moment. */
    @Transactional
    public void changeLine(UUID practitioner, UUID supervisor) {
        jdbc.sql("update practitioner set supervisor_id = :supervisor, changed_at = :at where id = :id")
                .param("supervisor", supervisor).param("at", Timestamp.from(clock.instant())).param("id", practitioner).update();
    }

    /** Writes down somebody as they are now, and that they are here; the line of supervision counts from now. */
    @Transactional
    public void change(UUID practitioner, NewPractitioner as) {
        jdbc.sql("""
                update practitioner set name = :name, agency_id = :agency, team_id = :team, role = :role, supervisor_id = :supervisor,
                       can_log_in = :login, active = true, changed_at = :at where id = :id""")
                .param("name", as.name()).param("agency", as.agencyId()).param("team", as.teamId(), java.sql.Types.OTHER).param("role", as.role().name())
                .param("supervisor", as.supervisorId(), java.sql.Types.OTHER).param("login", as.canLogIn())
                .param("at", Timestamp.from(clock.instant())).param("id", practitioner).update();
    }

    /** Everybody who holds this role, is here and can log in. */
    @Transactional(readOnly = true)
    public List<Practitioner> holding(PractitionerRole role) {
        return jdbc.sql(PractitionerRows.SELECT + "where p.role = :role and p.active and p.can_log_in order by p.username").param("role", role.name()).query(rows).list();
    }

    /** Everybody of an agency who is here and can log in, by name. */
    @Transactional(readOnly = true)
    public List<Practitioner> peopleOf(UUID agency) {
        return jdbc.sql(PractitionerRows.SELECT + "where p.agency_id = :agency and p.active and p.can_log_in order by p.name, p.username").param("agency", agency).query(rows).list();
    }

    /** Everybody who is here and can log in, and those whose login an identity provider has closed ({@link ClosedLogins}). */
    @Transactional(readOnly = true)
    public List<Practitioner> whoMayOrMightLogIn() {
        return jdbc.sql(PractitionerRows.SELECT + """
                where p.active and (p.can_log_in or exists (select 1 from closed_login c where c.practitioner_id = p.id)) order by p.username""").query(rows).list();
    }

    /** The teams of an agency, by name. */
    @Transactional(readOnly = true)
    public List<Team> teamsOf(UUID agency) {
        return jdbc.sql("select id, agency_id, name from team where agency_id = :agency order by name, id").param("agency", agency).query(Team.class).list();
    }

    /** Everybody who holds this role in an agency, is here and can log in. */
    @Transactional(readOnly = true)
    public List<Practitioner> holding(PractitionerRole role, UUID agency) {
        return jdbc.sql(PractitionerRows.SELECT + "where p.role = :role and p.agency_id = :agency and p.active and p.can_log_in order by p.username")
                .param("role", role.name()).param("agency", agency).query(rows).list();
    }

    /** Somebody has left: they hold no rights from now on. Their line stays as it was. */
    @Transactional
    public void left(UUID practitioner) {
        jdbc.sql("update practitioner set active = false, changed_at = :at where id = :id")
                .param("at", Timestamp.from(clock.instant())).param("id", practitioner).update();
        events.publishEvent(new AvailabilityChanged(practitioner));
    }

    /**
     * The deputy stands in for the person between two moments.
     *
     * @param until null while no end is known
     */
    @Transactional
    public UUID addDeputy(UUID practitioner, UUID deputy, Instant since, Instant until) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("insert into deputy (id, practitioner_id, deputy_id, since, until) values (:id, :person, :deputy, :since, :until)")
                .param("id", id).param("person", practitioner).param("deputy", deputy)
                .param("since", Timestamp.from(since)).param("until", until == null ? null : Timestamp.from(until), java.sql.Types.TIMESTAMP).update();
        return id;
    }

    /** From a moment on this person no longer stands in for the other. */
    @Transactional
    public void endDeputy(UUID practitioner, UUID deputy, Instant at) {
        jdbc.sql("update deputy set until = :at where practitioner_id = :person and deputy_id = :deputy and since <= :at and (until is null or until > :at)")
                .param("person", practitioner).param("deputy", deputy).param("at", Timestamp.from(at)).update();
    }

    /**
     * The person is away between two moments.
     *
     * @param until null while no end is known
     */
    @Transactional
    public UUID addAbsence(UUID practitioner, Instant since, Instant until) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("insert into absence (id, practitioner_id, since, until) values (:id, :person, :since, :until)")
                .param("id", id).param("person", practitioner)
                .param("since", Timestamp.from(since)).param("until", until == null ? null : Timestamp.from(until), java.sql.Types.TIMESTAMP).update();
        events.publishEvent(new AvailabilityChanged(practitioner));
        return id;
    }

    /** From a moment on this person stands in for nobody. */
    @Transactional
    public void standsInForNobody(UUID deputy, Instant at) {
        jdbc.sql("update deputy set until = :at where deputy_id = :deputy and since <= :at and (until is null or until > :at)")
                .param("deputy", deputy).param("at", Timestamp.from(at)).update();
    }
}
