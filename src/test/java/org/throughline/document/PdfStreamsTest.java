package org.throughline.document;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A small PDF that unfolds to a huge one is refused before the reader unfolds it, in every spelling that the reader takes. */
class PdfStreamsTest {

    private static final byte[] HUGE = huge();

    private static byte[] pdf(String dictionary, String stream, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(("%PDF-1.7\n1 0 obj\n<< /Type /ObjStm /N 1 /First 4 " + dictionary + " /Length " + content.length + " >>\n" + stream).getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(content);
        out.writeBytes("\nendstream\nendobj\n%%EOF".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static byte[] zeros(int millions) throws IOException {
        ByteArrayOutputStream zeros = new ByteArrayOutputStream();
        try (DeflaterOutputStream packing = new DeflaterOutputStream(zeros, new Deflater(1))) {
            byte[] block = new byte[1_000_000];
            for (int i = 0; i < millions; i++) {
                packing.write(block);
            }
        }
        return zeros.toByteArray();
    }

    private static byte[] huge() {
        try {
            byte[] packed = zeros(401);
            packed[0] = 0;
            packed[1] = 0;
            return packed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream\n", "stream\r", "stream  \r\n", "stream"})
    void whateverStandsBeforeItWhatUnfoldsToTooMuchIsRefused(String word) {
        assertThatThrownBy(() -> PdfStreams.check(pdf("/Filter /FlateDecode", word, HUGE))).as("the reader passes over a wrong header").hasMessageContaining("unfolds to far more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/Filter [/ASCIIHexDecode /FlateDecode]", "/Filter[/ASCII85Decode/Fl]", "/Filter 5 0 R", "/Filter % x\n5 0 R", "/Filter [5 0 R 6 0 R]", "/Filter [/Fl #46l]",
            "/F#69lter [/FlateDecode /FlateDecode]", "/Filter [/A85 /Fl#61teDecode]", "/Filter /Fl#61teDecode", "/Filter /RunLengthDecode", "/Filter [/FlateDecode /RL]", "/Filter /LZWDecode",
            "/Filter [ % x\n/FlateDecode /FlateDecode]", "/F [/ASCIIHexDecode /FlateDecode]", "/F%\n%\n[/Fl/Fl]", "/F 5 0 R", "/#46 [5 0 R]", "/F /RunLengthDecode"})
    void whatCannotBeMeasuredIsRefused(String how) {
        assertThatThrownBy(() -> PdfStreams.check(pdf(how, "stream\n", new byte[] {1, 2, 3}))).hasMessageContaining("packed in a way that is not taken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/Filter /FlateDecode", "/Filter[/FlateDecode]", "/Filter [ /DCTDecode ]", "/Filter [/FlateDecode /DCTDecode]", "/Filter [/ASCII85Decode /DCTDecode]", "/Filter/CCITTFaxDecode",
            "/Filter /JBIG2Decode", "/Filter /Adobe.PPKLite", "/Filter /Standard", "/Filter null", "/Filter []", "/F 4", "/FontFile2 5 0 R", "/Font << /F1 5 0 R >>", ""})
    void whatScannersAndPrintersWriteIsTaken(String how) {
        assertThatCode(() -> PdfStreams.check(pdf(how, "stream\r\n", new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0}))).doesNotThrowAnyException();
    }

    @Test
    void anOrdinaryStreamIsTaken() throws IOException {
        byte[] packed = zeros(3);
        assertThatCode(() -> PdfStreams.check(pdf("/Filter /FlateDecode", "stream\n", packed))).doesNotThrowAnyException();
    }
}
