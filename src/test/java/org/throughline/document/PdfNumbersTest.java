package org.throughline.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.throughline.access.Invalid;

/** Twenty letters that make a reader set aside all the memory there is are refused before it reads them. */
class PdfNumbersTest {

    private static final DocumentLimits LIMITS = new DocumentLimits(10_000_000, 40, 40_000_000);

    @ParameterizedTest
    @ValueSource(strings = {"<< /Predictor 12 /Columns 2000000000 >>", "<</Predictor 12/Columns 99999999999999999999>>", "/Columns % so many\n 100001", "/Columns +100001", "/Columns 00000000100001", "/Columns 7 0 R",
            "/Col#75mns 5", "/Columns 5 /Colors 4000000", "/BitsPerComponent 1000000", "/DecodeParms 5 0 R", "/DP 5 0 R", "/D#50 << >>", "/DecodeParms [null 5 0 R]", "/DecodeParms [ % ]\n 5 0 R ]",
            "/DecodeParms [ << /Predictor 12 >> 5 0 R ]", "/Size 2000000000 /W [0 0 0]", "/Index [0 2000000000] /W [0 0 0]", "/Index [0 10 20 999999]", "/Index 5 0 R", "/Index [0 5 0 R]",
            "/Size 300000 >> /Size 300000", "/Size 7 0 R"})
    void whatWouldTakeAllMemoryOrHidesIsRefused(String said) {
        assertThatThrownBy(() -> PdfNumbers.check("1 0 obj << " + said + " >> stream")).isInstanceOf(Invalid.class).hasMessageContaining("far larger than paper is");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/DecodeParms << /Predictor 15 /Colors 3 /BitsPerComponent 8 /Columns 9921 >>", "/DecodeParms [null << /K -1 /Columns 2480 >>]", "/DecodeParms << /JBIG2Globals 7 0 R >>",
            "/DecodeParms [<< /JBIG2Globals 7 0 R >>]", "/Size 412 /Index [0 1 30 3 200 212] /W [1 3 1]", "/Size [256 256]", "/DecodeParms null", "/ColumnsOfWords 999999999", "/Width 100000000 /W [0 [500 600]]"})
    void whatPaperSaysOfItselfIsTaken(String said) {
        assertThatCode(() -> PdfNumbers.check("1 0 obj << " + said + " >> stream")).doesNotThrowAnyException();
    }

    /** A table that lists without end from a stream of one byte: each line of it takes no room in the file. */
    @Test
    void aTableWithoutEndIsRefusedAndNotRead() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            out.write(new byte[1]);
        }
        String dictionary = "1 0 obj\n<< /Type /XRef /W [0 0 0] /Size %s /Root 1 0 R /Filter /FlateDecode /Length " + packed.size() + " >>\nstream\n";
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        pdf.writeBytes(("%PDF-1.7\n" + dictionary.formatted("2000000000")).getBytes(StandardCharsets.ISO_8859_1));
        pdf.writeBytes(packed.toByteArray());
        pdf.writeBytes("\nendstream\nendobj\nstartxref\n9\n%%EOF".getBytes(StandardCharsets.ISO_8859_1));
        long begun = System.nanoTime();
        assertThatThrownBy(() -> PdfCheck.check(pdf.toByteArray(), LIMITS)).isInstanceOf(Invalid.class).hasMessageContaining("far larger than paper is");
        assertThat(System.nanoTime() - begun).isLessThan(5_000_000_000L);
    }
}
