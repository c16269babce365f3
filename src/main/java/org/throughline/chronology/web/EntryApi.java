package org.throughline.chronology.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.NotFound;
import org.throughline.access.Right;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.ProtectedAddresses;
import org.throughline.chronology.EntryKind;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.EntryView;
import org.throughline.chronology.FamilyHistory;
import org.throughline.chronology.HistoryPage;
import org.throughline.chronology.HistoryQuery;
import org.throughline.chronology.NotKnownYet;
import org.throughline.organisation.Practitioner;

/** One entry of a family's history with everything that stands beside it. */
@RestController
class EntryApi {

    /**
     * @param about       the entry that this one corrects or disputes; null where it is an entry of its own
     * @param corrections what was put right, the oldest first; each whole, none hidden behind the entry
     * @param disputes    the family's and professionals' own accounts, unedited
     * @param notKnownYet what neither the entry nor a correction says yet, in words
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(EntryView entry, EntryView about, List<EntryView> corrections, List<EntryView> disputes, List<String> notKnownYet) {}

    private final Casefiles casefiles;
    private final FamilyHistory history;
    private final NotKnownYet notKnown;
    private final ProtectedAddresses addresses;
    private final Access access;
    private final Clock clock;

    EntryApi(Casefiles casefiles, FamilyHistory history, NotKnownYet notKnown, ProtectedAddresses addresses, Access access, Clock clock) {
        this.notKnown = notKnown;
        this.addresses = addresses;
        this.clock = clock;
        this.casefiles = casefiles;
        this.history = history;
        this.access = access;
    }

    @GetMapping("/api/casefiles/{ref}/entries/{file}/{seq}")
    @Transactional
    Shown get(@PathVariable String ref, @PathVariable UUID file, @PathVariable long seq) {
        Practitioner me = access.me();
        CasefileView casefile = casefiles.byReference(ref);
        EntryRef asked = new EntryRef(file, seq);
        EntryRef place = history.tombstoneOf(asked).orElse(asked);
        boolean all = access.may(me, Right.SEE_HISTORY, casefile.id());
        access.require(me, all ? Right.SEE_HISTORY : Right.SEE_OWN_ENTRIES, casefile.id(), "read an entry");
        if (!history.contains(casefile.id(), place) || !all && !history.recordedBy(asked, me.id())) {
            throw new NotFound();
        }
        EntryView entry = one(me, place);
        if (entry.withheld() != null) {
            return new Shown(entry, null, List.of(), List.of(), List.of());
        }
        return new Shown(entry, entry.about() == null ? null : history.entries(me.id(), List.of(entry.about())).stream().findFirst().orElse(null),
                history.entries(me.id(), entry.corrections()), history.entries(me.id(), entry.disputes()),
                entry.kind() == EntryKind.ENTRY ? notKnown.of(place) : List.of());
    }

    /** A key entry on paper. */
    record OnPaper(String dateInWords, String typeLabel, String persons, String summary) {}

    /** @param withheld how many key entries are not here because their words are kept from this reader */
    record Printed(Instant madeAt, List<OnPaper> keyEntries, long withheld) {}

    /** The key entries as they may be printed: without protected addresses, however they are spelt, and without what is withheld. */
    @GetMapping("/api/casefiles/{ref}/print")
    @Transactional
    Printed print(@PathVariable String ref) {
        Practitioner me = access.me();
        CasefileView casefile = casefiles.byReference(ref);
        access.require(me, Right.SEE_HISTORY, casefile.id(), "printed the case file");
        List<EntryView> key = new ArrayList<>();
        HistoryPage page;
        String cursor = null;
        do {
            page = history.page(casefile.id(), me.id(), new HistoryQuery(cursor, HistoryQuery.MOST, null, null, true, null));
            key.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        List<Pattern> addresses = this.addresses.of(casefile.id());
        return new Printed(clock.instant(), key.stream().filter(e -> e.withheld() == null).map(e -> new OnPaper(e.dateInWords(), e.typeLabel(),
                e.persons().stream().map(EntryView.Person::name).collect(Collectors.joining(", ")), ProtectedAddresses.takenOut(e.summary(), addresses))).toList(),
                key.stream().filter(e -> e.withheld() != null).count());
    }

    private EntryView one(Practitioner me, EntryRef place) {
        return history.entries(me.id(), List.of(place)).stream().findFirst().orElseThrow(NotFound::new);
    }
}
