package org.throughline.bundle;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A table as a text file (RFC 4180): the line of column names strictly, in any order, then every row; a row of several lines
 * has the number of its first.
 */
final class CsvTable {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180;

    private final String file;
    private final List<String> needed;
    private final List<String> optional;
    private final FaultList faults;

    CsvTable(String file, List<String> needed, List<String> optional, FaultList faults) {
        this.file = file;
        this.needed = needed;
        this.optional = optional;
        this.faults = faults;
    }

    /** What the reader makes of every row that has as many values as there are columns. */
    <T> List<T> read(String text, Function<Fields, T> reader) {
        List<T> read = new ArrayList<>();
        long line = 1;
        try (CSVParser parser = CSVParser.parse(new StringReader(text), FORMAT)) {
            Iterator<CSVRecord> records = parser.iterator();
            if (!records.hasNext()) {
                faults.add(new Place(file, 1, 0, ""), "The file is empty. Its first line must name the columns: " + String.join(",", needed));
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
                    row(record, (int) line, header).map(reader).ifPresent(read::add);
                }
                line = parser.getCurrentLineNumber() + 1;
            }
        } catch (UncheckedIOException e) {
            faults.add(new Place(file, (int) line, 0, ""), "The quotation marks of this row do not pair up, so it and what follows cannot be read. "
                    + "Put text with commas, quotation marks or line breaks in quotation marks, and double each one inside.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read;
    }

    private static boolean blank(CSVRecord record) {
        return record.size() == 1 && record.get(0).isBlank();
    }

    private Optional<Fields> row(CSVRecord record, int line, List<String> header) {
        if (record.size() != header.size()) {
            faults.add(new Place(file, line, 0, ""), "This row has " + record.size() + " values, the first line names " + header.size()
                    + " columns. Look for a missing comma, or for a text with a comma that is not in quotation marks.");
            return Optional.empty();
        }
        return Optional.of(new Fields(file, record, header, line));
    }

    private boolean sound(List<String> header) {
        boolean sound = true;
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            Place place = new Place(file, 1, i + 1, name);
            if (header.indexOf(name) < i) {
                faults.add(place, "The column " + Words.shown(name) + " stands twice. Keep one.");
                sound = false;
            } else if (!needed.contains(name) && !optional.contains(name)) {
                faults.add(place, "The column " + Words.shown(name) + " is not known here and would be left out. Correct its name or delete it.");
                sound = false;
            }
        }
        for (String name : needed) {
            if (!header.contains(name)) {
                faults.add(new Place(file, 1, 0, name), "The column " + Words.shown(name) + " is missing. Add it, with values or without.");
                sound = false;
            }
        }
        return sound;
    }

    /** One row by the names of its columns. */
    record Fields(String file, CSVRecord record, List<String> header, int line) {

        /** The value as it stands there; empty where the table has no such column. */
        String get(String column) {
            int index = header.indexOf(column);
            return index < 0 ? "" : record.get(index);
        }

        Place place(String column) {
            return new Place(file, line, header.indexOf(column) + 1, column);
        }
    }
}
