package org.throughline.handover;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.throughline.calendar.DueUnit;
import org.throughline.calendar.Limit;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.NotThisFamilyDecided;
import org.throughline.chronology.RestrictionHolders;
import org.throughline.obligation.NewObligation;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Organisation;

/**
 * A handover obliges the holder of what is withheld or sealed to release it, to give a safe summary, or to state that nothing in it
 * changes how this family must be worked with, within two working days (domain 4).
 */
@Component
class RestrictedEntries {

    private static final Limit TWO_WORKING_DAYS = new Limit(2, DueUnit.WORKING_DAYS);

    private final RestrictionHolders restrictions;
    private final Obligations obligations;
    private final Organisation organisation;
    private final Casefiles casefiles;
    private final WorkingCalendar calendar;
    private final Clock clock;

    RestrictedEntries(RestrictionHolders restrictions, Obligations obligations, Organisation organisation, Casefiles casefiles, WorkingCalendar calendar,
                      Clock clock) {
        this.restrictions = restrictions;
        this.obligations = obligations;
        this.organisation = organisation;
        this.casefiles = casefiles;
        this.calendar = calendar;
        this.clock = clock;
    }

    /** An entry that was taken out keeps nobody waiting for its holder's answer. */
    @EventListener
    void takenOut(NotThisFamilyDecided decided) {
        if (decided.agreed()) {
            restrictions.ofTakenOut(decided.tombstone()).forEach(gone -> obligations.openOf(gone.holderId(), "RESTRICTION").stream()
                    .filter(owed -> owed.subjectId().equals(gone.restrictionId()))
                    .forEach(owed -> obligations.overtaken(owed.dedupeKey(), decided.decidedBy(), "The entry was taken out: it is not about this family.")));
        }
    }

    /** These obligations name no case file, so that a sealed entry leaves no trace on what the reader can see. */
    void askHolders(UUID casefileId, UUID reader) {
        CasefileView file = casefiles.get(casefileId);
        Instant now = clock.instant();
        for (RestrictionHolders.Unanswered open : restrictions.unanswered(casefileId, reader)) {
            obligations.open(new NewObligation("restriction:" + open.restrictionId() + ":" + reader, null, "RESTRICTION", open.restrictionId(), "X9",
                    "Release what you hold back, give a safe summary, or state that nothing in it changes how the family must be worked with",
                    open.holderId(), organisation.get(open.holderId()).agencyId(), calendar.due(now, TWO_WORKING_DAYS, file.jurisdiction()),
                    DueUnit.WORKING_DAYS, false));
        }
    }
}
