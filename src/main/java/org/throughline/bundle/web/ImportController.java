package org.throughline.bundle.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.access.Right;
import org.throughline.bundle.BundleImport;
import org.throughline.bundle.BundleRefused;
import org.throughline.bundle.ImportCounts;
import org.throughline.bundle.OrganisationChanges;
import org.throughline.bundle.OrganisationImport;
import org.throughline.bundle.RotaChanges;
import org.throughline.bundle.RotaImport;
import org.throughline.organisation.Practitioner;

/** Case bundles and the table of the organisation, in. */
@RestController
class ImportController {

    private final Access access;
    private final BundleImport bundles;
    private final OrganisationImport tables;
    private final RotaImport rotas;

    ImportController(Access access, BundleImport bundles, OrganisationImport tables, RotaImport rotas) {
        this.rotas = rotas;
        this.access = access;
        this.bundles = bundles;
        this.tables = tables;
    }

    /** A zip in the field {@code bundle}: 201 with what was added, 200 where all of it was here already, 422 with every fault. */
    @PostMapping("/api/casefiles/import")
    ResponseEntity<ImportCounts> bundle(@RequestParam(required = false) MultipartFile bundle) throws IOException {
        Practitioner me = administrator("Imported a case bundle");
        try (InputStream zip = sent(bundle, "bundle", "Send the zip of the bundle in the multipart field 'bundle'.")) {
            ImportCounts counts = bundles.run(zip, me);
            return counts.added() ? ResponseEntity.created(URI.create("/api/casefiles/" + counts.reference())).body(counts) : ResponseEntity.ok(counts);
        }
    }

    /** A table in the field {@code organisation}; with {@code dryRun} nothing is written. 422 with every fault. */
    @PostMapping("/api/organisation/import")
    OrganisationChanges organisation(@RequestParam(required = false) MultipartFile organisation, @RequestParam(defaultValue = "false") boolean dryRun) throws IOException {
        Practitioner me = administrator("Imported a table of the organisation");
        try (InputStream csv = sent(organisation, "organisation", "Send the table in the multipart field 'organisation'.")) {
            return tables.run(csv, dryRun, me);
        }
    }

    /** A duty rota in the field {@code rota}; with {@code dryRun} nothing is written. 422 with every fault. */
    @PostMapping("/api/organisation/duty-rota")
    RotaChanges rota(@RequestParam(required = false) MultipartFile rota, @RequestParam(defaultValue = "false") boolean dryRun) throws IOException {
        Practitioner me = administrator("Imported a duty rota");
        try (InputStream csv = sent(rota, "rota", "Send the table in the multipart field 'rota'.")) {
            return rotas.run(csv, dryRun, me);
        }
    }

    /** Whoever may not import learns nothing of what an import needs. */
    private Practitioner administrator(String what) {
        Practitioner me = access.me();
        if (!access.may(me, Right.IMPORT)) {
            access.require(me, Right.IMPORT, what, null);
        }
        return me;
    }

    private static InputStream sent(MultipartFile file, String field, String otherwise) throws IOException {
        if (file == null || file.isEmpty()) {
            throw new Invalid(List.of(new Invalid.Fault(field, otherwise)));
        }
        return file.getInputStream();
    }

    @ExceptionHandler(BundleRefused.class)
    ResponseEntity<ProblemDetail> refused(BundleRefused refused) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_ENTITY, refused.getMessage());
        problem.setTitle("Please put this right");
        problem.setProperty("code", "put-right");
        problem.setProperty("faults", refused.faults());
        return ResponseEntity.unprocessableEntity().contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
    }
}
