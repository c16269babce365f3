package org.throughline.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.parser.PdfTextExtractor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** Reads paper back with other tools than the one that wrote it. */
public final class PaperReading {

    private PaperReading() {}

    /** Text, document information and XMP metadata, as one. */
    public static String everything(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            StringBuilder all = new StringBuilder(new PDFTextStripper().getText(document)).append('\n');
            PDDocumentInformation about = document.getDocumentInformation();
            about.getMetadataKeys().forEach(key -> all.append(key).append(": ").append(about.getPropertyStringValue(key)).append('\n'));
            if (document.getDocumentCatalog().getMetadata() != null) {
                all.append(new String(document.getDocumentCatalog().getMetadata().toByteArray(), StandardCharsets.UTF_8));
            }
            return all.toString();
        }
    }

    /** The text by a tool that has nothing to do with the one that wrote it (OpenPDF). */
    public static String byAnotherTool(byte[] pdf) throws IOException {
        PdfReader reader = new PdfReader(pdf);
        try {
            PdfTextExtractor extractor = new PdfTextExtractor(reader);
            StringBuilder all = new StringBuilder();
            for (int page = 1; page <= reader.getNumberOfPages(); page++) {
                all.append(extractor.getTextFromPage(page)).append('\n');
            }
            return all.toString();
        } finally {
            reader.close();
        }
    }

    /** What breaks PDF/UA-1, by veraPDF. */
    public static List<String> againstPdfUa(byte[] pdf) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), PDFAFlavour.PDFUA_1);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFUA_1, false)) {
            return validator.validate(parser).getTestAssertions().stream().filter(one -> one.getStatus() == TestAssertion.Status.FAILED)
                    .map(one -> one.getRuleId().getClause() + ": " + one.getMessage()).distinct().toList();
        }
    }

    /** Draws the first pages to {@code target/paper}, to be looked at. */
    public static void draw(byte[] pdf, String name) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            new File("target/paper").mkdirs();
            for (int page = 0; page < Math.min(3, document.getNumberOfPages()); page++) {
                BufferedImage image = new PDFRenderer(document).renderImageWithDPI(page, 80);
                assertThat(ImageIO.write(image, "png", new File("target/paper/" + name + "-" + (page + 1) + ".png"))).isTrue();
            }
        }
    }
}
