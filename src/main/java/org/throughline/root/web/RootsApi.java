package org.throughline.root.web;

import java.util.List;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.Right;
import org.throughline.organisation.Practitioner;
import org.throughline.root.RecordState;
import org.throughline.root.RootBook;
import org.throughline.root.Verification;

/** The daily roots and the verification of the whole record, for those who run the system and for quality assurance: ids and numbers, nothing about a family. */
@RestController
@RequestMapping("/api/roots")
class RootsApi {

    private static final int NEWEST = 60;

    private final Verification verification;
    private final RootBook book;
    private final Access access;

    RootsApi(Verification verification, RootBook book, Access access) {
        this.verification = verification;
        this.book = book;
        this.access = access;
    }

    /** @param no the number of the root that was made */
    record Made(long no) {}

    /** @param standing the last root, its copies, the last verification @param roots each as the line that is mailed, newest first: to be compared with a mail that was kept */
    record Page(RootBook.Standing standing, List<String> roots) {}

    @GetMapping
    @Transactional
    public Page roots() {
        access.require(access.me(), Right.VERIFY_CHAIN, "Looked at the daily roots", null);
        return new Page(book.standing(), verification.newest(NEWEST));
    }

    /** Signs a root now, so that what was filed since the last is under one; it is mailed and copied like every other. */
    @PostMapping
    Made sign() {
        access.require(access.me(), Right.VERIFY_CHAIN, "Had a root signed", null);
        return new Made(book.signNow());
    }

    /** Verifies the whole record; what it finds is the answer. That it was verified, and with what result, is kept. */
    @PostMapping("/verification")
    RecordState verify() {
        Practitioner me = access.me();
        access.require(me, Right.VERIFY_CHAIN, "Verified the whole record", null);
        RecordState found = verification.verify();
        book.keep(found, me);
        return found;
    }
}
