package org.throughline.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionGoTo;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionLaunch;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageFitDestination;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.ThroughlineTest;

/** Signed paper comes back: what is taken, what is not, and that it stays as it was. */
@ThroughlineTest
class KeptDocumentsIT {

    @Autowired KeptDocuments documents;
    @Autowired FamilyWorld world;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;
    @Autowired OwnerDatabase owner;

    private FamilyWorld.Family family;
    private final UUID agreement = UUID.randomUUID();

    @BeforeEach
    void aFamily() {
        world.startClock();
        family = world.family(world.team(), 1);
    }

    private KeptDocument keep(byte[] content) throws IOException {
        return documents.keep(family.file(), "AGREEMENT", agreement, new ByteArrayInputStream(content), family.team().outgoing().id());
    }

    private void refused(byte[] content, String sentence) {
        assertThatThrownBy(() -> keep(content)).as(sentence).hasMessageContaining(sentence);
    }

    private interface Change {
        void on(PDDocument document) throws IOException;
    }

    private static byte[] pdf(int pages, Change change) throws IOException {
        try (PDDocument document = new PDDocument()) {
            for (int i = 0; i < pages; i++) {
                document.addPage(new PDPage());
            }
            change.on(document);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }

    private static byte[] pdf(int pages) throws IOException {
        return pdf(pages, document -> { });
    }

    private static byte[] image(String format, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.RED);
        pen.fillRect(0, 0, width / 2, height);
        pen.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** A JPEG as a phone makes it: held on its side, with the place where it was taken. */
    private static byte[] photograph() throws IOException {
        byte[] plain = image("jpg", 40, 20);
        byte[] exif = HexFormat.of().parseHex("457869660000" + "4d4d002a00000008" + "0001" + "0112000300000001" + "00060000" + "00000000");
        byte[] words = "GPS 50.7184 N 3.5339 W, 12 St Mary's Court".getBytes(StandardCharsets.UTF_8);
        byte[] segment = joined(new byte[] {(byte) 0xFF, (byte) 0xE1, 0, (byte) (exif.length + 2)}, exif);
        byte[] comment = joined(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, (byte) (words.length + 2)}, words);
        return joined(new byte[] {plain[0], plain[1]}, segment, comment, java.util.Arrays.copyOfRange(plain, 2, plain.length), "<script>".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aSignedPaperIsKeptWithItsHashOnceAndSentOutAsItWas() throws Exception {
        byte[] content = pdf(3);
        KeptDocument kept = keep(content);
        assertThat(kept.type()).isEqualTo(DocumentType.PDF);
        assertThat(kept.pages()).isEqualTo(3);
        assertThat(kept.sha256()).isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        assertThat(keep(content).id()).as("sent twice, kept once").isEqualTo(kept.id());
        assertThat(documents.of("AGREEMENT", agreement)).containsExactly(kept);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        documents.write(documents.find(kept.id()).orElseThrow(), out);
        assertThat(out.toByteArray()).isEqualTo(content);
    }

    @Test
    void aPictureIsDrawnAnewUprightAndNothingElseOfItStays() throws Exception {
        KeptDocument kept = keep(photograph());
        assertThat(kept.type()).isEqualTo(DocumentType.JPEG);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        documents.write(kept, out);
        assertThat(out.toString(StandardCharsets.ISO_8859_1)).doesNotContain("GPS", "Mary", "Exif", "<script>");
        BufferedImage drawn = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
        assertThat(List.of(drawn.getWidth(), drawn.getHeight())).as("upright").containsExactly(20, 40);
        assertThat(new Color(drawn.getRGB(10, 5)).getRed()).as("what was left is above").isGreaterThan(200);
        assertThat(new Color(drawn.getRGB(10, 35)).getRed()).isLessThan(60);
        assertThat(keep(image("png", 30, 30)).type()).isEqualTo(DocumentType.PNG);
    }

    @Test
    void whatIsNoSignedPaperIsRefusedWithASentenceAndNothingOfItIsKept() throws Exception {
        refused(new byte[0], "Choose the file");
        refused("<html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8), "no PDF, JPEG or PNG, whatever its name says");
        refused(joined(new byte[] {'M', 'Z', 0, 0}, pdf(1)), "whatever its name says");
        refused("%PDF-1.7\nnot really".getBytes(StandardCharsets.UTF_8), "cannot be read");
        refused(joined(HexFormat.of().parseHex("89504e470d0a1a0a"), new byte[100]), "cannot be read");
        refused(pdf(200), "200 pages; at most 40");
        refused(new byte[10_000_001], "larger than 10 MB");
        refused(image("png", 8000, 6000), "more than 40 million points");
        assertThat(jdbc.sql("select count(*) from kept_document where subject_id = :id").param("id", agreement).query(Integer.class).single()).isZero();
    }

    @Test
    void aPdfThatCouldDoSomethingIsRefused() throws Exception {
        refused(pdf(1, document -> document.getDocumentCatalog().setOpenAction(new PDActionJavaScript("app.alert(1)"))), "starts by itself");
        refused(pdf(1, document -> {
            PDAnnotationLink link = new PDAnnotationLink();
            PDActionLaunch launch = new PDActionLaunch();
            launch.getCOSObject().setString(COSName.F, "calc.exe");
            link.setAction(launch);
            document.getPage(0).getAnnotations().add(link);
            document.getPage(0).setAnnotations(List.of(link));
        }), "starts by itself");
        refused(pdf(1, document -> document.getDocumentCatalog().setOpenAction(uri())), "a link");
        for (String kind : new String[] {"GoToDp", "SomethingNew", null}) {
            refused(pdf(1, document -> {
                COSDictionary action = new COSDictionary();
                action.setName("S", kind);
                document.getDocumentCatalog().getCOSObject().setItem("OpenAction", action);
            }), "starts by itself");
        }
        refused(pdf(1, document -> {
            PDAnnotationLink link = new PDAnnotationLink();
            link.setAction(uri());
            document.getPage(0).setAnnotations(List.of(link));
        }), "a link");
        refused(pdf(1, document -> {
            PDActionGoTo leap = new PDActionGoTo();
            COSDictionary then = new COSDictionary();
            then.setName("S", "SomethingNew");
            leap.getCOSObject().setItem("Next", new COSArray(List.of(then)));
            document.getDocumentCatalog().setOpenAction(leap);
        }), "starts by itself");
        assertThat(keep(pdf(1, document -> {
            PDPageFitDestination first = new PDPageFitDestination();
            first.setPage(document.getPage(0));
            PDActionGoTo leap = new PDActionGoTo();
            leap.setDestination(first);
            document.getDocumentCatalog().setOpenAction(leap);
        })).pages()).as("opens at its first page").isEqualTo(1);
        refused(pdf(1, document -> {
            PDComplexFileSpecification file = new PDComplexFileSpecification();
            file.setFile("a.exe");
            file.setEmbeddedFile(new PDEmbeddedFile(document, new ByteArrayInputStream(new byte[] {1, 2, 3})));
            PDEmbeddedFilesNameTreeNode tree = new PDEmbeddedFilesNameTreeNode();
            tree.setNames(Map.of("a.exe", file));
            PDDocumentNameDictionary names = new PDDocumentNameDictionary(document.getDocumentCatalog());
            names.setEmbeddedFiles(tree);
            document.getDocumentCatalog().setNames(names);
        }), "a script, a file");
        refused(pdf(1, document -> document.protect(new StandardProtectionPolicy("owner", "", new AccessPermission()))), "locked");
        refused(packed(false), "unfolds to far more");
        refused(packed(true), "packed in a way that is not taken");
    }

    private static PDActionURI uri() {
        PDActionURI action = new PDActionURI();
        action.setURI("https://example.org/");
        return action;
    }

    /** A small PDF with a stream of half a milliard zeros. */
    private static byte[] packed(boolean twice) throws IOException {
        ByteArrayOutputStream zeros = new ByteArrayOutputStream();
        try (DeflaterOutputStream packing = new DeflaterOutputStream(zeros, new Deflater(1))) {
            byte[] block = new byte[1_000_000];
            for (int i = 0; i < (twice ? 1 : 450); i++) {
                packing.write(block);
            }
        }
        String filter = twice ? "[/FlateDecode /FlateDecode]" : "/FlateDecode";
        return joined(("%PDF-1.7\n1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter " + filter + " /Length " + zeros.size() + " >>\nstream\n").getBytes(StandardCharsets.US_ASCII), zeros.toByteArray(),
                "\nendstream\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void whatIsKeptCannotBeChangedNorPutThereWithAnotherHashOrType() throws Exception {
        KeptDocument kept = keep(pdf(1));
        assertThatThrownBy(() -> jdbc.sql("update kept_document set pages = 2 where id = :id").param("id", kept.id()).update()).hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> jdbc.sql("delete from kept_document").update()).hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> owner.asOwner().sql("delete from kept_document where id = :id").param("id", kept.id()).update()).as("nor by the owner").isInstanceOf(org.springframework.dao.DataAccessException.class);
        String copy = "insert into kept_document select :new, casefile_id, subject_kind, :subject, %s, pages, bytes, %s, content, kept_by, kept_at from kept_document where id = :id";
        for (String other : List.of(copy.formatted("media_type", "sha256('x'::bytea)"), copy.formatted("'image/png'", "sha256"))) {
            assertThatThrownBy(() -> jdbc.sql(other).param("new", UUID.randomUUID()).param("subject", UUID.randomUUID()).param("id", kept.id()).update()).hasStackTraceContaining("check constraint");
        }
    }
}
