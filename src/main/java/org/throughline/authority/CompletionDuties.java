package org.throughline.authority;

import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.throughline.calendar.DueUnit;
import org.throughline.calendar.Limit;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.EntryFiled;
import org.throughline.chronology.EntryKind;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.NotKnownYet;
import org.throughline.obligation.NewObligation;
import org.throughline.obligation.Obligations;

/**
 * What an entry left "not known yet" is owed by the allocated worker within the working days of rule NK1 (domain 4), in the transaction of
 * the entry; a correction that says the rest ends it. It stands in this module because it is the lowest that knows entries and obligations.
 */
@Component
class CompletionDuties {

    private final Obligations obligations;
    private final NotKnownYet notKnown;
    private final Casefiles casefiles;
    private final WorkingCalendar calendar;
    private final RuleValues rules;

    CompletionDuties(Obligations obligations, NotKnownYet notKnown, Casefiles casefiles, WorkingCalendar calendar, RuleValues rules) {
        this.obligations = obligations;
        this.notKnown = notKnown;
        this.casefiles = casefiles;
        this.calendar = calendar;
        this.rules = rules;
    }

    @EventListener
    void filed(EntryFiled entry) {
        if (entry.kind() == EntryKind.ENTRY && !entry.notKnown().isEmpty()) {
            owe(entry);
        } else if (entry.kind() == EntryKind.CORRECTION && notKnown.of(entry.about()).isEmpty()) {
            obligations.met(key(entry.about()), entry.recordedBy());
        }
    }

    private void owe(EntryFiled entry) {
        UUID own = entry.entry().casefileId();
        Allocated owed = Stream.concat(Stream.of(own), entry.casefiles().stream().filter(file -> !file.equals(own)).sorted())
                .flatMap(file -> casefiles.responsible(file).map(worker -> new Allocated(file, worker)).stream()).findFirst().orElse(new Allocated(own, null));
        CasefileView file = casefiles.get(owed.file);
        obligations.open(new NewObligation(key(entry.entry()), file.id(), "ENTRY", own, "NK1",
                "Complete an entry: " + String.join(", ", entry.notKnown()), owed.worker, file.agencyId(),
                calendar.due(entry.filedAt(), new Limit(rules.whole("NK1"), DueUnit.WORKING_DAYS), file.jurisdiction()), DueUnit.WORKING_DAYS, false));
    }

    /** The entry's own file where it has a worker, else the first of the children's to whose history it belongs. */
    private record Allocated(UUID file, UUID worker) {}

    private static String key(EntryRef entry) {
        return "not-known-yet:" + entry.casefileId() + ":" + entry.seq();
    }
}
