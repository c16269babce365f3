package org.throughline.authority;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.access.Invalid.Fault;
import org.throughline.access.Refusal;
import org.throughline.access.Relation;
import org.throughline.access.Right;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.Opening;
import org.throughline.casefile.OpeningDraft;
import org.throughline.notification.Notice;
import org.throughline.notification.NoticeKind;
import org.throughline.notification.Outbox;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;
import org.throughline.reading.Readings;

/**
 * A file begins, or begins again, with a worker whom the line supervisor names. They are responsible from that moment. They may act from
 * that moment only where the family has no history that they have not read; otherwise they read it like everybody, and until the signature
 * there are urgent access, duty, and the mark "made without authority" (domain 3).
 */
@Service
public class FirstWorker {

    private static final Set<PractitionerRole> WORK_WITH_FAMILIES = EnumSet.of(PractitionerRole.SOCIAL_WORKER, PractitionerRole.FAMILY_SUPPORT_WORKER,
            PractitionerRole.DUTY_WORKER, PractitionerRole.DUTY_MANAGER, PractitionerRole.TEAM_MANAGER, PractitionerRole.SERVICE_MANAGER);

    /**
     * @param mayAct whether the worker may act from now on
     * @param toRead how many entries of the family's history the worker must read first
     */
    public record Begun(UUID casefileId, String reference, boolean mayAct, int toRead) {}

    private final Opening opening;
    private final Casefiles casefiles;
    private final Authorities authorities;
    private final Readings readings;
    private final Organisation organisation;
    private final Access access;
    private final Outbox outbox;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    FirstWorker(Opening opening, Casefiles casefiles, Authorities authorities, Readings readings, Organisation organisation, Access access, Outbox outbox,
            ApplicationEventPublisher events, Clock clock) {
        this.opening = opening;
        this.casefiles = casefiles;
        this.authorities = authorities;
        this.readings = readings;
        this.organisation = organisation;
        this.access = access;
        this.outbox = outbox;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Opens a case file, in one transaction.
     *
     * @throws Invalid naming everything that has to be put right
     * @throws org.throughline.casefile.KnownAlready where somebody may be known already
     * @throws Refusal where the child has a case file
     */
    @Transactional
    public Begun open(OpeningDraft draft, Practitioner supervisor) {
        access.require(supervisor, Right.OPEN_FILE, "Opened a case file", draft.reason());
        List<Fault> faults = opening.faults(draft);
        Optional<Practitioner> worker = worker(draft.worker(), supervisor, faults);
        refuse(faults);
        return begin(opening.open(draft, supervisor, worker.orElseThrow()), worker.get(), supervisor);
    }

    /** Opens a closed case file again, with a reason; the history stays, and the worker reads it. */
    @Transactional
    public Begun reopen(UUID casefileId, String username, String reason, Practitioner supervisor) {
        access.require(supervisor, Right.OPEN_FILE, casefileId, "Opened a case file again", reason);
        List<Fault> faults = new ArrayList<>();
        if (reason == null || reason.isBlank()) {
            faults.add(new Fault("reason", "Say why the case file is opened again."));
        }
        Optional<Practitioner> worker = worker(username, supervisor, faults);
        refuse(faults);
        if (access.relations(worker.orElseThrow(), casefileId).contains(Relation.CONFLICT)) {
            throw new Refusal(worker.get().name() + " cannot work with this family: there is a conflict of interest. Name another worker.", "conflict");
        }
        return begin(opening.reopen(casefileId, reason, supervisor, worker.get()), worker.get(), supervisor);
    }

    private Begun begin(Opening.Opened opened, Practitioner worker, Practitioner supervisor) {
        CasefileView file = casefiles.get(opened.casefileId());
        int toRead = readings.lack(file.id(), worker.id()).size();
        if (toRead == 0 && casefiles.proposals(file.id()).isEmpty()) {
            authorities.grantAtOpening(file.id(), worker.id(), opened.allocationId(), supervisor.id(), opened.at());
            outbox.put(new Notice("opened:" + opened.allocationId(), worker.id(), NoticeKind.WAITS, false));
            return new Begun(file.id(), file.reference(), true, 0);
        }
        events.publishEvent(new FirstWorkerMustRead(file.id(), worker.id(), supervisor.id()));
        return new Begun(file.id(), file.reference(), false, toRead);
    }

    private Optional<Practitioner> worker(String username, Practitioner supervisor, List<Fault> faults) {
        Optional<Practitioner> worker = organisation.find(username == null ? "" : username.strip())
                .filter(one -> one.active() && one.canLogIn() && one.gatedAgency() && WORK_WITH_FAMILIES.contains(one.role()));
        if (worker.isEmpty()) {
            faults.add(new Fault("worker", "Name the first responsible worker: somebody who works with families here and can log in."));
        } else if (!organisation.signsFor(supervisor.id(), worker.get().id(), clock.instant())) {
            faults.add(new Fault("worker", organisation.lineSupervisorOf(worker.get().id()).map(line -> line.name() + " names the work of " + worker.get().name()
                    + ". Ask " + line.name() + ", or a deputy, to open the file; or name somebody whose line supervisor you are.")
                    .orElse(worker.get().name() + " has no line supervisor. Name another worker.")));
        }
        return worker;
    }

    private static void refuse(List<Fault> faults) {
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
    }
}
