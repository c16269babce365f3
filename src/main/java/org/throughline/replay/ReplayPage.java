package org.throughline.replay;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/**
 * The result as one page that needs nothing else: what happened and what would have been due on one line of time, then one table for each
 * occasion, the gate's refusals, and the price. Whatever is text of the bundle is escaped.
 */
final class ReplayPage {

    private static final String NOBODY = "nobody";
    private static final int CAUSES_NAMED = 4;
    private static final ZoneId LOCAL = ZoneId.of("Europe/London");
    static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM yyyy", Locale.UK);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("EEE d MMM yyyy, HH:mm", Locale.UK);
    private final ReplayResult result;

    ReplayPage(ReplayResult result) {
        this.result = result;
    }

    String html() {
        String title = result.title() + (result.policy() == Policy.SILENT ? ": what would have been due, and whom it would have reached, if nobody had acted"
                : ": what would have been due, and what it would have asked of people, if everybody had acted in time");
        return """
                <!doctype html>
                <html lang="en-GB">
                <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>%s</title><style>%s</style></head>
                <body>
                <header><p class="notice">%s</p><h1>%s</h1>%s%s</header>
                <main>%s%s%s%s%s%s%s</main>
                </body></html>
                """.formatted(text(title), STYLE, text(result.notice()), text(title), stopped(), summary(), knew(), new ReplayPicture(result).html(), occasions(), new ReplayPatterns(result).html(), refusals(), price(), entries());
    }

    private String stopped() {
        return result.stopped() == null ? "" : "<p class=\"notice\"><strong>This replay did not come to its end.</strong> It " + text(result.stopped()) + " Nothing that the bundle tells after that is on this page.</p>";
    }

    private String summary() {
        long late = result.byRule().stream().filter(ReplayPage::wasLate).count();
        long open = result.byRule().stream().filter(one -> one.end() == null).count();
        long bornOverdue = result.byRule().stream().filter(one -> wasLate(one) && one.bornOverdue()).count();
        return "<p class=\"lead\">%s</p><p>From %s to %s, %d events were recorded. They called for %d things. <strong>%d were late, %d were still open at the end.</strong> %s%s</p>"
                .formatted(known(), DAY.format(result.firstDay()), DAY.format(result.lastDay()), result.entries().size(), result.byRule().size(), late, open,
                        bornOverdue == 0 ? "" : "Of what was late, %d %s born overdue: nobody could have met %s in time. ".formatted(bornOverdue, bornOverdue == 1 ? "was" : "were", bornOverdue == 1 ? "it" : "them"), gate());
    }

    /** Who stands highest of those who would have known, since when, and how long that is before the end. */
    private String known() {
        return result.knew().stream().filter(one -> !NOBODY.equals(one.name())).findFirst().map(one -> "<strong>%s (%s) would have known %s, on %s.</strong> The first thing that was late: %s (%s). By the last day they were %d."
                .formatted(text(one.name()), text(one.office()), text(before(one)), DAY.format(day(one.since())), text(one.what()), text(one.rule()), one.things()))
                .orElse("<strong>Nobody had to be told that anything was late for this child.</strong>");
    }

    private static String before(ReplayResult.Knew one) {
        return one.daysBeforeTheLast() == 0 ? "on the last day" : one.daysBeforeTheLast() + (one.daysBeforeTheLast() == 1 ? " day" : " days") + " before the last day";
    }

    /** Who would have known, the highest first; then the offices that nobody holds. */
    private String knew() {
        Map<Boolean, List<ReplayResult.Knew>> named = result.knew().stream().collect(Collectors.partitioningBy(one -> !NOBODY.equals(one.name())));
        StringBuilder html = new StringBuilder();
        if (!named.get(true).isEmpty()) {
            html.append("<h2 id=\"knew\">Who would have known, and when</h2><div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"knew\"><table><thead><tr><th scope=\"col\">Who</th><th scope=\"col\">Told as</th><th scope=\"col\">First told</th><th scope=\"col\">How long before the last day</th><th scope=\"col\">Of what first</th><th scope=\"col\">Late things by the last day</th></tr></thead><tbody>");
            named.get(true).forEach(one -> html.append("<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%d</td></tr>".formatted(
                    text(one.name()), text(one.office()), moment(one.since()), text(before(one)), text(one.rule() + " " + one.what()), one.things())));
            html.append("</tbody></table></div>");
        }
        named.get(false).forEach(one -> html.append("<p><strong>Nobody</strong> could be told as %s: nobody is entered. It was looked for from %s on, for %d %s.</p>".formatted(
                text(one.office()), DAY.format(day(one.since())), one.things(), one.things() == 1 ? "thing" : "things")));
        return html.toString();
    }

    private String gate() {
        int closed = result.refusals().size();
        return closed == 0 ? "The gate closed on nobody: whoever acted had read the history and been signed for."
                : "The gate closed on %d %s of workers who had not read the history and been signed for.".formatted(closed, closed == 1 ? "act" : "acts");
    }

    private static boolean wasLate(ReplayResult.Owed one) {
        return "MET_LATE".equals(one.end()) || one.end() == null && !one.told().isEmpty();
    }

    // ------------------------------------------------------------ the tables

    private String occasions() {
        StringBuilder html = new StringBuilder("<h2>What had to happen, and whom it would have reached</h2>");
        Map<String, List<ReplayResult.Owed>> byChild = result.byRule().stream().collect(Collectors.groupingBy(ReplayResult.Owed::child, LinkedHashMap::new, Collectors.toList()));
        byChild.forEach((child, owed) -> {
            Map<Boolean, List<ReplayResult.Owed>> occasions = owed.stream().collect(Collectors.partitioningBy(ReplayPicture::shows));
            html.append("<h3>").append(text(child)).append("</h3>").append(milestones(child));
            if (!occasions.get(true).isEmpty()) {
                html.append(table("What had to happen for " + child, occasions.get(true)));
            }
            if (!occasions.get(false).isEmpty()) {
                html.append("<details><summary>").append(occasions.get(false).size()).append(" steps and readings that follow from these</summary>")
                        .append(table("Steps and readings for " + child, occasions.get(false))).append("</details>");
            }
        });
        return html.toString();
    }

    /** By when the rules want what before a birth, where a concern was known then. */
    private String milestones(String name) {
        return result.children().stream().filter(child -> child.name().equals(name) && !child.milestones().isEmpty()).map(child -> "<p>Expected on %s. Before the birth the rules want:</p><ul>%s</ul>".formatted(DAY.format(child.expected()),
                child.milestones().stream().map(one -> "<li>by %s: %s (%s)</li>".formatted(DAY.format(one.day()), text(one.what()), text(one.ruleId()))).collect(Collectors.joining()))).findFirst().orElse("");
    }

    private static String table(String caption, List<ReplayResult.Owed> owed) {
        return "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"" + text(caption) + "\"><table><thead><tr>"
                + "<th scope=\"col\">Rule</th><th scope=\"col\">What</th><th scope=\"col\">Called for</th><th scope=\"col\">Due</th><th scope=\"col\">What became of it</th><th scope=\"col\">Who was told, and when</th><th scope=\"col\">Reached by the last day</th></tr></thead><tbody>"
                + owed.stream().map(ReplayPage::row).collect(Collectors.joining()) + "</tbody></table></div>";
    }

    private static String row(ReplayResult.Owed one) {
        return "<tr%s><th scope=\"row\">%s</th><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>".formatted(wasLate(one) ? " class=\"was-late\"" : "",
                text(one.rule()), text(one.what()) + (one.urgent() ? " <strong class=\"tag\">Urgent</strong>" : ""), moment(one.bornAt()) + causes(one), moment(one.dueAt()), became(one), told(one), text(one.reachedByTheLastDay()));
    }

    /** What called for it first, and how much more did. */
    private static String causes(ReplayResult.Owed one) {
        int more = one.causes().size() - CAUSES_NAMED;
        return one.causes().isEmpty() ? "" : "<br>by " + text(one.causes().stream().limit(CAUSES_NAMED).map(cause -> cause.equals(ReplayResult.WRITTEN_MEANWHILE) ? "what was written meanwhile" : cause).collect(Collectors.joining(", "))) + (more > 0 ? " and " + more + " more entries, which the data names" : "");
    }

    private static String became(ReplayResult.Owed one) {
        return (one.bornOverdue() && wasLate(one) ? "Born overdue: nobody could have met it in time. " : "") + ended(one);
    }

    private static String ended(ReplayResult.Owed one) {
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
        StringBuilder html = new StringBuilder("<h2>The price: what each person was asked</h2><p>Each thing that somebody owed counts once, and each time somebody was told that a thing was late. Going to a meeting is not counted. Letters are what waits for them in the outbox, in daily bundles unless it is urgent; a replay sends none.</p><div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"What each person was asked\"><table><thead><tr><th scope=\"col\">Person</th><th scope=\"col\">Agency</th><th scope=\"col\">Questions in all</th><th scope=\"col\">Letters</th><th scope=\"col\">In the busiest week</th></tr></thead><tbody>");
        result.asked().forEach(one -> html.append("<tr><th scope=\"row\">%s</th><td>%s</td><td>%d</td><td>%d</td><td>%d, week of %s</td></tr>".formatted(text(one.name()), text(one.agency()), one.questions(), one.letters(), one.inTheBusiestWeek(), DAY.format(one.busiestWeek()))));
        return html.append("</tbody></table></div>").append(weeks()).toString();
    }

    /** The same, week by week: a column for each person, a line for each week in which anybody was asked anything; weeks one after the other that ask the same are one line. */
    private String weeks() {
        TreeMap<LocalDate, List<Integer>> weeks = new TreeMap<>();
        for (int person = 0; person < result.asked().size(); person++) {
            for (ReplayResult.Week week : result.asked().get(person).weeks()) {
                weeks.computeIfAbsent(week.monday(), monday -> new ArrayList<>(Collections.nCopies(result.asked().size(), 0))).set(person, week.questions());
            }
        }
        StringBuilder html = new StringBuilder("<h3 id=\"weeks\">Week by week</h3><div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"weeks\"><table><thead><tr><th scope=\"col\">Week of</th>");
        result.asked().forEach(one -> html.append("<th scope=\"col\">").append(text(one.name())).append("</th>"));
        html.append("<th scope=\"col\">All, each week</th></tr></thead><tbody>");
        for (LocalDate monday = weeks.isEmpty() ? null : weeks.firstKey(); monday != null;) {
            LocalDate last = monday;
            while (weeks.get(monday).equals(weeks.get(last.plusWeeks(1)))) {
                last = last.plusWeeks(1);
            }
            html.append("<tr><th scope=\"row\">").append(DAY.format(monday)).append(last.equals(monday) ? "" : " and each week until that of " + DAY.format(last)).append("</th>");
            weeks.get(monday).forEach(questions -> html.append("<td>").append(questions).append("</td>"));
            html.append("<td>").append(weeks.get(monday).stream().mapToInt(Integer::intValue).sum()).append("</td></tr>");
            monday = weeks.higherKey(last);
        }
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

    static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, LOCAL);
    }

    private static String moment(Instant at) {
        return MOMENT.format(at.atZone(LOCAL));
    }

    static String text(String words) {
        return words == null ? "" : HtmlUtils.htmlEscape(words, "UTF-8");
    }

    private static final String STYLE = """
            body{font:16px/1.5 Arial,Helvetica,sans-serif;color:#0b0c0c;background:#fff;margin:0 auto;max-width:1140px;padding:0 20px 60px}
            h1{font-size:28px;line-height:1.2}h2{margin-top:48px}.notice{background:#f3f2f1;border-left:6px solid #505a5f;padding:10px 14px}.lead{font-size:19px}
            .wide{overflow-x:auto}.wide:focus{outline:3px solid #0b0c0c;outline-offset:2px}
            table{border-collapse:collapse;width:100%;font-size:14px}th,td{border-bottom:1px solid #b1b4b6;padding:8px 10px 8px 0;text-align:left;vertical-align:top}
            summary{cursor:pointer;padding:10px 0;text-decoration:underline}summary:focus{outline:3px solid #0b0c0c}td ol{margin:0;padding-left:18px}tr.was-late th{border-left:5px solid #942514;padding-left:8px}
            .tag{background:#eeefef;color:#282d30;font-size:13px;padding:1px 6px}
            svg text{font-family:Arial,Helvetica,sans-serif}.axis{font-size:11px;fill:#484949}.name{font-size:11px;fill:#0b0c0c}.month{stroke:#dbdcde}
            .event{fill:#1d70b8}.key{fill:#942514}.wait{fill:#b9cfe6}.late{fill:#942514}.told{stroke:#0b0c0c;stroke-width:1.5}
            @media print{.wide{overflow:visible}body{max-width:none}}
            """;
}
