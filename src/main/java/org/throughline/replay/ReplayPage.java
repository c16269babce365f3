package org.throughline.replay;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/**
 * The result as one page that needs nothing else: what happened and what would have been due on one line of time, then one table for each
 * occasion, the gate's refusals, and the price. Whatever is text of the bundle is escaped.
 */
final class ReplayPage {

    private static final ZoneId LOCAL = ZoneId.of("Europe/London");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM yyyy", Locale.UK);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("EEE d MMM yyyy, HH:mm", Locale.UK);
    private static final int WIDE = 1080;
    private static final int MARGIN = 20;
    /** In the picture, so that it can be taken in: what a rule called for, the steps of a handover, and the answers for acts without authority (X11). */
    private static final Set<String> SHOWN = Set.of("FAMILY", "HANDOVER");
    private static final String ANSWER_FOR_AN_ACT = "X11";
    /** Left of the line of time stands what each bar is. */
    private static final int LABELS = 340;
    private static final int ROW = 22;
    /** The picture begins so long before the first thing that became due for the case's child. */
    private static final int MONTHS_BEFORE = 2;

    private final ReplayResult result;
    private final List<ReplayResult.Owed> ofTheChild;
    private final LocalDate from;

    ReplayPage(ReplayResult result) {
        this.result = result;
        String child = result.children().isEmpty() ? "" : result.children().get(0).name();
        this.ofTheChild = result.byRule().stream().filter(one -> one.child().equals(child)).toList();
        this.from = ofTheChild.stream().map(one -> day(one.bornAt())).min(LocalDate::compareTo).orElse(result.firstDay()).minusMonths(MONTHS_BEFORE);
    }

    String html() {
        String title = result.title() + (result.policy() == Policy.SILENT ? ": what would have been due, and whom it would have reached, if nobody had acted"
                : ": what would have been due, and what it would have asked of people, if everybody had acted in time");
        return """
                <!doctype html>
                <html lang="en-GB">
                <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>%s</title><style>%s</style></head>
                <body>
                <header><p class="notice">%s</p><h1>%s</h1>%s</header>
                <main>%s%s%s%s%s</main>
                </body></html>
                """.formatted(text(title), STYLE, text(result.notice()), text(title), summary(), picture(), occasions(), refusals(), price(), entries());
    }

    private String summary() {
        long late = result.byRule().stream().filter(ReplayPage::wasLate).count();
        long open = result.byRule().stream().filter(one -> one.end() == null).count();
        return "<p class=\"lead\">From %s to %s, %d events were recorded. They called for %d things. <strong>%d were late, %d were still open at the end.</strong> %s</p>"
                .formatted(DAY.format(result.firstDay()), DAY.format(result.lastDay()), result.entries().size(), result.byRule().size(), late, open, gate());
    }

    private String gate() {
        int closed = result.refusals().size();
        return closed == 0 ? "The gate closed on nobody: whoever acted had read the history and been signed for."
                : "The gate closed on %d %s of workers who had not read the history and been signed for.".formatted(closed, closed == 1 ? "act" : "acts");
    }

    private static boolean wasLate(ReplayResult.Owed one) {
        return "MET_LATE".equals(one.end()) || one.end() == null && !one.told().isEmpty();
    }

    // ------------------------------------------------------------ the line of time

    private String picture() {
        List<ReplayResult.Owed> shown = ofTheChild.stream().filter(one -> SHOWN.contains(one.kind()) || one.rule().equals(ANSWER_FOR_AN_ACT)).toList();
        int high = (shown.size() + 3) * ROW + MARGIN;
        StringBuilder svg = new StringBuilder("<h2 id=\"line\">On one line of time</h2><p>Each bar is something that had to happen for "
                + (result.children().isEmpty() ? "the child" : text(result.children().get(0).name()))
                + ": from the day it was called for to its due day (pale), and from then until it was done (dark). A stroke is somebody who was told. The steps towards each meeting, its minutes and actions, and new entries to read stand in the table alone.</p>");
        svg.append("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"line\"><svg role=\"img\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" aria-label=\"%s\">".formatted(WIDE, high, WIDE, high,
                text(shown.size() + " things that had to happen between " + DAY.format(from) + " and " + DAY.format(result.lastDay()) + "; the table below says the same")));
        for (LocalDate month = from.withDayOfMonth(1).plusMonths(1); month.isBefore(result.lastDay()); month = month.plusMonths(1)) {
            double x = x(month);
            svg.append("<line class=\"month\" x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$d\" y2=\"%3$d\"/><text class=\"axis\" x=\"%1$.1f\" y=\"14\">%4$s</text>".formatted(x, ROW, high, DateTimeFormatter.ofPattern("MMM yy", Locale.UK).format(month)));
        }
        result.entries().stream().filter(entry -> !entry.eventDate().isBefore(from)).forEach(entry -> svg.append("<circle class=\"%s\" cx=\"%.1f\" cy=\"%d\" r=\"%d\"><title>%s</title></circle>"
                .formatted(entry.key() ? "key" : "event", x(entry.eventDate()), ROW + 10, entry.key() ? 5 : 3, text(DAY.format(entry.eventDate()) + ": " + entry.summary()))));
        int y = 2 * ROW + 6;
        for (ReplayResult.Owed one : shown) {
            svg.append(bar(one, y));
            y += ROW;
        }
        return svg.append("</svg></div>").toString();
    }

    private String bar(ReplayResult.Owed one, int y) {
        double born = x(day(one.bornAt()));
        double due = Math.max(born, x(day(one.dueAt())));
        double end = one.endedAt() == null ? x(result.lastDay()) : x(day(one.endedAt()));
        StringBuilder bar = new StringBuilder("<g><title>%s</title>".formatted(text(one.rule() + ": " + one.what())));
        bar.append("<rect class=\"wait\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"10\"/>".formatted(born, y, Math.max(1.5, Math.min(due, end) - born)));
        if (end > due) {
            bar.append("<rect class=\"late\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"10\"/>".formatted(due, y, Math.max(1.5, end - due)));
        }
        one.told().stream().filter(step -> step.name() != null).forEach(step -> bar.append("<line class=\"told\" x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$d\" y2=\"%3$d\"/>".formatted(x(day(step.at())), y - 2, y + 12)));
        return bar.append("<text class=\"name\" x=\"0\" y=\"%d\">%s</text></g>".formatted(y + 9, text(one.rule() + " " + shortened(one.what())))).toString();
    }

    private static String shortened(String what) {
        return what.length() <= 52 ? what : what.substring(0, 51) + "…";
    }

    private double x(LocalDate day) {
        double whole = Math.max(1, ChronoUnit.DAYS.between(from, result.lastDay()));
        double here = Math.max(0, Math.min(whole, ChronoUnit.DAYS.between(from, day)));
        return LABELS + here / whole * (WIDE - LABELS - MARGIN);
    }

    // ------------------------------------------------------------ the tables

    private String occasions() {
        StringBuilder html = new StringBuilder("<h2>What had to happen, and whom it would have reached</h2>");
        Map<String, List<ReplayResult.Owed>> byChild = result.byRule().stream().collect(Collectors.groupingBy(ReplayResult.Owed::child, LinkedHashMap::new, Collectors.toList()));
        byChild.forEach((child, owed) -> {
            html.append("<h3>").append(text(child)).append("</h3><div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"").append(text("What had to happen for " + child)).append("\"><table><thead><tr>")
                    .append("<th scope=\"col\">Rule</th><th scope=\"col\">What</th><th scope=\"col\">Called for</th><th scope=\"col\">Due</th><th scope=\"col\">What became of it</th><th scope=\"col\">Who was told, and when</th><th scope=\"col\">Reached by the last day</th></tr></thead><tbody>");
            owed.forEach(one -> html.append(row(one)));
            html.append("</tbody></table></div>");
        });
        return html.toString();
    }

    private String row(ReplayResult.Owed one) {
        return "<tr%s><th scope=\"row\">%s</th><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>".formatted(wasLate(one) ? " class=\"was-late\"" : "",
                text(one.rule()), text(one.what()) + (one.urgent() ? " <strong class=\"tag\">Urgent</strong>" : ""), moment(one.bornAt()) + (one.causes().isEmpty() ? "" : "<br>by " + text(String.join(", ", one.causes()))), moment(one.dueAt()), became(one), told(one), text(one.reachedByTheLastDay()));
    }

    private static String became(ReplayResult.Owed one) {
        String late = one.overdueDays() == 1 ? "1 day late" : one.overdueDays() + " days late";
        return switch (one.end() == null ? "OPEN" : one.end()) {
            case "MET" -> "Done in time, " + moment(one.endedAt());
            case "MET_LATE" -> "Done " + moment(one.endedAt()) + ", " + (one.overdueDays() == 0 ? "less than a day late" : late);
            case "NOT_NEEDED" -> "Two people agreed that it was not needed";
            case "OVERTAKEN" -> "Overtaken by what happened";
            default -> one.told().isEmpty() ? "Not due yet on the last day" : "<strong>Never done</strong>, " + (one.overdueDays() == 0 ? "less than a day late" : late + " on the last day");
        };
    }

    /** The first time each level was told; how often the last was told again. */
    private static String told(ReplayResult.Owed one) {
        if (one.told().isEmpty()) {
            return "Nobody: it was never late";
        }
        List<ReplayResult.Told> levels = one.told().stream().filter(step -> !"HIGHEST_TOLD".equals(step.holder())).toList();
        StringBuilder list = new StringBuilder("<ol>");
        int empty = 0;
        for (int i = 0; i < levels.size(); i++) {
            ReplayResult.Told step = levels.get(i);
            empty = step.name() == null ? empty + 1 : 0;
            boolean lastEmpty = empty > 0 && (i == levels.size() - 1 || levels.get(i + 1).name() != null);
            if (step.name() != null) {
                list.append("<li>").append(text(step.name())).append(", ").append(moment(step.at())).append("</li>");
            } else if (lastEmpty) {
                list.append("<li>nobody").append(empty > 1 ? " at " + empty + " levels" : "").append(". ").append(text(step.said())).append("</li>");
            }
        }
        long again = one.told().size() - levels.size();
        if (again > 0) {
            ReplayResult.Told last = one.told().get(one.told().size() - 1);
            list.append("<li>").append(last.name() == null ? "nobody" : text(last.name())).append(" again every week, ").append(again).append(again == 1 ? " time" : " times").append(" until ").append(moment(last.at())).append("</li>");
        }
        return list.append("</ol>").toString();
    }

    private String refusals() {
        if (result.refusals().isEmpty()) {
            return "<h2>What the gate did not let pass</h2><p>Nothing: whoever acted had read the history and been signed for.</p>";
        }
        StringBuilder html = new StringBuilder("<h2>What the gate did not let pass</h2><p>These acts had happened in life. The gate refused each one as planned; it was then recorded with the permanent mark <em>made without authority</em>, and the supervisor had to answer for it the next working day.</p><ul>");
        result.refusals().forEach(one -> html.append("<li><strong>").append(text(one.entry())).append(", ").append(DAY.format(one.eventDate())).append("</strong>: ").append(text(one.sentence())).append("<ul>")
                .append(one.missing().stream().map(missing -> "<li>Missing: " + text(missing) + "</li>").collect(Collectors.joining())).append("</ul></li>"));
        return html.append("</ul>").toString();
    }

    private String price() {
        StringBuilder html = new StringBuilder("<h2>The price: what each person was asked</h2><p>Each thing that somebody owed counts once, and each time somebody was told that a thing was late. Going to a meeting is not counted.</p><div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"What each person was asked\"><table><thead><tr><th scope=\"col\">Person</th><th scope=\"col\">Agency</th><th scope=\"col\">Questions in all</th><th scope=\"col\">In the busiest week</th></tr></thead><tbody>");
        result.asked().forEach(one -> html.append("<tr><th scope=\"row\">%s</th><td>%s</td><td>%d</td><td>%d, week of %s</td></tr>".formatted(text(one.name()), text(one.agency()), one.questions(), one.inTheBusiestWeek(), DAY.format(one.busiestWeek()))));
        return html.append("</tbody></table></div>").append(weeks()).toString();
    }

    /** The same, week by week: a line for each week in which anybody was asked anything, a column for each person. */
    private String weeks() {
        TreeMap<LocalDate, Map<String, Integer>> weeks = new TreeMap<>();
        result.asked().forEach(one -> one.weeks().forEach(week -> weeks.computeIfAbsent(week.monday(), monday -> new HashMap<>()).put(one.name(), week.questions())));
        StringBuilder html = new StringBuilder("<h3 id=\"weeks\">Week by week</h3><div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"weeks\"><table><thead><tr><th scope=\"col\">Week of</th>");
        result.asked().forEach(one -> html.append("<th scope=\"col\">").append(text(one.name())).append("</th>"));
        html.append("<th scope=\"col\">All</th></tr></thead><tbody>");
        weeks.forEach((monday, asked) -> {
            html.append("<tr><th scope=\"row\">").append(DAY.format(monday)).append("</th>");
            result.asked().forEach(one -> html.append("<td>").append(asked.getOrDefault(one.name(), 0)).append("</td>"));
            html.append("<td>").append(asked.values().stream().mapToInt(Integer::intValue).sum()).append("</td></tr>");
        });
        return html.append("</tbody></table></div>").toString();
    }

    private String entries() {
        StringBuilder html = new StringBuilder("<h2>What was recorded</h2><div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"What was recorded\"><table><thead><tr><th scope=\"col\">Entry</th><th scope=\"col\">Happened</th><th scope=\"col\">Recorded</th><th scope=\"col\">What</th><th scope=\"col\">How it was filed</th></tr></thead><tbody>");
        result.entries().forEach(entry -> html.append("<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td><td>%s%s</td><td>%s</td></tr>".formatted(text(entry.id()), DAY.format(entry.eventDate()), moment(entry.recordedAt()),
                entry.key() ? "<strong class=\"tag\">Key</strong> " : "", text(entry.summary()), text(filed(entry.filed())))));
        return html.append("</tbody></table></div>").toString();
    }

    private static String filed(String how) {
        return switch (how) {
            case "RECORDED" -> "Recorded";
            case "MADE_WITHOUT_AUTHORITY" -> "Recorded with the mark: made without authority";
            case "RECORDED_AFTER_LINKING" -> "Recorded, after the people whom it names were linked: the bundle does not say how they belong together";
            case "RECORDED_BY_IMPORTER" -> "Recorded for its recorder, who has no tie to the family";
            default -> how.replaceFirst("NOT_RECORDED", "Not recorded");
        };
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, LOCAL);
    }

    private static String moment(Instant at) {
        return MOMENT.format(at.atZone(LOCAL));
    }

    private static String text(String words) {
        return words == null ? "" : HtmlUtils.htmlEscape(words, "UTF-8");
    }

    private static final String STYLE = """
            body{font:16px/1.5 Arial,Helvetica,sans-serif;color:#0b0c0c;background:#fff;margin:0 auto;max-width:1140px;padding:0 20px 60px}
            h1{font-size:28px;line-height:1.2}h2{margin-top:48px}.notice{background:#f3f2f1;border-left:6px solid #505a5f;padding:10px 14px}.lead{font-size:19px}
            .wide{overflow-x:auto}.wide:focus{outline:3px solid #0b0c0c;outline-offset:2px}
            table{border-collapse:collapse;width:100%;font-size:14px}th,td{border-bottom:1px solid #b1b4b6;padding:8px 10px 8px 0;text-align:left;vertical-align:top}
            td ol{margin:0;padding-left:18px}tr.was-late th{border-left:5px solid #942514;padding-left:8px}
            .tag{background:#eeefef;color:#282d30;font-size:13px;padding:1px 6px}
            svg text{font-family:Arial,Helvetica,sans-serif}.axis{font-size:11px;fill:#484949}.name{font-size:11px;fill:#0b0c0c}.month{stroke:#dbdcde}
            .event{fill:#1d70b8}.key{fill:#942514}.wait{fill:#b9cfe6}.late{fill:#942514}.told{stroke:#0b0c0c;stroke-width:1.5}
            @media print{.wide{overflow:visible}body{max-width:none}}
            """;
}
