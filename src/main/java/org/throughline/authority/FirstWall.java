package org.throughline.authority;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;
import org.throughline.access.Refusal.Missing;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.EventType;
import org.throughline.chronology.InterventionGate;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.reading.Lack;
import org.throughline.reading.Readings;

/** The gate as the domain service keeps it (domain 3). It never looks at a process, a form or a variable. */
@Component
class FirstWall implements InterventionGate {

    private final Authorities authorities;
    private final Casefiles casefiles;
    private final Readings readings;
    private final Organisation organisation;
    private final RuleValues rules;

    FirstWall(Authorities authorities, Casefiles casefiles, Readings readings, Organisation organisation, RuleValues rules) {
        this.rules = rules;
        this.authorities = authorities;
        this.casefiles = casefiles;
        this.readings = readings;
        this.organisation = organisation;
    }

    @Override
    public Permit permit(UUID casefileId, Collection<UUID> childFiles, EventType type, Practitioner actor, Instant at) {
        AuthorityView held = carrying(casefileId, type, actor).orElseThrow(() -> refusal(casefileId, actor));
        for (UUID child : childFiles) {
            if (carrying(child, type, actor).filter(a -> a.urgent() == held.urgent()).isEmpty()) {
                throw refusal(child, actor);
            }
        }
        return new Permit(held.id(), held.urgent());
    }

    /** The strongest authority on which this act can rest; on duty only safety-critical contact (HE1). */
    private Optional<AuthorityView> carrying(UUID casefileId, EventType type, Practitioner actor) {
        return authorities.of(casefileId).stream().filter(a -> a.practitionerId().equals(actor.id()) && a.holds()).sorted(Comparator.comparingInt(AuthorityView::rank))
                .filter(a -> !"DUTY".equals(a.kind()) || rules.onDuty(type)).findFirst();
    }

    private static Refusal closed(String reference) {
        return new Refusal("Case file " + reference + " is closed, so nobody acts on it.", "file-closed", List.of(
                Missing.offer("Ask a supervisor to open it again first", null),
                Missing.offer("If it has already happened, record it as made without authority and say why", null)));
    }

    private Optional<AuthorityView> duty(UUID casefileId, Practitioner actor) {
        return authorities.held(casefileId, actor.id()).filter(a -> "DUTY".equals(a.kind()));
    }

    private Refusal refusal(UUID casefileId, Practitioner actor) {
        String reference = casefiles.get(casefileId).reference();
        if (!casefiles.get(casefileId).open()) {
            return closed(reference);
        }
        if (duty(casefileId, actor).isPresent()) {
            return new Refusal("On duty you may visit, try to visit, and be in contact; what you want to record waits for the responsible worker.", "beyond-duty",
                    List.of(Missing.offer("Write what should be done in the hand-back note", null),
                            Missing.offer("If a child may be in danger now, take urgent access and act", "/casefiles/" + reference + "/urgent-access")));
        }
        List<Missing> missing = new ArrayList<>();
        List<Lack> lack = readings.lack(casefileId, actor.id());
        if (!lack.isEmpty()) {
            long key = lack.stream().filter(Lack::key).count();
            missing.add(new Missing(lack.size() + (lack.size() == 1 ? " entry" : " entries") + " of the family's history not read yet, " + key + " of them key", null));
        }
        missing.add(new Missing("a sign-off by " + organisation.lineSupervisorOf(actor.id()).map(Practitioner::name).orElse("the line supervisor"), null));
        missing.add(Missing.offer("If a child may be in danger now, take urgent access and act", "/casefiles/" + reference + "/urgent-access"));
        missing.add(Missing.offer("If it has already happened, record it as made without authority and say why", null));
        return new Refusal(actor.name() + " may not act on case file " + reference
                + " yet: the family's history has to be read, told back and signed off first.", "authority-required", missing);
    }
}
