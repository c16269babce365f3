package org.throughline.handover;

import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.Families;
import java.util.Optional;
import org.throughline.casefile.CasefileView;

/** Whether the other children of a family stay with one worker (H14). */
@Component
class Siblings {

    private final Families families;
    private final Casefiles casefiles;

    Siblings(Families families, Casefiles casefiles) {
        this.families = families;
        this.casefiles = casefiles;
    }

    /** Open files of the family's other children whose responsible worker is neither the old nor the new one of this handover. */
    int withOthers(UUID casefileId, Handover handover) {
        UUID child = casefiles.get(casefileId).personId();
        return (int) families.of(casefileId).stream().map(member -> member.personId()).distinct().filter(person -> !person.equals(child))
                .map(casefiles::ofPerson).flatMap(Optional::stream).filter(CasefileView::child).filter(CasefileView::open)
                .map(file -> casefiles.responsible(file.id())).flatMap(Optional::stream)
                .filter(worker -> !worker.equals(handover.outgoingId()) && !worker.equals(handover.incomingId())).count();
    }
}
