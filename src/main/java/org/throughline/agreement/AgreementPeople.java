package org.throughline.agreement;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.throughline.access.Access;
import org.throughline.access.Refusal;
import org.throughline.access.Relation;
import org.throughline.agreement.AgreementStep.Doer;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;

/** Whose step it is, and who may do it in their place. Who wrote in a text never approves it, whoever they are. */
@Component
class AgreementPeople {

    private static final Set<PractitionerRole> MANAGERS = EnumSet.of(PractitionerRole.TEAM_MANAGER, PractitionerRole.DUTY_MANAGER, PractitionerRole.SERVICE_MANAGER,
            PractitionerRole.HEAD_OF_SERVICE, PractitionerRole.DIRECTOR);
    private static final int HIGHEST = 8;

    private final Organisation organisation;
    private final AgreementStore store;
    private final Access access;
    private final Clock clock;

    AgreementPeople(Organisation organisation, AgreementStore store, Access access, Clock clock) {
        this.organisation = organisation;
        this.store = store;
        this.access = access;
        this.clock = clock;
    }

    /** Whose step it is as it begins; who is away is stood in for. Empty where nobody holds it. */
    Optional<Practitioner> begins(Agreement agreement) {
        Instant now = clock.instant();
        if (agreement.step().doer() == Doer.WORKER) {
            return Optional.of(organisation.actingFor(agreement.workerId(), now).person());
        }
        return lineAbove(drafter(agreement)).map(person -> organisation.actingFor(person.id(), now).person())
                .filter(person -> agreement.step() != AgreementStep.APPROVE || mayApprove(agreement, person)).findFirst();
    }

    private UUID drafter(Agreement agreement) {
        return agreement.step() == AgreementStep.APPROVE ? store.text(agreement.id(), agreement.number()).orElseThrow().draftedBy() : agreement.workerId();
    }

    /** Somebody above one of those who wrote it, or who stands in for such a one; nobody of those who wrote, and nobody with a conflict of interest. */
    boolean mayApprove(Agreement agreement, Practitioner person) {
        Set<UUID> wrote = new HashSet<>(store.authors(agreement.id(), agreement.number()));
        store.text(agreement.id(), agreement.number()).ifPresent(text -> wrote.add(text.draftedBy()));
        return !wrote.contains(person.id()) && wrote.stream().anyMatch(author -> standsAbove(person, author))
                && !access.relations(person, agreement.casefileId()).contains(Relation.CONFLICT);
    }

    private boolean standsAbove(Practitioner person, UUID author) {
        Instant now = clock.instant();
        return lineAbove(author).anyMatch(level -> level.id().equals(person.id()) || organisation.isDeputy(person.id(), level.id(), now));
    }

    private Stream<Practitioner> lineAbove(UUID person) {
        return Stream.iterate(organisation.lineSupervisorOf(person), Optional::isPresent, above -> organisation.lineSupervisorOf(above.get().id())).limit(HIGHEST).map(Optional::get);
    }

    static boolean isManager(Practitioner person) {
        return MANAGERS.contains(person.role());
    }

    /** Who answers for whoever does the step. */
    Optional<Practitioner> answersFor(UUID doer) {
        return doer == null ? Optional.empty() : organisation.lineSupervisorOf(doer);
    }

    boolean mayDo(Agreement agreement, UUID doer, Practitioner person) {
        if (agreement.ended() || !person.active() || !person.canLogIn()) {
            return false;
        }
        if (agreement.step() == AgreementStep.APPROVE) {
            return mayApprove(agreement, person);
        }
        return doer == null ? standsAbove(person, agreement.workerId()) : person.id().equals(doer) || organisation.signsFor(person.id(), doer, clock.instant());
    }

    /** @throws Refusal when the waiting step is not this person's, naming whose it is */
    void mustDo(Agreement agreement, UUID doer, Practitioner person) {
        if (mayDo(agreement, doer, person)) {
            return;
        }
        if (agreement.step() == AgreementStep.APPROVE && store.authors(agreement.id(), agreement.number()).contains(person.id())) {
            throw new Refusal("You wrote in this agreement, so you do not approve it. " + (doer == null ? whyNobody(agreement) : "It waits for " + organisation.get(doer).name() + "."),
                    "not-the-drafter");
        }
        throw new Refusal(doer == null ? whyNobody(agreement) : "This step is for " + organisation.get(doer).name() + ". Ask them, or their supervisor.",
                "not-your-step");
    }

    /** Why nobody has the waiting step, and whom to ask. */
    String whyNobody(Agreement agreement) {
        Practitioner drafter = organisation.get(drafter(agreement));
        String line = lineAbove(drafter.id()).map(Practitioner::name).collect(Collectors.joining(", "));
        if (line.isEmpty()) {
            return "Nobody supervises " + drafter.name() + ". Ask an administrator to enter who does; that person then takes this step over.";
        }
        return agreement.step() != AgreementStep.APPROVE ? "Nobody has this step yet. Ask " + line + " to take it over."
                : "Nobody above " + drafter.name() + " can approve it now: " + line + " wrote in it, have a conflict of interest or are away. "
                        + "Ask an administrator to enter somebody who stands in for one of them; that person then takes this step over.";
    }

    /** Who works with it, or answers for who does. */
    boolean leads(Agreement agreement, Practitioner person) {
        return agreement.workerId().equals(person.id()) || organisation.signsFor(person.id(), agreement.workerId(), clock.instant());
    }
}
