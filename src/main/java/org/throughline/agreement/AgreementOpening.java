package org.throughline.agreement;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.chronology.EventType;
import org.throughline.chronology.InterventionGate;
import org.throughline.organisation.Practitioner;
import org.throughline.workflow.StepDrafts;

/** An agreement begins: a first one, or the next version of one that is to be renewed. Only who may act for the agency begins one. */
@Component
class AgreementOpening {

    private final AgreementRepository repository;
    private final AgreementWaits waits;
    private final AgreementProcess process;
    private final AgreementStore store;
    private final StepDrafts drafts;
    private final InterventionGate gate;
    private final RiskRecord record;

    AgreementOpening(AgreementRepository repository, AgreementWaits waits, AgreementProcess process, AgreementStore store, StepDrafts drafts, InterventionGate gate, RiskRecord record) {
        this.repository = repository;
        this.waits = waits;
        this.process = process;
        this.store = store;
        this.drafts = drafts;
        this.gate = gate;
        this.record = record;
    }

    /** @throws org.throughline.access.Refusal code {@code authority-required} where this worker may not act on the file */
    void mayActForTheAgency(UUID casefile, Practitioner worker, Instant at) {
        gate.permit(casefile, List.of(), EventType.AGREEMENT_MADE, worker, at);
    }

    UUID first(UUID casefile, ObjectNode text, Practitioner by, Instant at) {
        return begin(new Agreement(casefile, by.id(), null, at), text, by.id(), at);
    }

    /** The text of the one before stands in the new draft, with a new review date and no answers; its worker writes on, and whoever wrote it does not approve it now either. */
    UUID renewal(Agreement old, Practitioner by, Instant at) {
        ObjectNode text = store.text(old.id(), old.number()).orElseThrow().content().deepCopy();
        text.put("reviewOn", record.latestReview(old.casefileId()).toString());
        text.remove("answers");
        text.withArray("terms").forEach(term -> ((ObjectNode) term).remove("by"));
        text.remove("readAgain");
        return begin(new Agreement(old.casefileId(), old.workerId(), old, at), text, old.workerId(), at);
    }

    private UUID begin(Agreement agreement, ObjectNode text, UUID author, Instant at) {
        Agreement saved = repository.saveAndFlush(agreement);
        drafts.save(saved.id(), AgreementStep.DRAFT.name(), 0, text, author, at);
        waits.begin(saved, author);
        process.start(saved.id(), saved.casefileId());
        return saved.id();
    }
}
