package org.throughline.risk;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.access.Access;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.access.Relation;
import org.throughline.access.Right;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.EventType;
import org.throughline.chronology.InterventionGate;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;

/** Whose decision a pattern is: whoever owes it, or signs for them. Others who may see the duties of the file learn whose it is; nobody else learns that there is one. */
@Component
class WhoDecides {

    private final JdbcClient jdbc;
    private final Raised raised;
    private final Obligations obligations;
    private final Organisation organisation;
    private final Casefiles casefiles;
    private final InterventionGate gate;
    private final Access access;
    private final Clock clock;

    WhoDecides(JdbcClient jdbc, Raised raised, Obligations obligations, Organisation organisation, Casefiles casefiles, InterventionGate gate, Access access, Clock clock) {
        this.casefiles = casefiles;
        this.gate = gate;
        this.jdbc = jdbc;
        this.raised = raised;
        this.obligations = obligations;
        this.organisation = organisation;
        this.access = access;
        this.clock = clock;
    }

    /** @throws NotFound where this person may not know of it @throws Refusal where it is somebody else's */
    void demand(OpenPrompt prompt, Practitioner by) {
        demandKnown(prompt, by);
        if (!mayDecide(prompt, by)) {
            throw new Refusal(owner(prompt).map(person -> "This is for " + person.name() + ", or whoever signs for them.")
                    .orElse("Nobody is named for this yet. Name a worker for the family first."), "not-yours");
        }
    }

    /**
     * To decide is an act of a worker upon a family: a responsible worker who may not act yet decides nothing, and whoever signs for them does (domain 3).
     *
     * @throws Refusal {@code history-first}, saying what is missing
     */
    void demandHistory(UUID casefile, Practitioner by) {
        refusalOfGate(casefile, by).ifPresent(closed -> {
            throw new Refusal("The family's history comes first. Read it, tell it back and be signed off; until then "
                    + organisation.lineSupervisorOf(by.id()).map(Practitioner::name).orElse("whoever signs for you") + " decides this.", "history-first",
                    closed.missing().stream().filter(one -> one.kind() == Refusal.Kind.MISSING).toList());
        });
    }

    /** What the gate says to this responsible worker; empty where it is open, or where they are not the responsible one. */
    Optional<Refusal> refusalOfGate(UUID casefile, Practitioner by) {
        if (casefiles.responsible(casefile).filter(by.id()::equals).isEmpty()) {
            return Optional.empty();
        }
        try {
            gate.permit(casefile, List.of(), EventType.ASSESSMENT, by, clock.instant());
            return Optional.empty();
        } catch (Refusal closed) {
            return Optional.of(closed);
        }
    }

    /** @throws NotFound where this person may not know of it */
    void demandKnown(OpenPrompt prompt, Practitioner by) {
        if (!knows(prompt, by)) {
            throw new NotFound();
        }
    }

    private boolean knows(OpenPrompt prompt, Practitioner by) {
        return mayDecide(prompt, by) || hasPart(prompt, by) || access.may(by, Right.SEE_OBLIGATIONS, prompt.casefile()) && !sealed(prompt.id(), by.id());
    }

    boolean mayDecide(OpenPrompt prompt, Practitioner by) {
        if (prompt.obligation() != null) {
            return isFor(obligations.get(prompt.obligation()), prompt.id(), by);
        }
        return owner(prompt).filter(person -> person.id().equals(by.id()) || organisation.signsFor(by.id(), person.id(), clock.instant()) && !sealed(prompt.id(), by.id())).isPresent();
    }

    /**
     * Owes it, or signs for who does; where nobody is named, anybody of the agency that owes it but who runs its systems or is on the conflict list. Only who owes it themselves does so
     * whatever is sealed from them.
     */
    boolean isFor(ObligationView owed, UUID prompt, Practitioner by) {
        if (by.id().equals(owed.ownerId())) {
            return true;
        }
        boolean stands = owed.ownerId() == null ? by.agencyId().equals(owed.agencyId()) && by.role() != PractitionerRole.ADMINISTRATOR && !access.relations(by, owed.casefileId()).contains(Relation.CONFLICT)
                : organisation.signsFor(by.id(), owed.ownerId(), clock.instant());
        return stands && !sealed(prompt, by.id());
    }

    Optional<Practitioner> owner(OpenPrompt prompt) {
        return prompt.obligation() == null ? raised.owner(prompt.casefile(), prompt.toManager())
                : Optional.ofNullable(obligations.get(prompt.obligation()).ownerId()).map(organisation::get);
    }

    /** Whether they owe what followed: the action, or the second look. */
    private boolean hasPart(OpenPrompt prompt, Practitioner by) {
        return jdbc.sql("""
                select o.id from obligation o where o.subject_kind = 'PROMPT_ACTION' and o.subject_id = :id
                union select k.obligation_id from pattern_second_look k join pattern_second_look_prompt l on l.look_id = k.id where l.prompt_id = :id""")
                .param("id", prompt.id()).query(UUID.class).list().stream().anyMatch(one -> isFor(obligations.get(one), prompt.id(), by));
    }

    boolean sealed(UUID prompt, UUID reader) {
        return jdbc.sql("select " + SealedPrompts.IS_SEALED.formatted(":prompt")).param("prompt", prompt).param("reader", reader).param("now", Timestamp.from(clock.instant())).query(Boolean.class).single();
    }
}
