package org.throughline.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.throughline.bundle.CaseBundle.Member;
import org.throughline.bundle.CaseBundle.Person;
import org.throughline.bundle.CaseBundle.Row;
import org.throughline.bundle.CaseBundle.Worker;
import org.throughline.bundle.RowReader.References;

/**
 * Reads and checks a case bundle: a folder or a zip with {@code case.json} and {@code chronology.csv}. Gives the whole bundle
 * or every fault in it; it never gives a part. What only the record itself can tell is checked at the import.
 *
 * <p>Limits: 96 MB unpacked, 20 files in a zip, 200 times the size of the zip.
 */
public final class BundleReader {

    /**
     * @param folderOrZip a folder with the two files, or a zip of it
     * @throws IOException when the disk fails
     */
    public BundleReading read(Path folderOrZip) throws IOException {
        FaultList faults = new FaultList();
        return read(new BundleFiles(faults).of(folderOrZip), faults);
    }

    /** @throws IOException when the stream breaks off */
    public BundleReading read(InputStream zip) throws IOException {
        FaultList faults = new FaultList();
        return read(new BundleFiles(faults).of(zip), faults);
    }

    private static BundleReading read(Map<String, byte[]> files, FaultList faults) {
        CaseBundle family = family(files.get(BundleFiles.CASE), faults);
        List<Row> rows = rows(files.get(BundleFiles.CHRONOLOGY), family, faults);
        if (!faults.isEmpty()) {
            return new BundleFaults(faults.inOrder());
        }
        return new CaseBundle(family.head(), family.people(), family.relationships(), family.household(), family.agencies(),
                family.practitioners(), family.involvements(), family.allocation(), rows);
    }

    private static CaseBundle family(byte[] bytes, FaultList faults) {
        String text = bytes == null ? null : Utf8.decode(BundleFiles.CASE, bytes, faults);
        JsonTree.Node root = text == null ? null : JsonTree.read(BundleFiles.CASE, text, faults);
        if (root == null) {
            return null;
        }
        CaseBundle family = new CaseFile(root, faults).read();
        new CaseChecks(family, faults).run();
        return family;
    }

    private static List<Row> rows(byte[] bytes, CaseBundle family, FaultList faults) {
        String text = bytes == null ? null : Utf8.decode(BundleFiles.CHRONOLOGY, bytes, faults);
        if (text == null) {
            return List.of();
        }
        References known = family == null ? null : new References(ids(family.people(), Person::id),
                ids(family.agencies(), Member::id), ids(family.practitioners(), Worker::username));
        return new CsvTable(BundleFiles.CHRONOLOGY, RowReader.COLUMNS, List.of(RowReader.ATTRIBUTES), faults).read(text, new RowReader(known, faults)::read);
    }

    private static <T> java.util.Set<String> ids(List<T> all, Function<T, String> id) {
        return all.stream().map(id).filter(Objects::nonNull).collect(Collectors.toSet());
    }
}
