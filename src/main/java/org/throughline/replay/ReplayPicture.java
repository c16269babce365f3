package org.throughline.replay;

import static org.throughline.replay.ReplayPage.DAY;
import static org.throughline.replay.ReplayPage.day;
import static org.throughline.replay.ReplayPage.text;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What had to happen for the case's child, on one line of time. */
final class ReplayPicture {

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

    ReplayPicture(ReplayResult result) {
        this.result = result;
        String child = result.children().isEmpty() ? "" : result.children().get(0).name();
        this.ofTheChild = result.byRule().stream().filter(one -> one.child().equals(child)).toList();
        this.from = ofTheChild.stream().map(one -> day(one.bornAt())).min(LocalDate::compareTo).orElse(result.firstDay()).minusMonths(MONTHS_BEFORE);
    }

    /** Whether it is something that had to happen itself, no step towards it and no reading that follows. */
    static boolean shows(ReplayResult.Owed one) {
        return SHOWN.contains(one.kind()) || one.rule().equals(ANSWER_FOR_AN_ACT);
    }

    /** With its heading and what to see in it. */
    String html() {
        List<ReplayResult.Owed> shown = ofTheChild.stream().filter(ReplayPicture::shows).toList();
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
}
