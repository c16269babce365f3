package org.throughline.document;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Service;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Writes a document as PDF that a screen reader can read (PDF/UA-1: tagged, language en-GB, title, fonts inside). Nothing is fetched and
 * nothing runs; what is put into a template stands there as the words they are. What may stand in it is the caller's choice for one reader.
 */
@Service
public class Papers {

    private static final String FAMILY = "Liberation Sans";

    private final Map<PaperTemplate, Template> templates = new EnumMap<>(PaperTemplate.class);

    Papers() {
        XRLog.setLoggingEnabled(false); // it would tell the log what it cannot draw
        Mustache.Compiler compiler = Mustache.compiler().escapeHTML(true).strictSections(true).emptyStringIsFalse(true).withFormatter(value -> PaperText.clean(String.valueOf(value)));
        for (PaperTemplate template : PaperTemplate.values()) {
            templates.put(template, compiler.compile(text(template)));
        }
    }

    private static String text(PaperTemplate template) {
        try (InputStream in = new ClassPathResource(template.file()).getInputStream()) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            if (text.contains("{{{") || text.contains("{{&")) {
                throw new IllegalStateException(template.file() + " writes a value as it comes: every one must be escaped");
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The document as PDF.
     *
     * @param content what the template names; a name that is not there is a fault, null is an empty section
     */
    public byte[] pdf(PaperTemplate template, Object content) {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        try {
            new PdfRendererBuilder().useFastMode().usePdfUaAccessibility(true).usePdfVersion(1.7f).withProducer("Throughline")
                    .useExternalResourceAccessControl((uri, kind) -> false, ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI)
                    .useExternalResourceAccessControl((uri, kind) -> false, ExternalResourceControlPriority.RUN_AFTER_RESOLVING_URI)
                    .useFont(() -> font("Regular"), FAMILY, 400, FontStyle.NORMAL, true)
                    .useFont(() -> font("Bold"), FAMILY, 700, FontStyle.NORMAL, true)
                    .withW3cDocument(parsed(templates.get(template).execute(content)), null).toStream(pdf).run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pdf.toByteArray();
    }

    /** The fonts and their licence (SIL Open Font License) lie in the library of fonts. */
    private static InputStream font(String face) {
        return Papers.class.getResourceAsStream("/liberation/LiberationSans-" + face + ".ttf");
    }

    private static Document parsed(String xhtml) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xhtml)));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("A template of paper is no XHTML", e);
        }
    }
}
