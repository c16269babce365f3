package org.throughline.authority.web;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.authority.FirstWorker;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.KnownAlready;
import org.throughline.casefile.KnownShown;
import org.throughline.casefile.OpeningDraft;
import org.throughline.casefile.Retries;

/** Opens a case file, and opens a closed one again. */
@RestController
class CaseOpeningApi {

    record Opened(String reference, boolean mayAct, int toRead) {
        static Opened of(FirstWorker.Begun begun) {
            return new Opened(begun.reference(), begun.mayAct(), begun.toRead());
        }
    }

    record Again(String reason, String worker) {}

    private final FirstWorker firstWorker;
    private final Casefiles casefiles;
    private final Access access;
    private final KnownShown shown;

    CaseOpeningApi(FirstWorker firstWorker, Casefiles casefiles, Access access, KnownShown shown) {
        this.firstWorker = firstWorker;
        this.casefiles = casefiles;
        this.access = access;
        this.shown = shown;
    }

    @PostMapping("/api/casefiles")
    @ResponseStatus(HttpStatus.CREATED)
    Opened open(@RequestBody OpeningDraft draft) {
        return Retries.of(() -> Opened.of(firstWorker.open(draft, access.me())));
    }

    @PostMapping("/api/casefiles/{ref}/reopening")
    @ResponseStatus(HttpStatus.CREATED)
    Opened reopen(@PathVariable String ref, @RequestBody Again again) {
        return Retries.of(() -> Opened.of(firstWorker.reopen(casefiles.byReference(ref).id(), again.worker(), again.reason(), access.me())));
    }

    @ExceptionHandler(KnownAlready.class)
    ResponseEntity<ProblemDetail> known(KnownAlready known) {
        return shown.answer(known);
    }
}
