package org.throughline.agreement;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.Casefiles;
import org.throughline.handover.ReadinessCheck;
import org.throughline.workflow.Gaps;

/** A family is not handed over with an agreement that nobody hands on, or that has lapsed, or whose review is near (HB8, HS8). */
@Component
class AgreementsReady implements ReadinessCheck {

    private static final String RULE = "HB8";

    private final JdbcClient jdbc;
    private final AgreementRepository repository;
    private final AgreementStore store;
    private final Casefiles casefiles;
    private final WorkingCalendar calendar;

    AgreementsReady(JdbcClient jdbc, AgreementRepository repository, AgreementStore store, Casefiles casefiles, WorkingCalendar calendar) {
        this.jdbc = jdbc;
        this.repository = repository;
        this.store = store;
        this.casefiles = casefiles;
        this.calendar = calendar;
    }

    @Override
    public List<Obstacle> obstacles(UUID casefileId, Instant at) {
        List<Agreement> agreements = repository.findByCasefileIdAndEndedAtIsNullOrderByOpenedAt(casefileId);
        if (agreements.isEmpty()) {
            return List.of();
        }
        int days = jdbc.sql("select rule_number('HB8')::int").query(Integer.class).single();
        LocalDate soon = calendar.plusWorkingDays(calendar.day(at), days, casefiles.get(casefileId).jurisdiction());
        List<String> open = new ArrayList<>();
        for (Agreement agreement : agreements) {
            if (agreement.stateAt(at) == AgreementState.LAPSED) {
                open.add("An agreement has lapsed since " + Gaps.inWords(agreement.reviewOn()) + " without review. Review it.");
            } else if (agreement.agreed() && !handedOn(agreement)) {
                open.add("An agreement is in force until " + Gaps.inWords(agreement.reviewOn()) + (agreement.reviewOn().isAfter(soon) ? "" : ", so its review falls to the next worker at once")
                        + ". Write on its page what the next worker must know of it.");
            }
        }
        return open.isEmpty() ? List.of() : List.of(new Obstacle(RULE, "Every agreement with the family is handed on", String.join(" ", open)));
    }

    /** Said by who works with it now, since it is in force. */
    private boolean handedOn(Agreement agreement) {
        return store.acts(agreement.id()).stream().anyMatch(act -> AgreementStore.HANDED_ON.equals(act.outcome()) && !act.at().isBefore(agreement.inForceFrom())
                && jdbc.sql("select not exists (select 1 from allocation where casefile_id = :file and responsibility = 'RESPONSIBLE' and since > :at)")
                        .param("file", agreement.casefileId()).param("at", Timestamp.from(act.at())).query(Boolean.class).single());
    }
}
