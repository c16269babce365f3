package org.throughline.handover;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.throughline.workflow.Gaps;

/** Times and ages as people say them. */
final class Moments {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.UK);
    private static final int WEEKS_UNTIL = 28;

    private Moments() {}

    /** Such as "Mon 7 Sep 2026, 16:30". */
    static String inWords(Instant moment) {
        return Gaps.inWords(moment);
    }

    /** Such as "17 days", "9 weeks", "5 months", "9 years", "expected 28 Aug 2026". */
    static String age(LocalDate born, LocalDate expected, LocalDate today) {
        if (born == null || born.isAfter(today)) {
            return expected == null ? "not born yet" : "expected " + DAY.format(expected);
        }
        long days = born.until(today, java.time.temporal.ChronoUnit.DAYS);
        Period age = born.until(today);
        if (days < WEEKS_UNTIL) {
            return count(days, "day");
        }
        if (age.toTotalMonths() < 6) {
            return count(days / 7, "week");
        }
        return age.getYears() < 2 ? count(age.toTotalMonths(), "month") : count(age.getYears(), "year");
    }

    private static String count(long n, String unit) {
        return n + " " + unit + (n == 1 ? "" : "s");
    }
}
