package org.throughline.meeting;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.throughline.calendar.DueUnit;
import org.throughline.calendar.WorkingCalendar;

/** When a duty is due. A limit in days counts from the day of the event, which is day 0; a limit in hours from the recording. */
@Component
class DueMoments {

    private final WorkingCalendar calendar;

    DueMoments(WorkingCalendar calendar) {
        this.calendar = calendar;
    }

    /** Empty where it counts from an expected day of birth that nobody knows. */
    Optional<Instant> of(DutyRow row, FamilyFacts facts, Instant recorded, String jurisdiction) {
        if (row.unit() == DutyRow.Unit.HOURS) {
            return Optional.of(recorded.plus(Duration.ofHours(row.amount())));
        }
        LocalDate from = switch (row.from()) {
            case EVENT -> facts.day();
            case RECORDED, NAMED -> LocalDate.ofInstant(recorded, calendar.zone());
            case EXPECTED -> facts.expected();
        };
        return from == null ? Optional.empty() : Optional.of(calendar.endOfDay(day(row, from, jurisdiction)));
    }

    private LocalDate day(DutyRow row, LocalDate from, String jurisdiction) {
        return switch (row.unit()) {
            case WORKING_DAYS -> calendar.plusWorkingDays(from, row.amount(), jurisdiction);
            case MONTHS -> from.plusMonths(row.amount());
            default -> from.plusDays(row.amount());
        };
    }

    /** The unit in which the obligation is shown. */
    static DueUnit shown(DutyRow.Unit unit) {
        return switch (unit) {
            case WORKING_DAYS -> DueUnit.WORKING_DAYS;
            case HOURS -> DueUnit.HOURS;
            default -> DueUnit.CALENDAR_DAYS;
        };
    }
}
