package org.throughline.handover;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.Families;
import org.throughline.casefile.FamilyMember;
import org.throughline.casefile.PersonView;
import org.throughline.workflow.Gaps;

/** The children of a family, the unborn too, each of whom the account is asked about. */
@Component
class FamilyChildren {

    private static final int ADULT_AT = 18;

    private final Families families;
    private final Casefiles casefiles;
    private final Clock clock;

    FamilyChildren(Families families, Casefiles casefiles, Clock clock) {
        this.families = families;
        this.casefiles = casefiles;
        this.clock = clock;
    }

    List<PersonView> of(UUID casefileId) {
        LocalDate bornAfter = Gaps.today(clock).minusYears(ADULT_AT);
        return families.of(casefileId).stream().filter(member -> member.until() == null).map(FamilyMember::personId).distinct().map(casefiles::person)
                .filter(person -> person.child() && (person.born() == null || person.born().isAfter(bornAfter))).toList();
    }
}
