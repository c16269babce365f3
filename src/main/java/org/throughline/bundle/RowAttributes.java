package org.throughline.bundle;

import java.util.List;
import java.util.Map;
import org.throughline.bundle.CsvTable.Fields;
import org.throughline.bundle.RowReader.References;

/** The optional last column: {@code mode}, {@code attended}, {@code mechanism}, {@code factor}. */
final class RowAttributes {

    private static final List<String> KEYS = List.of("mode", "attended", "mechanism", "factor");
    private static final List<String> MODES = List.of("PHONE", "MEETING", "VISIT", "LETTER");
    private static final List<String> FACTORS = List.of("1B", "2B", "3B", "4B", "5B");

    private final References known;
    private final FaultList faults;
    private final Values values;

    RowAttributes(References known, FaultList faults) {
        this.known = known;
        this.faults = faults;
        this.values = new Values(faults);
    }

    Map<String, String> read(Fields row) {
        Place place = row.place(RowReader.ATTRIBUTES);
        String text = values.text(place, row.get(RowReader.ATTRIBUTES), 1_000);
        if (text == null) {
            return Map.of();
        }
        Map<String, String> pairs = values.pairs(place, text);
        pairs.forEach((key, value) -> check(place, key, value));
        return pairs;
    }

    private void check(Place place, String key, String value) {
        switch (key) {
            case "mode" -> oneOf(place, key, value, MODES);
            case "factor" -> oneOf(place, key, value, FACTORS);
            case "attended" -> attended(place, value);
            case "mechanism" -> { }
            default -> faults.add(place, "The attribute " + Words.shown(key) + " is not known here. Known are: " + String.join(", ", KEYS) + ".");
        }
    }

    private void oneOf(Place place, String key, String value, List<String> allowed) {
        if (!allowed.contains(value)) {
            faults.add(place, "The attribute " + key + " cannot be " + Words.shown(value) + ". Use one of: " + String.join(", ", allowed) + ".");
        }
    }

    private void attended(Place place, String value) {
        for (String agency : value.split("\\|", -1)) {
            if (known != null && !known.agencies().contains(agency.strip())) {
                faults.add(place, "There is no agency " + Words.shown(agency) + " in 'agencies' of " + BundleFiles.CASE + ". Write the ids of agencies with | between them.");
            }
        }
    }
}
