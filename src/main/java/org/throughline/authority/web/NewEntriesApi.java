package org.throughline.authority.web;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.Refusal;
import org.throughline.access.Right;
import org.throughline.authority.NewKeyEntries;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.EntryView;
import org.throughline.chronology.FamilyHistory;
import org.throughline.organisation.Practitioner;
import org.throughline.reading.NewSince;
import org.throughline.reading.Readings;

/** What is new since one may act, and not read yet (X10). It is opened and marked as read like every reading: by its reading list. */
@RestController
class NewEntriesApi {

    /** @param reading the reading list by which these entries are opened and marked as read */
    record New(UUID reading, Instant since, List<EntryView> entries) {}

    private final NewKeyEntries duties;
    private final NewSince unread;
    private final Readings readings;
    private final FamilyHistory history;
    private final Casefiles casefiles;
    private final Access access;

    NewEntriesApi(NewKeyEntries duties, NewSince unread, Readings readings, FamilyHistory history, Casefiles casefiles, Access access) {
        this.duties = duties;
        this.unread = unread;
        this.readings = readings;
        this.history = history;
        this.casefiles = casefiles;
        this.access = access;
    }

    @GetMapping("/api/casefiles/{ref}/new-entries")
    @Transactional
    New newSince(@PathVariable String ref) {
        Practitioner me = access.me();
        CasefileView file = casefiles.byReference(ref);
        access.require(me, Right.READ_FOR_HANDOVER, file.id(), "looked for what is new");
        Instant since = duties.since(file.id(), me.id()).orElseThrow(() -> new Refusal("You hold no authority here that was signed: read the whole history first.", "history-unread"));
        List<EntryRef> found = unread.of(file.id(), me.id(), since);
        return new New(readings.begin(file.id(), me.id()), since, history.entries(me.id(), found).stream().map(EntryView::head).toList());
    }
}
