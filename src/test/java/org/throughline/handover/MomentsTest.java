package org.throughline.handover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentsTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "2026-09-07,-,0 days", "2026-09-06,-,1 day", "2026-08-21,-,17 days", "2026-08-10,-,4 weeks", "2026-04-01,-,22 weeks", "2026-03-01,-,6 months",
        "2024-10-01,-,23 months", "2024-09-07,-,2 years", "2017-09-08,-,8 years", "-,2026-10-01,expected 1 Oct 2026", "-,-,not born yet"})
    void agesAreSaidAsPeopleSayThem(LocalDate born, LocalDate expected, String words) {
        assertThat(Moments.age(born, expected, LocalDate.of(2026, 9, 7))).isEqualTo(words);
    }

    @Test
    void momentsAreLocalTime() {
        assertThat(Moments.inWords(Instant.parse("2026-07-06T15:30:00Z"))).isEqualTo("Mon 6 Jul 2026, 16:30");
    }
}
