package org.throughline.bundle;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.throughline.bundle.CaseBundle.Row;

/** Reads chronology.csv (RFC 4180): the line of column names strictly, then every row; a row of several lines has the number of its first. */
final class ChronologyFile {

    static final List<String> COLUMNS = List.of("external_id", "persons", "event_date", "precision", "event_type", "summary", "source_agency",
            "source_person", "provenance", "verification", "significance", "impact_on_child", "impact_level", "action_taken", "outcome",
            "key_event", "recorded_at", "recorded_by");
    static final String ATTRIBUTES = "attributes";

    private static final CSVFormat FORMAT = CSVFormat.RFC4180;

    private final FaultList faults;
    private final RowReader rows;

    ChronologyFile(RowReader rows, FaultList faults) {
        this.rows = rows;
        this.faults = faults;
    }

    List<Row> read(String text) {
        List<Row> read = new ArrayList<>();
        long line = 1;
        try (CSVParser parser = CSVParser.parse(new StringReader(text), FORMAT)) {
            Iterator<CSVRecord> records = parser.iterator();
            if (!records.hasNext()) {
                faults.add(new Place(BundleFiles.CHRONOLOGY, 1, 0, ""), "The file is empty. Its first line must name the columns: " + String.join(",", COLUMNS));
                return read;
            }
            List<String> header = records.next().stream().map(String::strip).toList();
            if (!sound(header)) {
                return read;
            }
            line = parser.getCurrentLineNumber() + 1;
            while (records.hasNext()) {
                CSVRecord record = records.next();
                if (!blank(record)) {
                    row(record, (int) line, header, read);
                }
                line = parser.getCurrentLineNumber() + 1;
            }
        } catch (UncheckedIOException e) {
            faults.add(new Place(BundleFiles.CHRONOLOGY, (int) line, 0, ""), "The quotation marks of this row do not pair up, so it and what follows cannot be read. "
                    + "Put text with commas, quotation marks or line breaks in quotation marks, and double each one inside.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read;
    }

    private static boolean blank(CSVRecord record) {
        return record.size() == 1 && record.get(0).isBlank();
    }

    private void row(CSVRecord record, int line, List<String> header, List<Row> read) {
        if (record.size() != header.size()) {
            faults.add(new Place(BundleFiles.CHRONOLOGY, line, 0, ""), "This row has " + record.size() + " values, the first line names " + header.size()
                    + " columns. Look for a missing comma, or for a text with a comma that is not in quotation marks.");
            return;
        }
        Map<String, Integer> columns = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            columns.put(header.get(i), i);
        }
        Row row = rows.read(new Fields(record, columns, line));
        if (row != null) {
            read.add(row);
        }
    }

    private boolean sound(List<String> header) {
        boolean sound = true;
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            Place place = new Place(BundleFiles.CHRONOLOGY, 1, i + 1, name);
            if (header.indexOf(name) < i) {
                faults.add(place, "The column " + Words.shown(name) + " stands twice. Keep one.");
                sound = false;
            } else if (!COLUMNS.contains(name) && !name.equals(ATTRIBUTES)) {
                faults.add(place, "The column " + Words.shown(name) + " is not known here and would be left out. Correct its name or delete it.");
                sound = false;
            }
        }
        for (String name : COLUMNS) {
            if (!header.contains(name)) {
                faults.add(new Place(BundleFiles.CHRONOLOGY, 1, 0, name), "The column " + Words.shown(name) + " is missing. Add it, with values or without.");
                sound = false;
            }
        }
        return sound;
    }

    /** One row by the names of its columns. */
    record Fields(CSVRecord record, Map<String, Integer> columns, int line) {

        String get(String column) {
            Integer index = columns.get(column);
            return index == null ? "" : record.get(index);
        }

        Place place(String column) {
            return new Place(BundleFiles.CHRONOLOGY, line, columns.getOrDefault(column, -1) + 1, column);
        }
    }
}
