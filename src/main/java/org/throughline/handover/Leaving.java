package org.throughline.handover;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Invalid;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
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
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;

/**
 * A worker leaves: one act for all their families (HE2). Each family goes to a named next worker, by a handover like every other, or becomes a duty of the
 * supervisor. After the last day everything else ends; responsibility, and the authority that goes with it, ends only by moving.
 */
@Service
public class Leaving {

    private static final String SUBJECT = "LEAVING";

    /**
     * One family of who leaves.
     *
     * @param handover the handover that is open already; null where there is none
     * @param to       to whom that handover goes
     */
    public record Fate(String reference, UUID handover, String to) {}

    /** @param lastDay null while nothing is announced. @param mayName whether the reader may name next workers: the supervisor */
    public record Plan(String username, String name, LocalDate lastDay, String reason, boolean mayName, List<Fate> families, List<String> shared, int owed) {}

    private record Announced(UUID id, UUID practitioner, LocalDate lastDay, UUID by) {}

    private final JdbcClient jdbc;
    private final Handovers handovers;
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

    Leaving(JdbcClient jdbc, Handovers handovers, HandoverRepository repository, PassedOn passedOn, AwayPeople away, Casefiles casefiles, Families families, Authorities authorities,
            Obligations obligations, Organisation organisation, DutyRota rota, Outbox outbox, WorkingCalendar calendar, Clock clock) {
        this.jdbc = jdbc;
        this.handovers = handovers;
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

    static String key(UUID worker, UUID casefile) {
        return "leaving:" + worker + ":" + casefile;
    }

    /** What will happen. @throws NotFound for all but the line supervisor, that one's deputy and administrators */
    @Transactional(readOnly = true)
    public Plan plan(String username, Practitioner reader) {
        Practitioner leaver = leaver(username, reader);
        Optional<Announced> announced = open(leaver.id());
        String reason = announced.map(one -> jdbc.sql("select reason from leaving where id = :id").param("id", one.id()).query(String.class).single()).orElse(null);
        return new Plan(leaver.username(), leaver.name(), announced.map(Announced::lastDay).orElse(null), reason, !administers(reader),
                casefiles.responsibleFor(leaver.id()).stream().map(this::fate).toList(),
                casefiles.sharedBy(leaver.id(), clock.instant()).stream().map(file -> casefiles.get(file).reference()).toList(), obligations.openOf(leaver.id()).size());
    }

    private Fate fate(UUID file) {
        return underWay(file).map(handover -> new Fate(casefiles.get(file).reference(), handover.id(), organisation.get(handover.incomingId()).name()))
                .orElseGet(() -> new Fate(casefiles.get(file).reference(), null, null));
    }

    /** A handover that will move responsibility, and whose new worker is known. */
    private Optional<Handover> underWay(UUID file) {
        return repository.moving(file).filter(handover -> handover.step().beforeSignature());
    }

    /**
     * Announces it for all families at once, or for none.
     *
     * @param lastDay the last day of work; today or later it is the day after which everything ends, an earlier one ends it now
     * @param next    user names of next workers by the reference of the family; the families not named become duties of the supervisor
     * @throws Invalid naming every fault of every family
     */
    @Transactional
    public void announce(String username, LocalDate lastDay, String reason, Map<String, String> next, Practitioner by) {
        Practitioner leaver = leaver(username, by);
        List<UUID> files = casefiles.responsibleFor(leaver.id());
        lockAll(leaver.id(), files);
        List<Invalid.Fault> faults = faults(leaver, lastDay, reason, next, files, by);
        UUID id = UuidCreator.getTimeOrderedEpoch();
        LocalDate today = LocalDate.now(clock.withZone(Gaps.LOCAL));
        boolean gone = lastDay != null && lastDay.isBefore(today);
        for (UUID file : files) {
            CasefileView view = casefiles.get(file);
            String to = next.get(view.reference());
            if (to != null && lastDay != null && !administers(by)) {
                request(view, to, gone, by, faults);
            }
        }
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
        jdbc.sql("""
                insert into leaving (id, practitioner_id, last_day, reason, announced_by, announced_at) values (:id, :who, :day, :reason, :by, :at)""")
                .param("id", id).param("who", leaver.id()).param("day", lastDay).param("reason", reason.strip()).param("by", by.id())
                .param("at", Timestamp.from(clock.instant())).update();
        Announced announced = new Announced(id, leaver.id(), lastDay, by.id());
        files.forEach(file -> nameSomebody(announced, file));
        if (gone) {
            end(announced);
        }
    }

    private List<Invalid.Fault> faults(Practitioner leaver, LocalDate lastDay, String reason, Map<String, String> next, List<UUID> files, Practitioner by) {
        List<Invalid.Fault> faults = new ArrayList<>();
        if (lastDay == null) {
            faults.add(new Invalid.Fault("lastDay", "Give the last day of work."));
        }
        if (reason == null || reason.isBlank()) {
            faults.add(new Invalid.Fault("reason", "Say why this worker leaves. One sentence is enough."));
        }
        if (open(leaver.id()).isPresent()) {
            throw new Refusal("It is announced already that " + leaver.name() + " leaves. Name next workers on the pages of the families.", "already-done");
        }
        if (administers(by) && !next.isEmpty()) {
            faults.add(new Invalid.Fault("next", "Only the line supervisor names who takes a family over. Leave it out: each family becomes a duty of the supervisor."));
        }
        List<String> references = files.stream().map(file -> casefiles.get(file).reference()).toList();
        next.keySet().stream().filter(reference -> !references.contains(reference)).sorted()
                .forEach(reference -> faults.add(new Invalid.Fault("next." + reference, leaver.name() + " is not responsible for a case file " + reference + ".")));
        return faults;
    }

    private void request(CasefileView file, String to, boolean gone, Practitioner by, List<Invalid.Fault> faults) {
        try {
            handovers.request(new NewHandover(file.id(), to, gone ? HandoverType.EMERGENCY_NO_HANDOVER : HandoverType.WORKER_SAME_TEAM, ReasonCode.LEFTRL, null, !gone), by);
        } catch (Invalid invalid) {
            invalid.faults().forEach(fault -> faults.add(new Invalid.Fault("next." + file.reference(), fault.reason())));
        } catch (Refusal | NotFound refused) {
            faults.add(new Invalid.Fault("next." + file.reference(), refused.getMessage()));
        }
    }

    /** The supervisor names who takes it over, where no handover is under way; as long as one lacks, this duty is there. */
    private void nameSomebody(Announced leaving, UUID file) {
        if (underWay(file).isPresent()) {
            return;
        }
        CasefileView view = casefiles.get(file);
        Instant due = calendar.due(clock.instant(), new Limit(number("HE2"), DueUnit.WORKING_DAYS), view.jurisdiction());
        Instant lastHour = calendar.endOfDay(leaving.lastDay());
        UUID supervisor = supervisor(leaving.practitioner());
        obligations.open(new NewObligation(key(leaving.practitioner(), file), file, SUBJECT, leaving.id(), "HE2", "Name who takes this family over: its worker leaves", supervisor,
                view.agencyId(), lastHour.isAfter(clock.instant()) && lastHour.isBefore(due) ? lastHour : due, DueUnit.WORKING_DAYS, false));
        if (supervisor != null) {
            outbox.put(new Notice(key(leaving.practitioner(), file) + ":" + leaving.id(), supervisor, NoticeKind.WAITS, false));
        }
    }

    private UUID supervisor(UUID worker) {
        return organisation.lineSupervisorOf(worker).map(line -> organisation.actingFor(line.id(), clock.instant()).person().id()).orElse(null);
    }

    /** Ends what is due, and asks again for families that lack a next worker. One node at a time. */
    @Transactional
    public void endWhatIsDue() {
        boolean mine = jdbc.sql("select pg_try_advisory_xact_lock(hashtext('throughline leaving'))").query(Boolean.class).single();
        if (!mine) {
            return;
        }
        LocalDate today = LocalDate.now(clock.withZone(Gaps.LOCAL));
        List<Announced> all = jdbc.sql("""
                select l.* from leaving l join practitioner p on p.id = l.practitioner_id
                where l.done_at is null or (not p.active and exists (select 1 from allocation a where a.practitioner_id = p.id and a.until_at is null))
                order by l.announced_at, l.id""").query((row, n) -> announced(row)).list();
        for (Announced leaving : all) {
            List<UUID> files = casefiles.responsibleFor(leaving.practitioner());
            lockAll(leaving.practitioner(), files);
            files.forEach(file -> nameSomebody(leaving, file));
            if (leaving.lastDay().isBefore(today) && open(leaving.practitioner()).isPresent()) {
                end(leaving);
            }
        }
    }

    private void lockAll(UUID worker, List<UUID> files) {
        TreeSet<UUID> all = new TreeSet<>(java.util.Comparator.comparing(UUID::toString));
        all.addAll(files);
        all.addAll(casefiles.sharedBy(worker, clock.instant()));
        all.forEach(families::lock);
    }

    /** The last day is over. Responsibility stays where it is until it has moved; nobody is left without a worker. */
    private void end(Announced leaving) {
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

    private Optional<Announced> open(UUID worker) {
        return jdbc.sql("select * from leaving where practitioner_id = :who and done_at is null").param("who", worker).query((row, n) -> announced(row)).optional();
    }

    private static Announced announced(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Announced(row.getObject("id", UUID.class), row.getObject("practitioner_id", UUID.class), row.getObject("last_day", LocalDate.class),
                row.getObject("announced_by", UUID.class));
    }

    private Practitioner leaver(String username, Practitioner by) {
        Practitioner leaver = organisation.find(username).filter(Practitioner::active).orElseThrow(NotFound::new);
        boolean administers = administers(by) && !by.id().equals(leaver.id());
        if (!administers && !organisation.signsFor(by.id(), leaver.id(), clock.instant())) {
            throw new NotFound();
        }
        return leaver;
    }

    private static boolean administers(Practitioner person) {
        return person.role() == PractitionerRole.ADMINISTRATOR;
    }

    private int number(String rule) {
        return jdbc.sql("select rule_number(:id)").param("id", rule).query(Integer.class).single();
    }
}
