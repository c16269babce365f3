package org.throughline.replay;

import static org.throughline.replay.ReplayPage.DAY;
import static org.throughline.replay.ReplayPage.day;
import static org.throughline.replay.ReplayPage.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the history itself asked people to decide: for each child a table of its patterns. */
final class ReplayPatterns {

    private final ReplayResult result;

    ReplayPatterns(ReplayResult result) {
        this.result = result;
    }

    String html() {
        if (result.patterns().isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<h2 id=\"patterns\">Patterns that somebody had to decide upon</h2><p>A pattern counts what stands on the record and asks a person. It is no level of risk.</p>");
        result.patterns().stream().collect(Collectors.groupingBy(ReplayResult.Pattern::child, LinkedHashMap::new, Collectors.toList())).forEach((child, patterns) -> html.append(table(child, patterns)));
        return html.toString();
    }

    private static String table(String child, List<ReplayResult.Pattern> patterns) {
        return "<h3>%s</h3><div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table><thead><tr><th scope=\"col\">Rule</th><th scope=\"col\">Why</th><th scope=\"col\">What it asks</th><th scope=\"col\">First at</th><th scope=\"col\">Again at</th><th scope=\"col\">Answered</th></tr></thead><tbody>"
                .formatted(text(child), text("Patterns for " + child)) + patterns.stream().map(ReplayPatterns::row).collect(Collectors.joining()) + "</tbody></table></div>";
    }

    private static String row(ReplayResult.Pattern one) {
        return "<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td><td>%s, %s</td><td>%s</td><td>%s</td></tr>".formatted(text(one.rule()), text(sentence(one.because())), text(one.asks()), text(name(one.firstAt())),
                DAY.format(day(one.raisedAt())), one.againAt().isEmpty() ? "not again" : text(again(one.againAt())), answered(one));
    }

    private static String again(List<String> entries) {
        Map<String, Long> counted = entries.stream().map(ReplayPatterns::name).collect(Collectors.groupingBy(name -> name, LinkedHashMap::new, Collectors.counting()));
        return String.join(", ", counted.keySet());
    }

    private static String name(String entry) {
        return entry.equals(ReplayResult.WRITTEN_MEANWHILE) ? "what was written meanwhile" : entry;
    }

    private static String sentence(String because) {
        return because.substring(0, 1).toUpperCase(Locale.UK) + because.substring(1) + ".";
    }

    private static String answered(ReplayResult.Pattern one) {
        if (one.outcome() == null) {
            return "<strong>By nobody</strong>; due " + DAY.format(day(one.dueAt()));
        }
        return (one.outcome().equals("ACT") ? "Something was to be done, " : "No action, with evidence, ") + DAY.format(day(one.answeredAt())) + "; due " + DAY.format(day(one.dueAt()));
    }
}
