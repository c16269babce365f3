package org.throughline.chronology.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
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
import org.throughline.chronology.EntryKind;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.EntryView;
import org.throughline.chronology.FamilyHistory;
import org.throughline.chronology.NotThisFamily;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** That an entry is not about this family: one person says so, another of the line decides. */
@RestController
@RequestMapping("/api/casefiles/{ref}/entries/{file}/{seq}/not-this-family")
class NotThisFamilyApi {

    /** @param belongsTo the reference of the case file to which it belongs; null where it is not known */
    record Said(String reason, String belongsTo) {}

    record Decided(Boolean agreed, String reason) {}

    record Created(UUID id) {}

    /**
     * @param mayAsk    whether this reader can say it now
     * @param mayDecide whether it is for this reader to decide
     * @param last      the last time somebody said it; null where nobody did
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record State(boolean mayAsk, boolean mayDecide, Last last) {}

    /** @param belongsTo null where this reader may not see that case file, or none was named */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Last(String askedBy, Instant askedAt, String reason, String belongsTo, boolean open, String answeredBy, Instant answeredAt, String answer) {}

    private record Found(CasefileView family, EntryRef entry, EntryView view) {}

    private final NotThisFamily notThisFamily;
    private final FamilyHistory history;
    private final Casefiles casefiles;
    private final Organisation organisation;
    private final Access access;

    NotThisFamilyApi(NotThisFamily notThisFamily, FamilyHistory history, Casefiles casefiles, Organisation organisation, Access access) {
        this.notThisFamily = notThisFamily;
        this.history = history;
        this.casefiles = casefiles;
        this.organisation = organisation;
        this.access = access;
    }

    @GetMapping
    @Transactional
    State state(@PathVariable String ref, @PathVariable UUID file, @PathVariable long seq) {
        Practitioner me = access.me();
        Found found = found(me, ref, file, seq, "looked whether an entry is about this family");
        NotThisFamily.Asked last = notThisFamily.latest(found.entry).orElse(null);
        boolean open = last != null && last.open();
        return new State(!open && mayAsk(me, found), open && !last.askedBy().equals(me.id()) && access.may(me, Right.TAKE_OUT, last.familyFile()), last == null ? null : last(me, last));
    }

    private Last last(Practitioner me, NotThisFamily.Asked asked) {
        String belongs = asked.belongsTo() == null || !access.may(me, Right.SEE_FILE, asked.belongsTo()) ? null : casefiles.get(asked.belongsTo()).reference();
        return new Last(organisation.get(asked.askedBy()).name(), asked.askedAt(), asked.reason(), belongs, asked.open(),
                asked.answeredBy() == null ? null : organisation.get(asked.answeredBy()).name(), asked.answeredAt(), asked.answer());
    }

    /** For who may add to the record, and for who recorded the entry: nothing is done to a family by saying it. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Created say(@PathVariable String ref, @PathVariable UUID file, @PathVariable long seq, @RequestBody Said sent) {
        return Retries.of(() -> {
            Practitioner me = access.me();
            Found found = found(me, ref, file, seq, "said that an entry is not about this family");
            if (!mayAsk(me, found)) {
                throw new NotFound();
            }
            return new Created(notThisFamily.ask(found.family.id(), found.entry, sent.reason(), belongsTo(me, sent), me));
        });
    }

    /** Nobody learns from here whether a case file exists that they may not see. */
    private UUID belongsTo(Practitioner me, Said sent) {
        if (sent.belongsTo() == null || sent.belongsTo().isBlank()) {
            return null;
        }
        return casefiles.findByReference(sent.belongsTo().strip()).map(CasefileView::id).filter(id -> access.may(me, Right.SEE_FILE, id)).orElseThrow(() -> {
            List<Fault> faults = new ArrayList<>(NotThisFamily.faultsOf(sent.reason()));
            faults.add(new Fault("belongsTo", "There is no case file with this reference that you may see. Leave it empty, and tell your supervisor what you know."));
            return new Invalid(faults);
        });
    }

    @PostMapping("/decision")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void decide(@PathVariable String ref, @PathVariable UUID file, @PathVariable long seq, @RequestBody Decided sent) {
        Retries.of(() -> {
            Practitioner me = access.me();
            try {
                Found found = found(me, ref, file, seq, "decided whether an entry is about this family");
                UUID asked = notThisFamily.latest(found.entry).map(NotThisFamily.Asked::familyFile).orElseThrow(NotFound::new);
                access.require(me, Right.TAKE_OUT, asked, "decided whether an entry is about this family");
                return notThisFamily.decide(found.entry, sent.agreed(), sent.reason(), me);
            } catch (NotFound gone) {
                throw alreadyTakenOut(me, new EntryRef(file, seq), gone);
            }
        });
    }

    /** Whoever would have decided, and comes a moment too late, is told who did. To everybody else it is not there. */
    private RuntimeException alreadyTakenOut(Practitioner me, EntryRef entry, NotFound gone) {
        return notThisFamily.takenOut(entry).filter(taken -> access.may(me, Right.TAKE_OUT, taken.familyFile())).<RuntimeException>map(NotThisFamily.TakenOut::alreadyDone).orElse(gone);
    }

    private Found found(Practitioner me, String ref, UUID file, long seq, String what) {
        CasefileView family = casefiles.byReference(ref);
        EntryRef entry = new EntryRef(file, seq);
        boolean all = access.may(me, Right.SEE_HISTORY, family.id());
        access.require(me, all ? Right.SEE_HISTORY : Right.SEE_OWN_ENTRIES, family.id(), what);
        if (!history.contains(family.id(), entry) || !all && !history.recordedBy(entry, me.id())) {
            throw new NotFound();
        }
        EntryView view = history.entries(me.id(), List.of(entry)).stream().filter(one -> one.withheld() == null).findFirst().orElseThrow(NotFound::new);
        return new Found(family, entry, view);
    }

    private boolean mayAsk(Practitioner me, Found found) {
        return found.view.kind() == EntryKind.ENTRY
                && (access.may(me, Right.APPEND_INFORMATION, found.family.id()) || history.recordedBy(found.entry, me.id()));
    }
}
