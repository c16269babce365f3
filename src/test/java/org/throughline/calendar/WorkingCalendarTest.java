package org.throughline.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingCalendarTest {

    private static final String ENGLAND = "england-and-wales";

    /** By hand, from the published lists of bank holidays in England and Wales. */
    private static final Set<LocalDate> BANK_HOLIDAYS = Stream.of(
            "2009-01-01", "2009-04-10", "2009-04-13", "2009-05-04", "2009-05-25", "2009-08-31", "2009-12-25", "2009-12-28",
            "2019-01-01", "2019-04-19", "2019-04-22", "2019-05-06", "2019-05-27", "2019-08-26", "2019-12-25", "2019-12-26",
            "2020-01-01", "2020-04-10", "2020-04-13", "2020-05-08", "2020-05-25", "2020-08-31", "2020-12-25", "2020-12-28",
            "2021-01-01", "2021-04-02", "2021-04-05", "2021-05-03", "2021-05-31", "2021-08-30", "2021-12-27", "2021-12-28",
            "2022-01-03", "2022-04-15", "2022-04-18", "2022-05-02", "2022-06-02", "2022-06-03", "2022-08-29", "2022-09-19", "2022-12-26", "2022-12-27",
            "2023-01-02", "2023-04-07", "2023-04-10", "2023-05-01", "2023-05-08", "2023-05-29", "2023-08-28", "2023-12-25", "2023-12-26",
            "2024-01-01", "2024-03-29", "2024-04-01", "2024-05-06", "2024-05-27", "2024-08-26", "2024-12-25", "2024-12-26",
            "2025-01-01", "2025-04-18", "2025-04-21", "2025-05-05", "2025-05-26", "2025-08-25", "2025-12-25", "2025-12-26",
            "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28",
            "2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28",
            "2028-01-03", "2028-04-14", "2028-04-17", "2028-05-01", "2028-05-29", "2028-08-28", "2028-12-25", "2028-12-26",
            "2029-01-01", "2029-03-30", "2029-04-02", "2029-05-07", "2029-05-28", "2029-08-27", "2029-12-25", "2029-12-26",
            "2030-01-01", "2030-04-19", "2030-04-22", "2030-05-06", "2030-05-27", "2030-08-26", "2030-12-25", "2030-12-26",
            "2031-01-01", "2031-04-11", "2031-04-14", "2031-05-05", "2031-05-26", "2031-08-25", "2031-12-25", "2031-12-26",
            "2032-01-01", "2032-03-26", "2032-03-29", "2032-05-03", "2032-05-31", "2032-08-30", "2032-12-27", "2032-12-28")
            .map(LocalDate::parse).collect(Collectors.toSet());

    private final WorkingCalendar calendar = new WorkingCalendar(LocalTime.of(17, 0), Map.of("exampleshire", ENGLAND));

    @Test
    void everyDayOfEnglandAndWalesAgreesWithTheTableMadeByHand() {
        for (int year : new int[] {2009, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027, 2028, 2029, 2030, 2031, 2032}) {
            LocalDate.of(year, 1, 1).datesUntil(LocalDate.of(year + 1, 1, 1)).forEach(day ->
                    assertThat(calendar.isWorkingDay(day, ENGLAND)).as(day.toString()).isEqualTo(isWorkingByHand(day)));
        }
    }

    @Test
    void theDatesOfTheReviewAreCountedAsThePracticeRulesCountThem() {
        assertThat(day("2009-01-28", 20)).isEqualTo("2009-02-25");
        assertThat(day("2009-08-21", 2)).isEqualTo("2009-08-25");
        assertThat(day("2009-08-28", 1)).as("Monday 31 August 2009 is a bank holiday").isEqualTo("2009-09-01");
        assertThat(day("2009-09-21", 5)).isEqualTo("2009-09-28");
        assertThat(day("2009-09-07", 10)).isEqualTo("2009-09-21");
        assertThat(day("2009-04-01", 45)).isEqualTo("2009-06-09");
    }

    @Test
    void aDueDayEndsAtFiveLocalTimeInSummerAndInWinter() {
        assertThat(calendar.due(Instant.parse("2026-03-27T09:00:00Z"), new Limit(1, DueUnit.WORKING_DAYS), "exampleshire"))
                .as("the clocks go forward on 29 March 2026").isEqualTo("2026-03-30T16:00:00Z");
        assertThat(calendar.due(Instant.parse("2026-10-23T09:00:00Z"), new Limit(1, DueUnit.WORKING_DAYS), "exampleshire"))
                .as("the clocks go back on 25 October 2026").isEqualTo("2026-10-26T17:00:00Z");
    }

    @Test
    void hoursRunRoundTheClockAndAcrossTheChangeOfClocks() {
        assertThat(calendar.due(Instant.parse("2026-03-28T22:00:00Z"), new Limit(4, DueUnit.HOURS), ENGLAND)).isEqualTo("2026-03-29T02:00:00Z");
        assertThat(calendar.due(Instant.parse("2009-10-21T15:30:00Z"), new Limit(4, DueUnit.HOURS), ENGLAND)).isEqualTo("2009-10-21T19:30:00Z");
        assertThat(calendar.due(Instant.parse("2026-10-24T23:30:00Z"), new Limit(4, DueUnit.HOURS), ENGLAND))
                .as("half past midnight, and four hours later it is half past three: one hour came twice").isEqualTo("2026-10-25T03:30:00Z");
        assertThat(calendar.due(Instant.parse("2026-03-28T12:00:00Z"), new Limit(24, DueUnit.HOURS), ENGLAND).atZone(calendar.zone()).getHour()).isEqualTo(13);
        assertThat(calendar.due(Instant.parse("2026-10-24T12:00:00Z"), new Limit(24, DueUnit.HOURS), ENGLAND).atZone(calendar.zone()).getHour()).isEqualTo(12);
    }

    /** Three in the morning, and the last minute before midnight, of both days on which the clocks change. */
    @ParameterizedTest
    @CsvSource({"2026-03-29T02:00:00Z, 1, 2026-03-30T16:00:00Z", "2026-03-28T23:59:00Z, 1, 2026-03-29T16:00:00Z", "2026-03-29T22:59:00Z, 1, 2026-03-30T16:00:00Z",
        "2026-03-29T23:01:00Z, 1, 2026-03-31T16:00:00Z", "2026-10-25T03:00:00Z, 1, 2026-10-26T17:00:00Z", "2026-10-24T22:59:00Z, 1, 2026-10-25T17:00:00Z",
        "2026-10-24T23:01:00Z, 1, 2026-10-26T17:00:00Z", "2026-10-25T23:59:00Z, 1, 2026-10-26T17:00:00Z"})
    void calendarDaysAreDaysOnTheClockOnTheWall(Instant from, int days, Instant due) {
        assertThat(calendar.due(from, new Limit(days, DueUnit.CALENDAR_DAYS), ENGLAND)).isEqualTo(due);
    }

    @Test
    void theTwentyNinthOfFebruaryIsADayLikeAnyOther() {
        assertThat(day("2028-02-28", 1)).isEqualTo("2028-02-29");
        assertThat(day("2028-02-29", 1)).isEqualTo("2028-03-01");
        assertThat(day("2032-02-27", 1)).as("the 29th is a Sunday").isEqualTo("2032-03-01");
        assertThat(day("2027-02-26", 1)).as("no leap year").isEqualTo("2027-03-01");
        assertThat(calendar.due(Instant.parse("2028-02-29T12:00:00Z"), new Limit(24, DueUnit.HOURS), ENGLAND)).isEqualTo("2028-03-01T12:00:00Z");
        assertThat(calendar.due(Instant.parse("2028-02-28T12:00:00Z"), new Limit(2, DueUnit.CALENDAR_DAYS), ENGLAND)).isEqualTo("2028-03-01T17:00:00Z");
    }

    @Test
    void theDayOfTheEventIsTheLocalDay() {
        assertThat(calendar.due(Instant.parse("2026-07-06T23:30:00Z"), new Limit(0, DueUnit.CALENDAR_DAYS), ENGLAND))
                .as("half past midnight on 7 July in London").isEqualTo("2026-07-07T16:00:00Z");
    }

    /** Spot checks from the published lists of Scotland and Northern Ireland; substitute days and days of one year alone among them. */
    @ParameterizedTest
    @CsvSource({
        "scotland, 2026-01-02, 2 January", "scotland, 2022-01-04, 2 January was a Sunday and 1 January a Saturday", "scotland, 2023-01-03, 1 January was a Sunday",
        "scotland, 2021-01-04, 2 January was a Saturday", "scotland, 2026-08-03, the summer holiday on the first Monday", "scotland, 2026-11-30, St Andrew's",
        "scotland, 2024-12-02, St Andrew's was a Saturday", "scotland, 2025-12-01, St Andrew's was a Sunday", "scotland, 2026-12-28, Boxing Day was a Saturday",
        "scotland, 2020-05-08, the early May holiday was moved", "scotland, 2022-06-03, jubilee", "scotland, 2022-09-19, funeral", "scotland, 2023-05-08, coronation", "scotland, 2026-04-03, Good Friday",
        "northern-ireland, 2026-03-17, St Patrick's", "northern-ireland, 2024-03-18, St Patrick's was a Sunday", "northern-ireland, 2029-03-19, St Patrick's is a Saturday",
        "northern-ireland, 2027-07-12, Battle of the Boyne", "northern-ireland, 2026-07-13, Battle of the Boyne is a Sunday", "northern-ireland, 2025-07-14, Battle of the Boyne was a Saturday",
        "northern-ireland, 2026-04-06, Easter Monday", "northern-ireland, 2026-08-31, the summer holiday on the last Monday", "northern-ireland, 2022-01-03, 1 January was a Saturday",
        "northern-ireland, 2022-06-02, the spring holiday was moved", "northern-ireland, 2023-05-08, coronation", "northern-ireland, 2027-12-27, Christmas Day is a Saturday"})
    void nobodyWorksOnTheHolidaysOfTheOtherNations(String nation, LocalDate day, String why) {
        assertThat(calendar.isWorkingDay(day, nation)).as(why).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "scotland, 2026-04-06, no Easter Monday", "scotland, 2026-08-31, the summer holiday was four weeks ago", "scotland, 2026-03-17, St Patrick's is another nation's",
        "scotland, 2020-05-04, the early May holiday was moved", "scotland, 2024-11-29, the substitute comes after", "scotland, 2023-01-04, both have been",
        "northern-ireland, 2026-01-02, 2 January is another nation's", "northern-ireland, 2026-11-30, St Andrew's is another nation's", "northern-ireland, 2026-07-10, the substitute comes after",
        "northern-ireland, 2026-08-03, the summer holiday is the last Monday", "northern-ireland, 2022-05-30, the spring holiday was moved",
        "england-and-wales, 2026-11-30, St Andrew's is another nation's", "england-and-wales, 2026-07-13, the Boyne is another nation's", "england-and-wales, 2026-01-02, 2 January is another nation's"})
    void peopleWorkOnTheHolidaysOfAnotherNation(String nation, LocalDate day, String why) {
        assertThat(calendar.isWorkingDay(day, nation)).as(why).isTrue();
    }

    @Test
    void aPlaceWithoutACalendarIsNamed() {
        assertThat(calendar.knows("nowhere")).isFalse();
        assertThatThrownBy(() -> calendar.isWorkingDay(LocalDate.of(2026, 1, 2), "nowhere"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'nowhere'");
        assertThatThrownBy(() -> new WorkingCalendar(LocalTime.NOON, Map.of("x", "atlantis"))).hasMessageContaining("atlantis");
    }

    @Test
    void countingAgreesWithAnIndependentCountOverDays() {
        List<LocalDate> starts = LocalDate.of(2019, 1, 1).datesUntil(LocalDate.of(2031, 6, 1)).toList();
        qt().withFixedSeed(20261125).withExamples(2_000).forAll(integers().between(0, starts.size() - 1), integers().between(0, 90)).check((start, n) -> {
            LocalDate due = calendar.plusWorkingDays(starts.get(start), n, ENGLAND);
            long between = starts.get(start).plusDays(1).datesUntil(due.plusDays(1)).filter(WorkingCalendarTest::isWorkingByHand).count();
            return n == 0 ? due.equals(starts.get(start)) : between == n && isWorkingByHand(due);
        });
    }

    private static boolean isWorkingByHand(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY && !BANK_HOLIDAYS.contains(day);
    }

    private String day(String from, int n) {
        return calendar.plusWorkingDays(LocalDate.parse(from), n, "exampleshire").toString();
    }
}
