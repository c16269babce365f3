package org.throughline.bundle;

import java.util.List;

/** Faults as a table for the command line. */
public final class FaultTable {

    private FaultTable() {}

    public static String of(List<BundleFault> faults) {
        int file = width("file", faults.stream().map(BundleFault::file).toList());
        int field = width("field", faults.stream().map(BundleFault::field).toList());
        String row = "%-" + file + "s  %6s  %6s  %-" + field + "s  %s%n";
        StringBuilder table = new StringBuilder(String.format(row, "file", "line", "column", "field", "what to mend"));
        for (BundleFault fault : faults) {
            table.append(String.format(row, fault.file(), number(fault.line()), number(fault.column()), fault.field(), fault.reason()));
        }
        return table.toString();
    }

    private static int width(String title, List<String> values) {
        return Math.max(title.length(), values.stream().mapToInt(String::length).max().orElse(0));
    }

    private static String number(int number) {
        return number == 0 ? "-" : String.valueOf(number);
    }
}
