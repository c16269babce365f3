package org.throughline.calendar;

import de.focus_shift.jollyday.core.HolidayCalendar;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Says which days people work and when something is due. The day of the event is day 0. A due day ends at 17:00 local time
 * (property {@code throughline.calendar.day-ends}); hours run round the clock. Holidays come from a library.
 *
 * <p>A jurisdiction is a nation ({@code england-and-wales}, {@code scotland}, {@code northern-ireland}) or a place that the
 * properties {@code throughline.calendar.jurisdictions.PLACE=NATION} assign to one.
 */
@Component
public class WorkingCalendar {

    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final Map<String, String> NATIONS =
            Map.of("england-and-wales", "eng", "scotland", "sct", "northern-ireland", "nir");

    private final HolidayManager holidays =
            HolidayManager.getInstance(ManagerParameters.create(HolidayCalendar.UNITED_KINGDOM));
    private final Map<String, String> places;
    private final LocalTime dayEnds;
    private final String home;

    @Autowired
    WorkingCalendar(Environment environment) {
        this(LocalTime.parse(environment.getProperty("throughline.calendar.day-ends", "17:00")),
                Binder.get(environment).bind("throughline.calendar.jurisdictions", Bindable.mapOf(String.class, String.class))
                        .orElseGet(Map::of),
                environment.getProperty("throughline.calendar.home", "england-and-wales"));
    }

    WorkingCalendar(LocalTime dayEnds, Map<String, String> places) {
        this(dayEnds, places, "england-and-wales");
    }

    private WorkingCalendar(LocalTime dayEnds, Map<String, String> places, String home) {
        this.dayEnds = dayEnds;
        this.places = places;
        this.home = home;
        places.forEach((place, nation) -> {
            if (!NATIONS.containsKey(nation)) {
                throw new IllegalArgumentException("The jurisdiction " + place + " is assigned to '" + nation + "'. Use one of " + NATIONS.keySet() + ".");
            }
        });
        nation(home);
    }

    /** The zone in which people here live. */
    public ZoneId zone() {
        return ZONE;
    }

    /** Which day it is where people live, at a moment. */
    public LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, ZONE);
    }

    /** The jurisdiction of what belongs to no case file ({@code throughline.calendar.home}). */
    public String home() {
        return home;
    }

    /** Whether this place has a calendar. */
    public boolean knows(String jurisdiction) {
        return jurisdiction != null && (NATIONS.containsKey(jurisdiction) || places.containsKey(jurisdiction));
    }

    /**
     * Whether people work on this day.
     *
     * @throws IllegalArgumentException where the jurisdiction has no calendar
     */
    public boolean isWorkingDay(LocalDate day, String jurisdiction) {
        String nation = nation(jurisdiction);
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY && !holidays.isHoliday(day, nation);
    }

    /** The n-th working day after a day; the day itself for 0. */
    public LocalDate plusWorkingDays(LocalDate from, int n, String jurisdiction) {
        LocalDate day = from;
        for (int counted = 0; counted < n; ) {
            day = day.plusDays(1);
            if (isWorkingDay(day, jurisdiction)) {
                counted++;
            }
        }
        return day;
    }

    /** When the working day ends on this date. */
    public Instant endOfDay(LocalDate day) {
        return day.atTime(dayEnds).atZone(ZONE).toInstant();
    }

    /** A local time on the first working day after a day, such as 10:00 next working day. */
    public Instant nextWorkingDayAt(LocalDate from, LocalTime time, String jurisdiction) {
        return plusWorkingDays(from, 1, jurisdiction).atTime(time).atZone(ZONE).toInstant();
    }

    /** When something that has this limit is due, counted from a moment. */
    public Instant due(Instant from, Limit limit, String jurisdiction) {
        LocalDate day = day(from);
        return switch (limit.unit()) {
            case WORKING_DAYS -> endOfDay(plusWorkingDays(day, limit.amount(), jurisdiction));
            case CALENDAR_DAYS -> endOfDay(day.plusDays(limit.amount()));
            case HOURS -> from.plus(Duration.ofHours(limit.amount()));
        };
    }

    private String nation(String jurisdiction) {
        String nation = places.getOrDefault(jurisdiction, jurisdiction);
        String code = nation == null ? null : NATIONS.get(nation);
        if (code == null) {
            throw new IllegalArgumentException("There is no calendar for the jurisdiction '" + jurisdiction
                    + "'. Assign it with throughline.calendar.jurisdictions." + jurisdiction + "=england-and-wales.");
        }
        return code;
    }
}
