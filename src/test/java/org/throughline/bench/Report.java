package org.throughline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Measures two ways in turns (ABBA, medians), and keeps the lines of the table. */
final class Report {

    private static final int WARM_UP = 5;
    private static final int ROUNDS = 15;

    private final List<String> lines = new ArrayList<>(List.of("| what | number |", "|---|---|"));

    void line(String what, String number, Object... values) {
        lines.add("| " + what + " | " + String.format(Locale.UK, number, values) + " |");
    }

    /** How long this takes once, in seconds; it is put down. */
    double once(String what, Callable<?> act) {
        double seconds = nanos(act) / 1e9;
        line(what, "%.1f s", seconds);
        return seconds;
    }

    /** The medians of both in milliseconds, taken in turns. */
    double[] inTurns(Callable<?> one, Callable<?> other) {
        List<Long> first = new ArrayList<>();
        List<Long> second = new ArrayList<>();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            if (round == 0) {
                first.clear();
                second.clear();
            }
            first.add(nanos(one));
            second.add(nanos(other));
            second.add(nanos(other));
            first.add(nanos(one));
        }
        return new double[] {median(first), median(second)};
    }

    private static double median(List<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElseThrow() / 1e6;
    }

    private static long nanos(Callable<?> act) {
        long before = System.nanoTime();
        try {
            act.call();
        } catch (Exception e) {
            throw new AssertionError("What was to be measured failed", e);
        }
        return System.nanoTime() - before;
    }

    void keep() throws IOException {
        keep(Path.of("target/bench/report.md"));
    }

    void keep(Path kept) throws IOException {
        Files.createDirectories(kept.getParent());
        Files.write(kept, lines);
        lines.forEach(System.out::println);
    }
}
