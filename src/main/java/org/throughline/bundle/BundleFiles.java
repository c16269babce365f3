package org.throughline.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * The two files of a bundle, from a folder or a zip, within stated limits. Nothing is written to disk. Notes whose names
 * end in {@code .md} may lie beside them and are not read; any other file is a fault, because it would be left out silently.
 */
final class BundleFiles {

    static final String CASE = "case.json";
    static final String CHRONOLOGY = "chronology.csv";

    /** At most so many bytes for both files together, unpacked. */
    static final long MOST_BYTES = 96L * 1024 * 1024;
    /** At most so many things in a zip. */
    static final int MOST_ENTRIES = 20;
    /** A zip that unpacks to more than this many times its size is a trap. */
    static final int MOST_RATIO = 200;
    private static final long RATIO_COUNTS_FROM = 1024 * 1024;

    private final FaultList faults;
    private final Map<String, byte[]> found = new LinkedHashMap<>();
    private String folderInZip;

    BundleFiles(FaultList faults) {
        this.faults = faults;
    }

    Map<String, byte[]> of(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            folder(path);
        } else if (Files.isRegularFile(path)) {
            if (Files.size(path) > MOST_BYTES) {
                faults.add(Place.file("bundle"), "The file is larger than " + MOST_BYTES / 1024 / 1024 + " MB. A bundle holds one family.");
            } else {
                zip(Files.readAllBytes(path));
            }
        } else {
            faults.add(Place.file("bundle"), "There is no folder or file at this path. Check how it is written.");
        }
        return found;
    }

    Map<String, byte[]> of(InputStream zip) throws IOException {
        byte[] bytes = zip.readNBytes((int) MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            faults.add(Place.file("bundle"), "The file is larger than " + MOST_BYTES / 1024 / 1024 + " MB. A bundle holds one family.");
        } else {
            zip(bytes);
        }
        return found;
    }

    private void folder(Path folder) throws IOException {
        List<Path> inside;
        try (Stream<Path> list = Files.list(folder)) {
            inside = list.sorted().toList();
        }
        long total = 0;
        for (Path path : inside) {
            String name = path.getFileName().toString();
            if (Files.isDirectory(path)) {
                unexpected(name + "/");
            } else if (expected(name)) {
                total += Files.size(path);
                if (total > MOST_BYTES) {
                    tooLarge();
                    return;
                }
                found.put(name, Files.readAllBytes(path));
            }
        }
        missing();
    }

    private void zip(byte[] bytes) throws IOException {
        long allowed = Math.min(MOST_BYTES, Math.max(RATIO_COUNTS_FROM, (long) bytes.length * MOST_RATIO));
        long total = 0;
        int entries = 0;
        try (ZipInputStream zip = new ZipInputStream(new java.io.ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (++entries > MOST_ENTRIES) {
                    faults.add(Place.file("bundle"), "The zip holds more than " + MOST_ENTRIES + " files. A bundle is " + CASE + " and " + CHRONOLOGY + ".");
                    return;
                }
                byte[] content = zip.readNBytes((int) (allowed - total) + 1);
                total += content.length;
                if (total > allowed) {
                    tooLarge();
                    return;
                }
                if (!entry.isDirectory()) {
                    file(entry.getName(), content);
                } else if (leadsOutside(entry.getName())) {
                    outside(entry.getName());
                }
            }
        } catch (ZipException | java.io.EOFException | IllegalArgumentException e) {
            faults.add(Place.file("bundle"), "The zip is damaged or protected by a password. Pack the folder again, without a password.");
            return;
        }
        if (entries == 0) {
            faults.add(Place.file("bundle"), "This is not a zip. Pack " + CASE + " and " + CHRONOLOGY + " into one and send that.");
            return;
        }
        missing();
    }

    private void file(String path, byte[] content) {
        int slash = path.indexOf('/');
        String folder = slash < 0 ? "" : path.substring(0, slash);
        String name = path.substring(slash + 1);
        if (leadsOutside(path)) {
            outside(path);
        } else if (name.indexOf('/') >= 0) {
            unexpected(path);
        } else if (expected(name)) {
            if (folderInZip != null && !folderInZip.equals(folder)) {
                faults.add(Place.file(path), "The files of the bundle lie in different folders. Put both into one.");
            }
            folderInZip = folder;
            if (found.putIfAbsent(name, content) != null) {
                faults.add(Place.file(name), "The zip holds this file twice. Keep the one that counts.");
            }
        }
    }

    private void outside(String path) {
        faults.add(Place.file("bundle"), "The zip holds the path " + Words.shown(path) + ", which leads out of it. Pack the folder again.");
    }

    private static boolean leadsOutside(String path) {
        return path.startsWith("/") || path.indexOf('\\') >= 0 || path.indexOf(':') >= 0 || path.indexOf('\0') >= 0
                || Stream.of(path.split("/")).anyMatch(part -> part.equals("..") || part.equals("."));
    }

    private boolean expected(String name) {
        if (name.equals(CASE) || name.equals(CHRONOLOGY)) {
            return true;
        }
        if (!name.endsWith(".md")) {
            unexpected(name);
        }
        return false;
    }

    private void unexpected(String name) {
        faults.add(Place.file(name), "This does not belong to a bundle and would be left out. Take it away; only " + CASE + ", " + CHRONOLOGY + " and notes ending in .md may be there.");
    }

    private void tooLarge() {
        found.clear();
        faults.add(Place.file("bundle"), "Unpacked, the bundle is larger than allowed (" + MOST_BYTES / 1024 / 1024 + " MB, and " + MOST_RATIO + " times the zip). A bundle holds one family.");
    }

    private void missing() {
        for (String name : List.of(CASE, CHRONOLOGY)) {
            if (!found.containsKey(name)) {
                faults.add(Place.file(name), "This file is missing. A bundle is " + CASE + " and " + CHRONOLOGY + "; a family without entries still needs the line of column names.");
            }
        }
    }
}
