package org.throughline.authority;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.access.Refusal;
import org.throughline.access.Refusal.Missing;
import org.throughline.casefile.Casefiles;
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

    FirstWall(Authorities authorities, Casefiles casefiles, Readings readings, Organisation organisation) {
        this.authorities = authorities;
        this.casefiles = casefiles;
        this.readings = readings;
        this.organisation = organisation;
    }

    @Override
    public Permit permit(UUID casefileId, Collection<UUID> childFiles, Practitioner actor, Instant at) {
        Optional<AuthorityView> held = authorities.held(casefileId, actor.id());
        if (held.isEmpty()) {
            throw refusal(casefileId, actor);
        }
        boolean urgent = "URGENT".equals(held.get().kind());
        for (UUID child : childFiles) {
            boolean covered = authorities.of(child).stream()
                    .anyMatch(a -> a.practitionerId().equals(actor.id()) && a.holds() && "URGENT".equals(a.kind()) == urgent);
            if (!covered) {
                throw refusal(child, actor);
            }
        }
        return new Permit(held.get().id(), urgent);
    }

    private Refusal refusal(UUID casefileId, Practitioner actor) {
        String reference = casefiles.get(casefileId).reference();
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
