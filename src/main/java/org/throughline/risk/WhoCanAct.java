package org.throughline.risk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.throughline.access.Access;
import org.throughline.access.Right;
import org.throughline.casefile.AllocationView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.InvolvementView;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** To whom what is decided upon a pattern can be given: whoever works with the family now, those above them, and who decides. */
@Component
class WhoCanAct {

    private final Casefiles casefiles;
    private final Organisation organisation;
    private final Access access;

    WhoCanAct(Casefiles casefiles, Organisation organisation, Access access) {
        this.casefiles = casefiles;
        this.organisation = organisation;
        this.access = access;
    }

    /** Who decides first, then those who may see the file, as an answer asks of them. */
    List<Practitioner> of(UUID casefile, Practitioner reader) {
        Map<UUID, Practitioner> named = new LinkedHashMap<>();
        named.put(reader.id(), reader);
        List<UUID> workers = Stream.concat(casefiles.allocations(casefile).stream().filter(one -> one.until() == null).map(AllocationView::practitionerId),
                casefiles.involvements(casefile).stream().filter(one -> one.until() == null).map(InvolvementView::practitionerId)).filter(Objects::nonNull).distinct().toList();
        workers.forEach(one -> named.putIfAbsent(one, organisation.get(one)));
        workers.forEach(one -> organisation.lineSupervisorOf(one).ifPresent(above -> named.putIfAbsent(above.id(), above)));
        return named.values().stream().filter(one -> one.id().equals(reader.id()) || one.active() && access.may(one, Right.SEE_FILE, casefile)).toList();
    }
}
