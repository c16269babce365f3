package org.throughline.handover;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.authority.Authorities;
import org.throughline.calendar.DueUnit;
import org.throughline.calendar.Limit;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.Families;
import org.throughline.notification.Notice;
import org.throughline.notification.NoticeKind;
import org.throughline.notification.Outbox;
import org.throughline.obligation.AwayPeople;
import org.throughline.obligation.NewObligation;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.DutyRota;
import org.throughline.organisation.Organisation;
import org.throughline.workflow.Gaps;

/**
 * What follows once it is announced that a worker leaves: as long as a family has no next worker, naming one is a duty of the supervisor; after the last
 * day everything else ends. Responsibility, and the authority that goes with it, ends only by moving.
 */
@Component
class LastDays {

    private static final String SUBJECT = "LEAVING";

    record Announced(UUID id, UUID practitioner, LocalDate lastDay, UUID by) {}

    private final JdbcClient jdbc;
    private final HandoverRepository repository;
    private final PassedOn passedOn;
    private final AwayPeople away;
    private final Casefiles casefiles;
    private final Families families;
    private final Authorities authorities;
    private final Obligations obligations;
    private final Organisation organisation;
    private final DutyRota rota;
    private final Outbox outbox;
    private final WorkingCalendar calendar;
    private final Clock clock;

    LastDays(JdbcClient jdbc, HandoverRepository repository, PassedOn passedOn, AwayPeople away, Casefiles casefiles, Families families, Authorities authorities,
             Obligations obligations, Organisation organisation, DutyRota rota, Outbox outbox, WorkingCalendar calendar, Clock clock) {
        this.jdbc = jdbc;
        this.repository = repository;
        this.passedOn = passedOn;
        this.away = away;
        this.casefiles = casefiles;
        this.families = families;
        this.authorities = authorities;
        this.obligations = obligations;
        this.organisation = organisation;
        this.rota = rota;
        this.outbox = outbox;
        this.calendar = calendar;
        this.clock = clock;
    }

    /** A handover that will move responsibility, and whose new worker is known. */
    Optional<Handover> underWay(UUID file) {
        return repository.moving(file).filter(handover -> handover.step().beforeSignature());
    }

    /** The supervisor names who takes it over, where no handover is under way; as long as one lacks, this duty is there. */
    void nameSomebody(Announced leaving, UUID file) {
        if (underWay(file).isPresent()) {
            return;
        }
        Instant lastHour = calendar.endOfDay(leaving.lastDay());
        name(leaving.practitioner(), leaving.id(), file, lastHour, "Name who takes this family over: its worker leaves");
    }

    /** As where somebody leaves, while all that is known is that their login is closed. */
    void nameSomebody(UUID worker, UUID file) {
        if (underWay(file).isEmpty()) {
            name(worker, worker, file, Instant.MAX, "Name who takes this family over, or have the login opened: its worker cannot sign in any more");
        }
    }

    private void name(UUID worker, UUID subject, UUID file, Instant lastHour, String what) {
        CasefileView view = casefiles.get(file);
        Instant due = calendar.due(clock.instant(), new Limit(number("HE2"), DueUnit.WORKING_DAYS), view.jurisdiction());
        UUID supervisor = supervisor(worker);
        obligations.open(new NewObligation(Leaving.key(worker, file), file, SUBJECT, subject, "HE2", what, supervisor,
                view.agencyId(), lastHour.isAfter(clock.instant()) && lastHour.isBefore(due) ? lastHour : due, DueUnit.WORKING_DAYS, false));
        if (supervisor != null) {
            outbox.put(new Notice(Leaving.key(worker, file) + ":" + subject, supervisor, NoticeKind.WAITS, false));
        }
    }

    private UUID supervisor(UUID worker) {
        return organisation.lineSupervisorOf(worker).map(line -> organisation.actingFor(line.id(), clock.instant()).person().id()).orElse(null);
    }

    /** Ends what is due, and asks again for families that lack a next worker. One node at a time. */
    @Transactional(propagation = Propagation.MANDATORY)
    void endWhatIsDue() {
        boolean mine = jdbc.sql("select pg_try_advisory_xact_lock(hashtext('throughline leaving'))").query(Boolean.class).single();
        if (!mine) {
            return;
        }
        LocalDate today = Gaps.today(clock);
        List<Announced> all = jdbc.sql("""
                select l.* from leaving l join practitioner p on p.id = l.practitioner_id
                where l.done_at is null or (not p.active and exists (select 1 from allocation a where a.practitioner_id = p.id and a.until_at is null))
                order by l.announced_at, l.id""").query((row, n) -> announced(row)).list();
        // of all of them in one order: one leaver's families after the other's would cross an entry that is of both
        lock(all.stream().map(Announced::practitioner).distinct().toList());
        for (Announced leaving : all) {
            List<UUID> files = casefiles.responsibleFor(leaving.practitioner());
            lockAll(leaving.practitioner(), files);
            files.forEach(file -> nameSomebody(leaving, file));
            if (leaving.lastDay().isBefore(today) && open(leaving.practitioner()).isPresent()) {
                end(leaving);
            }
        }
    }

    void lockAll(UUID worker, List<UUID> files) {
        TreeSet<UUID> all = inOrder();
        all.addAll(files);
        all.addAll(casefiles.sharedBy(worker, clock.instant()));
        all.forEach(families::lock);
    }

    private void lock(List<UUID> workers) {
        TreeSet<UUID> all = inOrder();
        workers.forEach(worker -> {
            all.addAll(casefiles.responsibleFor(worker));
            all.addAll(casefiles.sharedBy(worker, clock.instant()));
        });
        all.forEach(families::lock);
    }

    /** As the database orders them; Java's own order of ids is another. */
    private static TreeSet<UUID> inOrder() {
        return new TreeSet<>(java.util.Comparator.comparing(UUID::toString));
    }

    /** The last day is over. Responsibility stays where it is until it has moved; nobody is left without a worker. */
    void end(Announced leaving) {
        Instant now = clock.instant();
        UUID worker = leaving.practitioner();
        UUID supervisor = supervisor(worker);
        authorities.endAllButResponsibility(worker, leaving.by(), now);
        rota.endAll(worker, now);
        organisation.standsInForNobody(worker, now);
        jdbc.sql("update leaving set done_at = :at where id = :id").param("at", Timestamp.from(now)).param("id", leaving.id()).update();
        for (ObligationView owed : obligations.openOf(worker)) {
            if (AwayPeople.moves(owed)) {
                UUID to = owed.casefileId() == null ? supervisor : casefiles.responsible(owed.casefileId()).filter(one -> !one.equals(worker)).orElse(supervisor);
                obligations.reassign(owed.dedupeKey(), to);
            }
        }
        organisation.left(worker);
        obligations.openOf(worker).stream().filter(owed -> "HANDOVER".equals(owed.subjectKind())).forEach(owed -> passedOn.step(owed, leaving.id(), supervisor, new Limit(number("HE2"), DueUnit.WORKING_DAYS)));
        away.lookAt(worker);
    }

    Optional<Announced> open(UUID worker) {
        return jdbc.sql("select * from leaving where practitioner_id = :who and done_at is null").param("who", worker).query((row, n) -> announced(row)).optional();
    }

    private static Announced announced(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Announced(row.getObject("id", UUID.class), row.getObject("practitioner_id", UUID.class), row.getObject("last_day", LocalDate.class),
                row.getObject("announced_by", UUID.class));
    }

    private int number(String rule) {
        return jdbc.sql("select rule_number(:id)").param("id", rule).query(Integer.class).single();
    }
}
