package org.throughline.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.throughline.calendar.WorkingCalendar;

/** When somebody who does what they owe in time does it: on a working morning or afternoon where there is time, at once where there is none. */
final class DiligentHours {

    private static final List<LocalTime> HALF_DAYS = List.of(LocalTime.of(9, 0), LocalTime.of(14, 0));
    private static final LocalTime MEETINGS_BEGIN = LocalTime.of(10, 0);
    /** With less time than this nobody waits for the next morning. */
    private static final Duration HOURS = Duration.ofHours(12);
    private static final Duration A_NEW_DATE = Duration.ofDays(2);
    private static final Duration AT_ONCE = Duration.ofMinutes(1);

    private final WorkingCalendar calendar;
    private final String jurisdiction;

    DiligentHours(WorkingCalendar calendar, String jurisdiction) {
        this.calendar = calendar;
        this.jurisdiction = jurisdiction;
    }

    /** Whether it must be done at once: due within hours, or late already. */
    static boolean presses(Instant now, Instant due) {
        return due.isBefore(now.plus(HOURS));
    }

    static Instant atOnce(Instant now) {
        return now.plus(AT_ONCE);
    }

    /** In the same moment, before anybody is told of it: what is late as it becomes known. */
    static boolean isLate(Instant now, Instant due) {
        return !due.isAfter(now);
    }

    /** A quarter of the hours that are left, whatever the time of day; at once where it is late. */
    static Instant soon(Instant now, Instant due) {
        return due.isAfter(now.plus(AT_ONCE)) ? now.plus(Duration.between(now, due).dividedBy(4)).truncatedTo(ChronoUnit.SECONDS) : atOnce(now);
    }

    /** In the first half of a working day after this part of the time has passed; at once where that would be too late. */
    Instant afterPart(Instant now, Instant due, double part) {
        Instant half = halfDayAfter(now.plusSeconds((long) (Duration.between(now, due).toSeconds() * part)));
        return half.isBefore(due) ? half : atOnce(now);
    }

    /** On the day on which it is due. */
    Instant onItsDay(Instant now, Instant due) {
        Instant half = halfDayAfter(calendar.day(due).atStartOfDay(calendar.zone()).toInstant());
        return half.isAfter(now) && half.isBefore(due) ? half : atOnce(now);
    }

    Instant halfDayAfter(Instant moment) {
        for (LocalDate day = calendar.day(moment);; day = day.plusDays(1)) {
            if (calendar.isWorkingDay(day, jurisdiction)) {
                for (LocalTime begins : HALF_DAYS) {
                    Instant half = at(day, begins);
                    if (half.isAfter(moment)) {
                        return half;
                    }
                }
            }
        }
    }

    /** When a meeting that must be held by then begins: half-way there, on the working day before or else after; within minutes where it presses. */
    Instant meetingBegins(Instant now, Instant heldBy) {
        if (!presses(now, heldBy)) {
            LocalDate halfWay = calendar.day(now.plus(Duration.between(now, heldBy).dividedBy(2)));
            for (LocalDate day = halfWay; day.isAfter(calendar.day(now)); day = day.minusDays(1)) {
                if (calendar.isWorkingDay(day, jurisdiction)) {
                    return at(day, MEETINGS_BEGIN);
                }
            }
            for (LocalDate day = halfWay; at(day, MEETINGS_BEGIN).isBefore(heldBy); day = day.plusDays(1)) {
                if (calendar.isWorkingDay(day, jurisdiction) && at(day, MEETINGS_BEGIN).isAfter(now)) {
                    return at(day, MEETINGS_BEGIN);
                }
            }
        }
        return now.plus(Duration.ofMinutes(3)).truncatedTo(ChronoUnit.MINUTES);
    }

    /**
     * When a meeting that did not count is held again: two days on, so that whoever was missing can come; sooner where only that is in time.
     *
     * @param heldBy null where no day is set for it
     */
    Instant heldAgain(Instant now, Instant heldBy) {
        Instant begins = at(calendar.day(halfDayAfter(now.plus(A_NEW_DATE))), MEETINGS_BEGIN);
        if (heldBy != null && heldBy.isAfter(now)) {
            for (LocalDate day = calendar.day(begins); !begins.isBefore(heldBy) && day.isAfter(calendar.day(now)); day = day.minusDays(1)) {
                if (calendar.isWorkingDay(day, jurisdiction) && at(day, MEETINGS_BEGIN).isBefore(heldBy)) {
                    return at(day, MEETINGS_BEGIN);
                }
            }
        }
        return begins;
    }

    private Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(calendar.zone()).toInstant();
    }

    /** Today, as the forms write it. */
    String today(Instant now) {
        return calendar.day(now).toString();
    }

    LocalDate day(Instant moment) {
        return calendar.day(moment);
    }

    /** The hour and minute, as the forms write them. */
    String time(Instant moment) {
        return moment.atZone(calendar.zone()).toLocalTime().truncatedTo(ChronoUnit.MINUTES).toString();
    }
}
