package org.throughline.handover;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Invalid;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;
import org.throughline.workflow.Gaps;

/**
 * A worker leaves: one act for all their families (HE2). Each family goes to a named next worker, by a handover like every other, or becomes a duty of the
 * supervisor. After the last day everything else ends; responsibility, and the authority that goes with it, ends only by moving.
 */
@Service
public class Leaving {

    /**
     * One family of who leaves.
     *
     * @param handover the handover that is open already; null where there is none
     * @param to       to whom that handover goes
     */
    public record Fate(String reference, UUID handover, String to) {}

    /** @param lastDay null while nothing is announced. @param mayName whether the reader may name next workers: the supervisor */
    public record Plan(String username, String name, LocalDate lastDay, String reason, boolean mayName, List<Fate> families, List<String> shared, int owed) {}

    private final JdbcClient jdbc;
    private final Handovers handovers;
    private final LastDays lastDays;
    private final Casefiles casefiles;
    private final Obligations obligations;
    private final Organisation organisation;
    private final Clock clock;

    Leaving(JdbcClient jdbc, Handovers handovers, LastDays lastDays, Casefiles casefiles, Obligations obligations, Organisation organisation, Clock clock) {
        this.jdbc = jdbc;
        this.handovers = handovers;
        this.lastDays = lastDays;
        this.casefiles = casefiles;
        this.obligations = obligations;
        this.organisation = organisation;
        this.clock = clock;
    }

    static String key(UUID worker, UUID casefile) {
        return "leaving:" + worker + ":" + casefile;
    }

    /** What will happen. @throws NotFound for all but the line supervisor, that one's deputy and administrators of that agency */
    @Transactional(readOnly = true)
    public Plan plan(String username, Practitioner reader) {
        Practitioner leaver = leaver(username, reader);
        Optional<LastDays.Announced> announced = lastDays.open(leaver.id());
        String reason = announced.map(one -> jdbc.sql("select reason from leaving where id = :id").param("id", one.id()).query(String.class).single()).orElse(null);
        return new Plan(leaver.username(), leaver.name(), announced.map(LastDays.Announced::lastDay).orElse(null), reason, !administers(reader),
                casefiles.responsibleFor(leaver.id()).stream().map(this::fate).toList(),
                casefiles.sharedBy(leaver.id(), clock.instant()).stream().map(file -> casefiles.get(file).reference()).toList(), obligations.openOf(leaver.id()).size());
    }

    private Fate fate(UUID file) {
        return lastDays.underWay(file).map(handover -> new Fate(casefiles.get(file).reference(), handover.id(), organisation.get(handover.incomingId()).name()))
                .orElseGet(() -> new Fate(casefiles.get(file).reference(), null, null));
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
        lastDays.lockAll(leaver.id(), files);
        List<Invalid.Fault> faults = faults(leaver, lastDay, reason, next, files, by);
        UUID id = UuidCreator.getTimeOrderedEpoch();
        LocalDate today = Gaps.today(clock);
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
        LastDays.Announced announced = new LastDays.Announced(id, leaver.id(), lastDay, by.id());
        files.forEach(file -> lastDays.nameSomebody(announced, file));
        if (gone) {
            lastDays.end(announced);
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
        if (lastDays.open(leaver.id()).isPresent()) {
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

    /** Ends what is due, and asks again for families that lack a next worker. One node at a time. */
    @Transactional
    public void endWhatIsDue() {
        lastDays.endWhatIsDue();
    }

    private Practitioner leaver(String username, Practitioner by) {
        Practitioner leaver = organisation.find(username).filter(Practitioner::active).orElseThrow(NotFound::new);
        boolean administers = administers(by) && !by.id().equals(leaver.id()) && by.agencyId().equals(leaver.agencyId());
        if (!administers && !organisation.signsFor(by.id(), leaver.id(), clock.instant())) {
            throw new NotFound();
        }
        return leaver;
    }

    private static boolean administers(Practitioner person) {
        return person.role() == PractitionerRole.ADMINISTRATOR;
    }
}
