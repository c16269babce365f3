package org.throughline.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;

class PapersTest {

    private final Papers papers = new Papers();

    private static Map<String, Object> minutes(String words) {
        Map<String, Object> content = new HashMap<>(Map.of("title", "Minutes of a strategy discussion", "about", "Hal Example", "held", "Wednesday 4 March 2026", "chair", "Sue Visor",
                "reader", "Gita Practice", "printed", "Thursday 5 March 2026", "notice", "A demonstration: nobody here is real."));
        content.put("parts", List.of(new Part(null, words), new Part("For the GP", "What only the practice needs.")));
        return content;
    }

    record Part(String heading, String text) {}

    @Test
    void aDocumentIsTaggedEnglishTitledAndWhatIsWrittenIsOnlyWords() throws Exception {
        String words = "A cot was brought.\n\n<script>alert(1)</script> <img src=\"http://127.0.0.1:9/x.png\"/> <a href=\"file:///etc/passwd\">x</a> {{title}} & so on \u0001 ]]> \u202E reversed. Zoë, Łukasz, Ирина, Ελένη. "
                + "Averyveryverylongwordthathasnospaceatallandgoesonandon".repeat(4) + "\n" + "One line more of what was said and by whom.\n".repeat(60);
        byte[] pdf = papers.pdf(PaperTemplate.MINUTES, minutes(words));
        String read = PaperReading.everything(pdf).replaceAll("\\s+", " ");
        assertThat(read).contains("A cot was brought.", "<script>alert(1)</script>", "<img src=\"http://127.0.0.1:9/x.png\"/>", "{{title}} & so on", "[U+202E] reversed", "Zoë, Łukasz, Ирина, Ελένη",
                "Printed for: Gita Practice", "Page 1 of 2").doesNotContain("\u202E");
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en-GB");
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("Minutes of a strategy discussion");
            assertThat(document.getDocumentInformation().getAuthor()).isNull();
            for (var page : document.getPages()) {
                assertThat(page.getAnnotations()).as("nothing to press").isEmpty();
            }
        }
        assertThat(PaperReading.againstPdfUa(pdf)).as("PDF/UA-1").isEmpty();
        assertThat(PdfCheck.check(pdf, new DocumentLimits(10_000_000, 40, 40_000_000)).pages()).as("our own paper, signed on a screen, can come back").isEqualTo(2);
        PaperReading.draw(pdf, "minutes");
    }

    @Test
    void aNameThatATemplateDoesNotFindIsAFault() {
        assertThatThrownBy(() -> papers.pdf(PaperTemplate.MINUTES, Map.of("parts", List.of()))).hasMessageContaining("title");
    }
}
