package org.throughline.agreement.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.throughline.access.Access;
import org.throughline.agreement.AgreementPaper;
import org.throughline.agreement.SignedCopies;
import org.throughline.document.KeptDocument;
import org.throughline.document.KeptDocuments;

/** An agreement on paper: out for each party, and back with a signature. */
@RestController
class AgreementPapersApi {

    private final AgreementPaper paper;
    private final SignedCopies copies;
    private final KeptDocuments documents;
    private final Access access;

    AgreementPapersApi(AgreementPaper paper, SignedCopies copies, KeptDocuments documents, Access access) {
        this.paper = paper;
        this.copies = copies;
        this.documents = documents;
        this.access = access;
    }

    /** The copy of one party, as PDF. */
    @GetMapping(value = "/api/agreements/{id}/document.pdf", produces = MediaType.APPLICATION_PDF_VALUE)
    ResponseEntity<byte[]> document(@PathVariable UUID id, @RequestParam(required = false) String party) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_PDF).cacheControl(CacheControl.noStore()).header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"agreement.pdf\"")
                .body(paper.of(id, party, access.me()));
    }

    @GetMapping("/api/agreements/{id}/signed-copies")
    List<SignedCopies.Copy> copies(@PathVariable UUID id) {
        return copies.of(id, access.me());
    }

    /** A PDF, JPEG or PNG in the field {@code document}; 422 with every fault. */
    @PostMapping(value = "/api/agreements/{id}/signed-copies", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    SignedCopies.Copy keep(@PathVariable UUID id, @RequestParam(required = false) String party, @RequestParam(required = false) String signedOn,
            @RequestParam(required = false) MultipartFile document) throws IOException {
        try (InputStream sent = document == null ? InputStream.nullInputStream() : document.getInputStream()) {
            return copies.keep(id, party, signedOn, sent, access.me());
        }
    }

    /** To be saved, never shown in place. */
    @GetMapping("/api/agreements/{id}/signed-copies/{copy}")
    void copy(@PathVariable UUID id, @PathVariable UUID copy, HttpServletResponse response) throws IOException {
        KeptDocument document = copies.document(id, copy, access.me());
        response.setContentType(document.type().mediaType());
        response.setContentLengthLong(document.bytes());
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"signed-agreement." + document.type().ending() + "\"");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        documents.write(document, response.getOutputStream());
    }
}
