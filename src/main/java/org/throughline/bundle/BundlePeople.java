package org.throughline.bundle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.organisation.Agency;
import org.throughline.organisation.NewPractitioner;
import org.throughline.organisation.Organisation;

/**
 * Makes the agencies and people of a bundle real, as its import never does: they hold their roles, stand in their line and can sign in.
 * For the demo and the replay alone, in a database of their own.
 */
@Component
public class BundlePeople {

    /**
     * @param agencies ids by the bundle's names for them
     * @param workers  ids by user name
     */
    public record Entered(Map<String, UUID> agencies, Map<String, UUID> workers) {}

    private final Organisation organisation;

    BundlePeople(Organisation organisation) {
        this.organisation = organisation;
    }

    /**
     * @param since from when on their line of supervision stands
     * @throws IllegalArgumentException where a line of supervision leads round in a circle
     */
    @Transactional
    public Entered enter(CaseBundle bundle, Instant since) {
        Map<String, UUID> agencies = new HashMap<>();
        for (CaseBundle.Member member : bundle.agencies()) {
            agencies.put(member.id(), organisation.agency(member.id()).map(Agency::id)
                    .orElseGet(() -> organisation.addAgency(member.id(), member.name(), member.kind())));
        }
        List<CaseBundle.Worker> waiting = new ArrayList<>(bundle.practitioners());
        Map<String, UUID> entered = new HashMap<>();
        while (!waiting.isEmpty()) {
            List<CaseBundle.Worker> next = waiting.stream().filter(worker -> worker.supervisor() == null || entered.containsKey(worker.supervisor())).toList();
            if (next.isEmpty()) {
                throw new IllegalArgumentException("The line of supervision leads round in a circle: " + waiting.stream().map(CaseBundle.Worker::username).toList());
            }
            next.forEach(worker -> entered.put(worker.username(), organisation.addPractitioner(new NewPractitioner(worker.username(), worker.name(),
                    agencies.get(worker.agency()), null, worker.role(), worker.supervisor() == null ? null : entered.get(worker.supervisor()), true), since)));
            waiting.removeAll(next);
        }
        return new Entered(agencies, entered);
    }
}
