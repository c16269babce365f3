package org.throughline.workflow.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The styles of the components our pages are built from, without the typeface they name: it is licensed for somebody else's site, and a
 * browser that only lays a page out early would ask for its files.
 */
@Controller
class ComponentStyles {

    private static final String FILE = "META-INF/resources/webjars/govuk-frontend/5.11.0/dist/govuk/govuk-frontend.min.css";

    private final byte[] styles;
    private final String version;

    ComponentStyles() throws IOException {
        styles = withoutTypefaces(new ClassPathResource(FILE).getContentAsString(StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        CRC32 sum = new CRC32();
        sum.update(styles);
        version = Long.toHexString(sum.getValue());
    }

    static String withoutTypefaces(String css) {
        return css.replaceAll("@font-face\\s*\\{[^}]*}", "").replaceAll("GDS Transport,\\s*", "");
    }

    @GetMapping("/forms/govuk-frontend.css")
    ResponseEntity<byte[]> styles() {
        return ResponseEntity.ok().contentType(new MediaType("text", "css", StandardCharsets.UTF_8)).cacheControl(CacheControl.noCache()).eTag(version).body(styles);
    }
}
