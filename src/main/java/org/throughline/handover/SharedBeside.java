package org.throughline.handover;

import java.time.Instant;
import org.springframework.stereotype.Component;
import org.throughline.organisation.Practitioner;

/**
 * Cover and co-working under way when the responsible worker changes: whoever is responsible now shares the work in the former one's place; who has become
 * responsible needs no share of it. The caller holds the family_head.
 */
@Component
class SharedBeside {

    private final HandoverRepository repository;
    private final Waits waits;
    private final Duties duties;
    private final ActStore acts;
    private final HandoverProcess process;

    SharedBeside(HandoverRepository repository, Waits waits, Duties duties, ActStore acts, HandoverProcess process) {
        this.repository = repository;
        this.waits = waits;
        this.duties = duties;
        this.acts = acts;
        this.process = process;
    }

    void responsibilityMoved(Handover moved, Practitioner signer, Instant at) {
        repository.open(moved.casefileId()).stream().filter(shared -> !shared.movesResponsibility() && shared.step().beforeSignature()).forEach(shared -> {
            if (shared.incomingId().equals(moved.incomingId())) {
                end(shared, signer, at);
            } else {
                goOn(shared, moved);
            }
        });
    }

    private void end(Handover shared, Practitioner signer, Instant at) {
        String reason = "This worker has become responsible for the family.";
        acts.add(shared.id(), new HandoverAct(ActStore.newId(), shared.step(), ActStore.WITHDRAWN, signer.id(), null, null, reason, null, null, at));
        waits.overtaken(shared, signer, reason);
        shared.end(EndKind.WITHDRAWN, reason, at);
        repository.saveAndFlush(shared);
        process.withdraw(shared.id());
    }

    private void goOn(Handover shared, Handover moved) {
        Practitioner before = duties.doer(shared);
        shared.sharedBy(moved.incomingId());
        repository.saveAndFlush(shared);
        Practitioner doer = duties.doer(shared);
        if (!doer.id().equals(before.id())) {
            waits.givenTo(shared, doer);
            process.giveTo(shared.id(), doer.username());
        }
    }
}
