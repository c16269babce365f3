package org.throughline.reading.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.access.Invalid.Fault;
import org.throughline.access.Refusal;
import org.throughline.access.Right;
import org.throughline.casefile.CasefileView;
import org.throughline.casefile.Casefiles;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.reading.Readings;

/** A supervisor lets a reader of a very large file leave what need not be read one by one until a date (RR5, RR6). */
@RestController
class PartReadApi {

    record Grant(String reader, LocalDate until, String reason) {}

    private final Readings readings;
    private final Casefiles casefiles;
    private final Organisation organisation;
    private final Access access;
    private final Clock clock;

    PartReadApi(Readings readings, Casefiles casefiles, Organisation organisation, Access access, Clock clock) {
        this.readings = readings;
        this.casefiles = casefiles;
        this.organisation = organisation;
        this.access = access;
        this.clock = clock;
    }

    @PostMapping("/api/casefiles/{ref}/part-read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    void grant(@PathVariable String ref, @RequestBody Grant sent) {
        Practitioner me = access.me();
        CasefileView file = casefiles.byReference(ref);
        access.require(me, Right.READ_FOR_HANDOVER, file.id(), "granted part read");
        List<Fault> faults = new ArrayList<>();
        Optional<Practitioner> reader = organisation.find(sent.reader() == null ? "" : sent.reader());
        if (reader.isEmpty()) {
            faults.add(new Fault("reader", "Name the reader."));
        }
        if (sent.until() == null) {
            faults.add(new Fault("until", "Say until when the rest is read."));
        }
        if (sent.reason() == null || sent.reason().isBlank()) {
            faults.add(new Fault("reason", "Say why part of the history may wait."));
        }
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
        if (!organisation.signsFor(me.id(), reader.get().id(), clock.instant())) {
            throw new Refusal("Only the line supervisor of " + reader.get().name() + ", or that one's deputy, grants part read.", "not-yours");
        }
        readings.grantPartRead(file, reader.get().id(), me.id(), sent.until(), sent.reason().strip());
    }
}
