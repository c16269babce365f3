package org.throughline.handover;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.access.Refusal;
import org.throughline.access.Relation;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.Responsibility;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;
import org.throughline.workflow.Gaps;

/** Whether a handover may begin, who may take a family over, and who will sign. */
@Component
class Beginning {

    private static final Set<PractitionerRole> HOLD_NO_FILES = Set.of(PractitionerRole.ADMINISTRATOR, PractitionerRole.QUALITY_ASSURANCE,
            PractitionerRole.PARTNERSHIP_CHAIR, PractitionerRole.BUSINESS_SUPPORT, PractitionerRole.RECORDS_OFFICER, PractitionerRole.CONFERENCE_CHAIR);

    private final Organisation organisation;
    private final Casefiles casefiles;
    private final Access access;
    private final Clock clock;

    Beginning(Organisation organisation, Casefiles casefiles, Access access, Clock clock) {
        this.organisation = organisation;
        this.casefiles = casefiles;
        this.access = access;
        this.clock = clock;
    }

    /** @throws Refusal where there is a conflict of interest */
    Practitioner newWorker(String username, UUID casefileId) {
        Practitioner worker = organisation.find(username == null ? "" : username)
                .filter(person -> person.active() && person.canLogIn() && !HOLD_NO_FILES.contains(person.role()))
                .orElseThrow(() -> new Invalid(List.of(new Invalid.Fault("incoming", "Name a worker who works with families here and can log in."))));
        if (access.relations(worker, casefileId).contains(Relation.CONFLICT)) {
            throw new Refusal(worker.name() + " cannot take this case file over: there is a conflict of interest. Name another worker.", "conflict");
        }
        return worker;
    }

    /** Responsible since the file was opened, and without authority until the signature: nobody hands over. */
    boolean readsFirst(UUID responsible, Practitioner incoming, CasefileView file) {
        return responsible.equals(incoming.id())
                && casefiles.authorityHolders(file.id()).stream().noneMatch(holder -> holder.practitionerId().equals(responsible) && holder.kind().equals("RESPONSIBLE"));
    }

    void mustBePossible(CasefileView file, HandoverType type, Practitioner incoming, Optional<UUID> outgoing, List<Handover> handovers) {
        if (!file.child() || !file.open()) {
            throw new Refusal("Only an open case file of a child is handed over.", "no-handover");
        }
        if (outgoing.filter(incoming.id()::equals).isPresent()) {
            throw new Refusal(incoming.name() + " is the responsible worker already. Name another one.", "already-responsible");
        }
        handovers.stream().filter(open -> open.step().beforeSignature() && open.hinders(type, incoming.id())).findFirst().ifPresent(open -> {
            throw new Refusal((open.type().gives() == type.gives() ? "A handover of this case file is open already, since " : "This worker is named in a handover of this case file already, since ")
                    + Moments.inWords(open.requestedAt())
                    + ". Finish it or withdraw it first.", "already-open", List.of(new Refusal.Missing("The open handover.", "/handovers/" + open.id())));
        });
    }

    /** Cover and co-working stand beside a responsible worker; cover names its last day. */
    void mustShareWith(NewHandover wanted, Optional<UUID> responsible) {
        boolean cover = wanted.type().gives() == Responsibility.COVER;
        if (cover && (wanted.coverUntil() == null || wanted.coverUntil().isBefore(Gaps.today(clock)))) {
            throw new Invalid(List.of(new Invalid.Fault("coverUntil", "Give the last day of the cover: today or a later day.")));
        }
        if (!cover && wanted.coverUntil() != null) {
            throw new Invalid(List.of(new Invalid.Fault("coverUntil", "Only temporary cover has a last day. Leave it empty, or choose temporary cover.")));
        }
        if (wanted.type().gives() != Responsibility.RESPONSIBLE && responsible.isEmpty()) {
            throw new Refusal("Nobody is responsible for this case file, so nobody can work beside or in the place of that worker. Ask for a handover that moves responsibility.",
                    "nobody-responsible");
        }
    }

    /** Who will sign. @throws Refusal where nobody could */
    Practitioner supervisorOf(Practitioner incoming, Optional<UUID> outgoing) {
        Practitioner supervisor = organisation.lineSupervisorOf(incoming.id())
                .orElseThrow(() -> new Refusal(incoming.name() + " has no line supervisor, so nobody could sign. Enter one first.", "no-supervisor"));
        boolean self = outgoing.filter(supervisor.id()::equals).isPresent();
        if (self && organisation.actingFor(supervisor.id(), clock.instant()).person().id().equals(supervisor.id())
                && organisation.deputiesOf(supervisor.id(), clock.instant()).isEmpty()) {
            throw new Refusal(supervisor.name() + " hands the family over and cannot sign for " + incoming.name()
                    + " as well. Enter a deputy first.", "no-signer");
        }
        return supervisor;
    }
}
