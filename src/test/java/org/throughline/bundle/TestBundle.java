package org.throughline.bundle;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A small sound bundle, and ways to spoil it. */
final class TestBundle {

    static final String CASE = """
            {
              "case": { "reference": "T-1", "title": "Test", "jurisdiction": "exampleshire" },
              "people": [
                { "id": "kim", "name": "Kim Test", "role": "CHILD", "born": "2020-05-04", "identifiers": [ { "scheme": "NHS", "value": "1" } ] },
                { "id": "mum", "name": "Mo Test", "role": "ADULT", "born": "1990-01-31", "formerNames": ["Mo Else"], "aliases": [] },
                { "id": "sib", "name": "Sib Test", "role": "CHILD", "born": null, "expected": "2021-12-01" }
              ],
              "relationships": [
                { "from": "mum", "to": "kim", "type": "PARENT", "since": "2020-05-04" },
                { "from": "mum", "to": "sib", "type": "CARER", "since": "2020-05-04", "until": "2020-06-01" }
              ],
              "household": [
                { "person": "kim", "since": "2020-05-06", "until": null, "address": "1 Test Street" }
              ],
              "agencies": [
                { "id": "csc", "name": "Social care", "kind": "CHILDRENS_SOCIAL_CARE" },
                { "id": "gp", "name": "Surgery", "kind": "GP" }
              ],
              "practitioners": [
                { "username": "ann", "name": "Ann Worker", "agency": "csc", "role": "SOCIAL_WORKER", "supervisor": "bob" },
                { "username": "bob", "name": "Bob Boss", "agency": "csc", "role": "TEAM_MANAGER" }
              ],
              "involvements": [
                { "agency": "gp", "person": "mum", "since": "2019-01-01" }
              ],
              "allocation": [
                { "practitioner": "ann", "since": "2020-06-01", "responsibility": "RESPONSIBLE" }
              ]
            }
            """;

    static final String HEADER = String.join(",", RowReader.COLUMNS) + ",attributes\n";
    static final String ROW_1 = "E-1,mum;kim,2020-05-04,EXACT,BIRTH,Kim is born.,gp,practice record,DOCUMENT,CORROBORATED,,Born well.,LOW,none: routine,seen,false,2020-05-05T10:00:00+01:00,,\n";
    static final String ROW_2 = "E-2,mum,2020-06-01,MONTH,CONTACT,A worker calls.,csc,worker,OBSERVED,UNVERIFIED,It matters.,Not known.,UNKNOWN,called,answered,true,2020-06-02T10:00:00Z,ann,mode=PHONE;attended=csc|gp;factor=2B\n";

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final String folder;

    private TestBundle(String folder) {
        this.folder = folder;
    }

    static TestBundle sound() {
        return new TestBundle("").with("case.json", CASE).with("chronology.csv", HEADER + ROW_1 + ROW_2);
    }

    static TestBundle empty() {
        return new TestBundle("");
    }

    TestBundle inFolder(String name) {
        TestBundle moved = new TestBundle(name + "/");
        moved.files.putAll(files);
        return moved;
    }

    TestBundle with(String name, String text) {
        return with(name, text.getBytes(StandardCharsets.UTF_8));
    }

    TestBundle with(String name, byte[] bytes) {
        files.put(name, bytes);
        return this;
    }

    TestBundle without(String name) {
        files.remove(name);
        return this;
    }

    /** Replaces text that must be there. */
    TestBundle change(String file, String old, String fresh) {
        String text = new String(files.get(file), StandardCharsets.UTF_8);
        if (!text.contains(old)) {
            throw new IllegalArgumentException("Not in " + file + ": " + old);
        }
        return with(file, text.replace(old, fresh));
    }

    TestBundle inCase(String old, String fresh) {
        return change("case.json", old, fresh);
    }

    TestBundle inRows(String old, String fresh) {
        return change("chronology.csv", old, fresh);
    }

    byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(folder + file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    BundleReading read() {
        return read(zip());
    }

    static BundleReading read(byte[] zip) {
        try {
            return new BundleReader().read(new ByteArrayInputStream(zip));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    List<BundleFault> faults() {
        BundleReading reading = read();
        return reading instanceof BundleFaults faults ? faults.faults() : List.of();
    }
}
