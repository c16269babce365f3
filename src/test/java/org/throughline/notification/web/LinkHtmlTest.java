package org.throughline.notification.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.throughline.notification.LinkedPage;

/** What stands on every linked page. */
class LinkHtmlTest {

    private static List<String> every(LinkHtml html) {
        return List.of(html.message("This link has ended", "Ring whoever asked you."), html.done("Thank you."), html.askCode(true, null, false),
                html.form(new LinkedPage("Minutes", List.of(), List.of(), "I have read them"), null, Map.of(), null, List.of()));
    }

    @Test
    void whatADemoIsStandsOnEveryPage() {
        assertThat(every(new LinkHtml("Reconstruction <for> testing"))).hasSize(4).allMatch(page -> page.contains("<p class=\"tl-notice\" role=\"note\">Reconstruction &lt;for&gt; testing</p>"));
    }

    @Test
    void whereThereIsNothingToSayNothingIsSaid() {
        assertThat(every(new LinkHtml(""))).noneMatch(page -> page.contains("tl-notice"));
    }
}
