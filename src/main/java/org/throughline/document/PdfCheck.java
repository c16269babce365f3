package org.throughline.document;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.throughline.access.Invalid;

/**
 * A PDF of signed paper is kept as it came, or not at all: one that could do something when it is opened, or when somebody presses on a page, is refused. A scan
 * needs no link, so one is refused too; only a leap to a page of its own is none.
 */
final class PdfCheck {

    /** Names that stand for something that runs, hides a file, or sends or fetches. */
    private static final Set<String> ACTIVE_KEYS = Set.of("JS", "JavaScript", "AA", "EmbeddedFiles", "EmbeddedFile", "EF", "AF", "RichMediaContent", "XFA", "URI", "Launch", "Win", "Mac", "Unix");
    private static final Set<String> ACTIVE_KINDS = Set.of("JavaScript", "Launch", "URI", "SubmitForm", "ImportData", "GoToR", "GoToE", "Rendition", "RichMediaExecute", "Movie", "Sound", "Thread", "Trans", "Hide", "Named",
            "SetOCGState", "GoTo3DView", "FileAttachment", "RichMedia", "Screen", "3D", "Filespec", "F", "EmbeddedFile");

    /** Where an action stands. */
    private static final Set<String> ACTS = Set.of("OpenAction", "A", "PA", "Next");
    private static final COSName LEAP = COSName.getPDFName("GoTo");

    private PdfCheck() {}

    static Checked check(byte[] content, DocumentLimits limits) {
        PdfStreams.check(content);
        try (PDDocument document = Loader.loadPDF(content)) {
            if (document.isEncrypted()) {
                throw NotKept.because("This PDF is locked. Save it without a password, or scan the signed paper.");
            }
            int pages = document.getNumberOfPages();
            if (pages == 0) {
                throw NotKept.because("This PDF has no page. Scan the signed paper again.");
            }
            if (pages > limits.pages()) {
                throw NotKept.because("This PDF has " + pages + " pages; at most " + limits.pages() + " are taken. Send the signed agreement alone.");
            }
            refuseActive(document);
            return new Checked(DocumentType.PDF, pages, content);
        } catch (OutOfMemoryError | StackOverflowError large) {
            // beyond what is measured before: what it took is let go with it
            throw NotKept.because("This PDF is put together in a way that takes far more room than paper does. Print it and scan the paper, or send a picture of it.");
        } catch (IOException | RuntimeException broken) {
            throw broken instanceof Invalid known ? known : NotKept.because("This PDF cannot be read. Scan the signed paper again.");
        }
    }

    private static void refuseActive(PDDocument document) {
        COSDocument cos = document.getDocument();
        Deque<COSBase> left = new ArrayDeque<>();
        left.add(cos.getTrailer());
        for (COSObjectKey key : cos.getXrefTable().keySet()) {
            left.add(cos.getObjectFromPool(key));
        }
        Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        while (!left.isEmpty()) {
            COSBase one = left.poll();
            if (one instanceof COSObject object) {
                one = object.getObject();
            }
            if (one == null || !seen.add(one)) {
                continue;
            }
            if (one instanceof COSArray array) {
                array.forEach(item -> add(left, item));
            } else if (one instanceof COSDictionary dictionary) {
                refuseActive(dictionary);
                dictionary.getValues().forEach(value -> add(left, value));
            }
        }
    }

    private static void add(Deque<COSBase> left, COSBase item) {
        if (item instanceof COSObject || item instanceof COSArray || item instanceof COSDictionary) {
            left.add(item);
        }
    }

    private static void refuseActive(COSDictionary dictionary) {
        boolean active = dictionary.keySet().stream().map(COSName::getName).anyMatch(ACTIVE_KEYS::contains)
                || kind(dictionary, COSName.S) || kind(dictionary, COSName.SUBTYPE) || kind(dictionary, COSName.TYPE)
                || ACTS.stream().anyMatch(name -> acts(name, dictionary.getDictionaryObject(COSName.getPDFName(name))));
        if (active) {
            throw NotKept.because("This PDF contains more than pages: a script, a file, a link or something that starts by itself. Print it and scan the paper, or send a picture of it.");
        }
    }

    /** Whatever its kind is called: an action is a leap to a page, or it is refused. What bears no kind is none, but where the document opens. */
    private static boolean acts(String name, COSBase what) {
        if (what instanceof COSArray several) {
            return !"OpenAction".equals(name) && several.toList().stream().anyMatch(one -> acts(name, one instanceof COSObject object ? object.getObject() : one));
        }
        if (!(what instanceof COSDictionary action)) {
            return false;
        }
        COSBase kind = action.getDictionaryObject(COSName.S);
        return !LEAP.equals(kind) && (kind != null || "OpenAction".equals(name));
    }

    private static boolean kind(COSDictionary dictionary, COSName name) {
        return dictionary.getDictionaryObject(name) instanceof COSName kind && ACTIVE_KINDS.contains(kind.getName());
    }
}
