package org.throughline.chronology.web;

import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.access.Invalid.Fault;
import org.throughline.access.NotFound;
import org.throughline.access.Right;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.Retries;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.EntryView;
import org.throughline.chronology.FamilyHistory;
import org.throughline.chronology.Restrictions;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** What is put beside an entry of a family's history: a correction, the family's own account, a judgement, a restriction. */
@RestController
class EntryActsApi {

    record Correction(NewEntry entry, String reason) {}

    record Account(String account, String whose, String sourceAgency) {}

    record KeyJudgement(boolean key, String reason) {}

    record Restriction(Restrictions.Level level, String kind, String reason) {}

    record Answered(String reader, Restrictions.Answer outcome, String summary) {}

    record Lifted(String reason) {}

    private final Chronology chronology;
    private final Restrictions restrictions;
    private final FamilyHistory history;
    private final Casefiles casefiles;
    private final Organisation organisation;
    private final EntryDrafts drafts;
    private final FiledTexts filed;
    private final Access access;

    EntryActsApi(Chronology chronology, Restrictions restrictions, FamilyHistory history, Casefiles casefiles, Organisation organisation, EntryDrafts drafts,
            FiledTexts filed, Access access) {
        this.filed = filed;
        this.chronology = chronology;
        this.restrictions = restrictions;
        this.history = history;
        this.casefiles = casefiles;
        this.organisation = organisation;
        this.drafts = drafts;
        this.access = access;
    }

    @PostMapping("/api/casefiles/{ref}/entries/{file}/{seq}/corrections")
    @ResponseStatus(HttpStatus.CREATED)
    EntryView correct(@PathVariable String ref, @PathVariable UUID file, @PathVariable long seq, @RequestBody Correction sent) {
        return Retries.of(() -> {
            Practitioner me = access.me();
            EntryRef about = allowed(me, ref, new EntryRef(file, seq), Right.APPEND_INFORMATION, "corrected an entry");
            if (sent.entry() == null) {
                throw new Invalid(List.of(new Fault("entry", "Send the entry as it should have been.")));
            }
            UUID familyFile = casefiles.byReference(ref).id();
            return view(me, filed.with(familyFile, me, FiledTexts.form("correction", about),
                    () -> chronology.correct(familyFile, about, drafts.of(sent.entry()), sent.reason(), me)));
        });
    }

    @PostMapping("/api/casefiles/{ref}/entries/{file}/{seq}/disputes")
    @ResponseStatus(HttpStatus.CREATED)
    EntryView dispute(@PathVariable String ref, @PathVariable UUID file, @PathVariable long seq, @RequestBody Account sent) {
        return Retries.of(() -> {
            Practitioner me = access.me();
            EntryRef about = allowed(me, ref, new EntryRef(file, seq), Right.APPEND_INFORMATION, "put an account beside an entry");
            return view(me, filed.with(casefiles.byReference(ref).id(), me, FiledTexts.form("dispute", about),
                    () -> chronology.dispute(about, sent.account(), sent.whose(), drafts.agency(sent.sourceAgency()), me)));
        });
    }

    @PostMapping("/api/casefiles/{ref}/entries/{file}/{seq}/key")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void judgeKey(@PathVariable String ref, @PathVariable UUID file, @PathVariable long seq, @RequestBody KeyJudgement sent) {
        Practitioner me = access.me();
        EntryRef entry = allowed(me, ref, new EntryRef(file, seq), Right.UNMARK_KEY, "judged whether an entry is key");
        chronology.judgeKey(entry, sent.key(), sent.reason(), me);
    }

    @PostMapping("/api/casefiles/{ref}/entries/{file}/{seq}/restrictions")
    @ResponseStatus(HttpStatus.CREATED)
    Created restrict(@PathVariable String ref, @PathVariable UUID file, @PathVariable long seq, @RequestBody Restriction sent) {
        Practitioner me = access.me();
        EntryRef entry = allowed(me, ref, new EntryRef(file, seq), Right.PLACE_RESTRICTION, "restricted an entry");
        return new Created(restrictions.place(entry, sent.level(), sent.kind(), sent.reason(), me));
    }

    record Created(UUID id) {}

    @GetMapping("/api/restrictions")
    @Transactional(readOnly = true)
    List<Restrictions.Held> held() {
        return restrictions.heldBy(access.me().id());
    }

    @PostMapping("/api/restrictions/{id}/answers")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void answer(@PathVariable UUID id, @RequestBody Answered sent) {
        Practitioner me = access.me();
        UUID reader = organisation.find(sent.reader() == null ? "" : sent.reader()).map(Practitioner::id).orElse(null);
        restrictions.answer(id, reader, sent.outcome(), sent.summary(), me);
    }

    @PostMapping("/api/restrictions/{id}/end")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void lift(@PathVariable UUID id, @RequestBody Lifted sent) {
        restrictions.lift(id, sent.reason(), access.me());
    }

    private EntryRef allowed(Practitioner me, String ref, EntryRef entry, Right right, String what) {
        CasefileView file = casefiles.byReference(ref);
        access.require(me, Right.SEE_HISTORY, file.id(), what);
        access.require(me, right, file.id(), what);
        if (!history.contains(file.id(), entry) || history.entries(me.id(), List.of(entry)).isEmpty()) {
            throw new NotFound();
        }
        return entry;
    }

    private EntryView view(Practitioner me, EntryRef filed) {
        return history.entries(me.id(), List.of(filed)).get(0);
    }
}
