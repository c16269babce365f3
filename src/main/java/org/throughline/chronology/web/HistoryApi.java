package org.throughline.chronology.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.access.Invalid.Fault;
import org.throughline.access.NotFound;
import org.throughline.access.Right;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.casefile.AllocationView;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.Retries;
import org.throughline.chronology.ChainState;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.EntryView;
import org.throughline.chronology.FamilyHistory;
import org.throughline.chronology.FamilyPicture;
import org.throughline.chronology.Glance;
import org.throughline.chronology.HistoryPage;
import org.throughline.chronology.HistoryQuery;
import org.throughline.chronology.Timeline;
import org.throughline.organisation.Practitioner;

/** A family's history: read it page by page, look at its years, add to it, ask whether its chain is whole. */
@RestController
@RequestMapping("/api/casefiles/{ref}")
class HistoryApi {

    private final Chronology chronology;
    private final FamilyHistory history;
    private final FamilyPicture picture;
    private final Casefiles casefiles;
    private final WorkingCalendar calendar;
    private final EntryDrafts drafts;
    private final FiledTexts filed;
    private final Access access;

    HistoryApi(Chronology chronology, FamilyHistory history, FamilyPicture picture, Casefiles casefiles, WorkingCalendar calendar, EntryDrafts drafts, FiledTexts filed, Access access) {
        this.filed = filed;
        this.chronology = chronology;
        this.history = history;
        this.picture = picture;
        this.casefiles = casefiles;
        this.calendar = calendar;
        this.drafts = drafts;
        this.access = access;
    }

    @GetMapping("/history")
    @Transactional
    HistoryPage history(@PathVariable String ref, @RequestParam(required = false) String cursor, @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) UUID person, @RequestParam(required = false) String agency,
            @RequestParam(defaultValue = "false") boolean keyOnly, @RequestParam(required = false) Instant asOf) {
        Practitioner me = access.me();
        HistoryQuery query = new HistoryQuery(cursor, limit, person, agency, keyOnly, asOf);
        UUID id = casefiles.byReference(ref).id();
        if (!access.may(me, Right.SEE_HISTORY, id) && access.may(me, Right.SEE_OWN_ENTRIES, id)) {
            access.require(me, Right.SEE_OWN_ENTRIES, id, "read own entries");
            return history.ownPage(id, me.id(), query);
        }
        return history.page(allowed(me, ref, Right.SEE_HISTORY, "read the history").id(), me.id(), query);
    }

    @GetMapping("/timeline")
    @Transactional
    Timeline timeline(@PathVariable String ref) {
        Practitioner me = access.me();
        return picture.timeline(allowed(me, ref, Right.SEE_HISTORY, "looked at the timeline").id(), me.id());
    }

    @GetMapping("/glance")
    @Transactional
    Glance glance(@PathVariable String ref) {
        Practitioner me = access.me();
        return picture.glance(allowed(me, ref, Right.SEE_HISTORY, "looked at the history at a glance").id(), me.id());
    }

    @GetMapping("/verification")
    @Transactional
    ChainState verification(@PathVariable String ref) {
        return history.verify(allowed(access.me(), ref, Right.VERIFY_CHAIN, "verified the chain").id());
    }

    @PostMapping("/entries")
    @ResponseStatus(HttpStatus.CREATED)
    EntryView append(@PathVariable String ref, @RequestBody NewEntry sent) {
        return Retries.of(() -> file(ref, sent));
    }

    private EntryView file(String ref, NewEntry sent) {
        Practitioner me = access.me();
        Right right = drafts.mayBeOurs(sent, me) ? Right.APPEND_INTERVENTION : Right.APPEND_INFORMATION;
        UUID id = casefiles.byReference(ref).id();
        boolean late = !access.may(me, right, id) && access.may(me, Right.APPEND_LATE, id);
        CasefileView file = allowed(me, ref, late ? Right.APPEND_LATE : right, late ? "recorded a late entry" : "recorded an entry");
        if (late) {
            mustHaveHappenedBefore(file, me, sent);
        }
        String mark = sent.madeWithoutAuthority() ? markReason(sent) : null;
        EntryRef place = filed.with(file.id(), me, "entry", () -> chronology.append(file.id(), drafts.of(sent), me, mark));
        return history.entries(me.id(), List.of(place)).get(0);
    }

    /** GA1: who handed a file over adds what happened before, and nothing that came after. */
    private void mustHaveHappenedBefore(CasefileView file, Practitioner me, NewEntry sent) {
        LocalDate handedOver = casefiles.allocations(file.id()).stream().filter(a -> a.practitionerId().equals(me.id()) && a.until() != null).map(AllocationView::until)
                .max(Comparator.naturalOrder()).map(moment -> LocalDate.ofInstant(moment, calendar.zone())).orElseThrow(NotFound::new);
        if (sent.eventDate() != null && sent.eventDate().isAfter(handedOver)) {
            throw new Invalid(List.of(new Fault("eventDate", "You handed this family over on that day or before. Tell the responsible worker what happened later.")));
        }
    }

    private static String markReason(NewEntry sent) {
        if (sent.markReason() == null || sent.markReason().isBlank()) {
            throw new Invalid(List.of(new Fault("markReason", "Say why this was done without authority. One sentence is enough.")));
        }
        return sent.markReason();
    }

    private CasefileView allowed(Practitioner me, String ref, Right right, String what) {
        CasefileView file = casefiles.byReference(ref);
        access.require(me, right, file.id(), what);
        return file;
    }
}
