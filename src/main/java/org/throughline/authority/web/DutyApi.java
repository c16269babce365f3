package org.throughline.authority.web;

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
import org.throughline.access.Right;
import org.throughline.authority.Authorities;
import org.throughline.authority.AuthorityView;
import org.throughline.authority.DutyAccess;
import org.throughline.authority.HandBackNotes;
import org.throughline.authority.KnockPart;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.Retries;
import org.throughline.chronology.EntryRef;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** Acting on duty: the page, its receipts, the authority, the hand-back note; and the end of co-working and cover. */
@RestController
@RequestMapping("/api/casefiles/{ref}")
class DutyApi {

    /** @param reason why this family, now */
    record Wanted(String reason) {}

    /** One part of the page, or one key entry of it. */
    record Receipt(UUID page, KnockPart part, EntryRef entry) {}

    record Taking(UUID page) {}

    record Text(String text) {}

    private final DutyAccess duty;
    private final HandBackNotes notes;
    private final Authorities authorities;
    private final Organisation organisation;
    private final Casefiles casefiles;
    private final Access access;

    DutyApi(DutyAccess duty, HandBackNotes notes, Authorities authorities, Organisation organisation, Casefiles casefiles, Access access) {
        this.duty = duty;
        this.notes = notes;
        this.authorities = authorities;
        this.organisation = organisation;
        this.casefiles = casefiles;
        this.access = access;
    }

    @PostMapping("/duty")
    @ResponseStatus(HttpStatus.CREATED)
    DutyAccess.Page give(@PathVariable String ref, @RequestBody Wanted wanted) {
        return Retries.of(() -> {
            Practitioner me = access.me();
            CasefileView file = casefiles.byReference(ref);
            access.require(me, Right.ACT_ON_DUTY, file.id(), "was given the page \"Before you knock\" on duty", wanted.reason());
            return duty.give(file.id(), me, wanted.reason());
        });
    }

    @PostMapping("/duty/receipts")
    DutyAccess.Left acknowledge(@PathVariable String ref, @RequestBody Receipt receipt) {
        Practitioner me = access.me();
        access.require(me, Right.ACT_ON_DUTY, casefiles.byReference(ref).id(), "read the page \"Before you knock\" on duty");
        if (receipt.page() == null || (receipt.part() == null) == (receipt.entry() == null)) {
            throw new Invalid(List.of(new Invalid.Fault("part", "Name the page, and one part or one key entry of it.")));
        }
        return receipt.part() != null ? duty.acknowledge(receipt.page(), me, receipt.part()) : duty.acknowledge(receipt.page(), me, receipt.entry());
    }

    @PostMapping("/duty/authority")
    @ResponseStatus(HttpStatus.CREATED)
    AuthorityView take(@PathVariable String ref, @RequestBody Taking taking) {
        return Retries.of(() -> {
            Practitioner me = access.me();
            access.require(me, Right.ACT_ON_DUTY, casefiles.byReference(ref).id(), "took the family for the shift");
            return duty.take(taking.page(), me);
        });
    }

    /** The hand-back notes; whoever asks is given them out. */
    @GetMapping("/duty/notes")
    @Transactional
    List<HandBackNotes.Note> notes(@PathVariable String ref) {
        Practitioner me = access.me();
        CasefileView file = casefiles.byReference(ref);
        access.require(me, Right.SEE_HISTORY, file.id(), "read hand-back notes");
        return notes.of(file.id(), me);
    }

    @PostMapping("/duty/{authority}/note")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void write(@PathVariable String ref, @PathVariable UUID authority, @RequestBody Text text) {
        notes.write(authority, access.me(), text.text());
    }

    @PostMapping("/duty/{authority}/note/receipt")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    void read(@PathVariable String ref, @PathVariable UUID authority) {
        Practitioner me = access.me();
        CasefileView file = casefiles.byReference(ref);
        access.require(me, Right.SEE_HISTORY, file.id(), "read a hand-back note");
        notes.acknowledge(file.id(), authority, me);
    }

    /** Ends co-working or cover before its time. */
    @PostMapping("/shared-work/{username}/end")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable String ref, @PathVariable String username, @RequestBody Wanted wanted) {
        Practitioner me = access.me();
        CasefileView file = casefiles.byReference(ref);
        access.require(me, Right.REVIEW_URGENT_ACCESS, file.id(), "ended co-working or cover", wanted.reason());
        authorities.endShared(file.id(), organisation.get(username).id(), me, wanted.reason());
    }
}
