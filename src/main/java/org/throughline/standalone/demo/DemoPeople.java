package org.throughline.standalone.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.bundle.CaseBundle;
import org.throughline.organisation.Agency;
import org.throughline.organisation.NewPractitioner;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.PractitionerRole;

/** Makes the people of the bundles real: they can sign in and hold their roles. An administrator joins them. */
@Component
@ConditionalOnProperty("throughline.standalone")
class DemoPeople {

    /** Who imports and looks after the models. */
    static final String ADMINISTRATOR = "ada";

    private final Organisation organisation;

    DemoPeople(Organisation organisation) {
        this.organisation = organisation;
    }

    @Transactional
    void enter(CaseBundle bundle, Instant since) {
        Map<String, UUID> agencies = new HashMap<>();
        for (CaseBundle.Member member : bundle.agencies()) {
            agencies.put(member.id(), organisation.agency(member.id()).map(Agency::id)
                    .orElseGet(() -> organisation.addAgency(member.id(), member.name(), member.kind())));
        }
        List<CaseBundle.Worker> waiting = new ArrayList<>(bundle.practitioners());
        Map<String, UUID> entered = new HashMap<>();
        while (!waiting.isEmpty()) {
            waiting.removeIf(worker -> {
                if (worker.supervisor() != null && !entered.containsKey(worker.supervisor())) {
                    return false;
                }
                entered.put(worker.username(), organisation.addPractitioner(new NewPractitioner(worker.username(), worker.name(), agencies.get(worker.agency()),
                        null, worker.role(), worker.supervisor() == null ? null : entered.get(worker.supervisor()), true), since));
                return true;
            });
        }
        organisation.addPractitioner(new NewPractitioner(ADMINISTRATOR, "Ada Administrator", agencies.get("csc"), null, PractitionerRole.ADMINISTRATOR, null, true), since);
        organisation.addDeputy(entered.get("sunita"), entered.get("sven"), since, null);
    }
}
