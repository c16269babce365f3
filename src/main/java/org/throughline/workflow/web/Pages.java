package org.throughline.workflow.web;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The pages of our own: one static shell; its module reads from the address what to show, and fetches it under the access
 * rules of the REST interface. The shell itself holds nothing about anybody.
 */
@Controller
class Pages {

    /** Only our own files, nothing inline; a page of ours stands in nobody's frame. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            + "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private final Resource shell = new ClassPathResource("forms/page.html");

    @GetMapping({"/", "/work/{task}", "/handovers/new", "/handovers/{id}", "/handovers/{id}/before-you-knock", "/readings/{id}", "/people/{username}/leaving", "/people/away", "/duty-rota",
            "/obligations", "/rules/figures", "/meetings/{id}", "/meetings/{id}/letters/{place}", "/agreements/{id}", "/casefiles/**"})
    ResponseEntity<Resource> page() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .cacheControl(CacheControl.noCache())
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .body(shell);
    }

    /** For those who run the system. */
    @GetMapping({"/alarms", "/rules", "/models", "/roots", "/logins"})
    ResponseEntity<Resource> forAdministrators() {
        return page();
    }
}
