package org.throughline.meeting;

import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.casefile.ResponsibleNamed;
import org.throughline.obligation.LastInTheTransaction;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/**
 * What a rule called for before somebody was responsible for the family is owed by that one's line from then on, but what the agency that recorded the cause
 * owes itself (practice-rules 1.7; the antenatal meeting of Child H).
 */
@Component
class WorkersDuties {

    private final JdbcClient jdbc;
    private final Obligations obligations;
    private final Organisation organisation;

    WorkersDuties(JdbcClient jdbc, Obligations obligations, Organisation organisation) {
        this.jdbc = jdbc;
        this.obligations = obligations;
        this.organisation = organisation;
    }

    /** After everything else of the transaction: obligations are locked after authority. */
    @EventListener
    void named(ResponsibleNamed named) {
        LastInTheTransaction.run(() -> pass(named));
    }

    private void pass(ResponsibleNamed named) {
        Practitioner worker = organisation.get(named.worker());
        jdbc.sql("""
                select d.dedupe_key from meeting_duty d join obligation o on o.id = d.obligation_id
                where d.casefile_id = :file and not d.by_recorder and o.ended_at is null and (o.owner_id is null or o.agency_id is distinct from :agency) order by o.id""")
                .param("file", named.casefile()).param("agency", worker.agencyId()).query(String.class).list()
                .forEach(key -> obligations.passTo(key, worker.id(), worker.agencyId()));
    }
}
