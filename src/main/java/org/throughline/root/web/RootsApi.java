package org.throughline.root.web;

import java.util.List;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.Right;
import org.throughline.root.RecordState;
import org.throughline.root.Verification;

/** The daily roots and the verification of the whole record, for those who run the system and for quality assurance: ids and numbers, nothing about a family. */
@RestController
@RequestMapping("/api/roots")
class RootsApi {

    private static final int NEWEST = 60;

    private final Verification verification;
    private final Access access;

    RootsApi(Verification verification, Access access) {
        this.verification = verification;
        this.access = access;
    }

    /** @param roots each as the line that is mailed, newest first: to be compared with a mail that was kept */
    record Page(List<String> roots) {}

    @GetMapping
    @Transactional
    public Page roots() {
        access.require(access.me(), Right.VERIFY_CHAIN, "Looked at the daily roots", null);
        return new Page(verification.newest(NEWEST));
    }

    /** Verifies the whole record; what it finds is the answer, and nothing is changed. */
    @PostMapping("/verification")
    RecordState verify() {
        access.require(access.me(), Right.VERIFY_CHAIN, "Verified the whole record", null);
        return verification.verify();
    }
}
