package org.throughline.obligation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.Standing;

/** Who stands above whom for a late obligation: the line of supervision, inside the agency that owes the act (X7). */
@Component
class Ladder {

    private final Organisation organisation;

    Ladder(Organisation organisation) {
        this.organisation = organisation;
    }

    /** One level: who is told (null where the level is empty), and one sentence why. */
    record Rung(UUID told, String said) {}

    /** The rungs to record now: levels that nobody holds are passed, the last one is told or is the end of the ladder. */
    List<Rung> next(UUID owner, UUID agency, int levelsTold, Instant at) {
        List<Rung> rungs = new ArrayList<>();
        Optional<Practitioner> above = Optional.ofNullable(owner).flatMap(organisation::find);
        for (int climbed = 0; climbed <= levelsTold; climbed++) {
            above = above.flatMap(person -> organisation.lineSupervisorOf(person.id()));
        }
        while (above.isPresent() && inside(agency, above.get())) {
            Practitioner level = above.get();
            Standing standing = organisation.actingFor(level.id(), at);
            if (standing.person() != null && !standing.person().id().equals(owner)) {
                rungs.add(new Rung(standing.person().id(), standing.said() == null ? "Told as the next in the line of supervision." : standing.said()));
                return rungs;
            }
            rungs.add(new Rung(null, level.name() + " is away and nobody stands in; passed on at once."));
            above = organisation.lineSupervisorOf(level.id());
        }
        rungs.add(new Rung(null, "Nobody stands above this level in the agency that owes it."));
        return rungs;
    }

    private static boolean inside(UUID agency, Practitioner person) {
        return agency == null || agency.equals(person.agencyId());
    }
}
