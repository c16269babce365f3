package org.throughline.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The bar of a replay: a family of chance had something due months before its first entry, and the bar ended the replay. */
class ReplayPartTest {

    private static final Instant FIRST = Instant.parse("2020-01-29T09:00:00Z");
    private static final Instant LAST = FIRST.plus(Duration.ofDays(10));

    @Test
    void itIsNeverLessThanNothingAndNeverMoreThanAll() {
        assertThat(Replay.part(FIRST, LAST, FIRST.minus(Duration.ofDays(48)))).isZero();
        assertThat(Replay.part(FIRST, LAST, FIRST.plus(Duration.ofDays(5)))).isEqualTo(0.5);
        assertThat(Replay.part(FIRST, LAST, LAST.plus(Duration.ofDays(1)))).isEqualTo(1);
        assertThat(Replay.part(FIRST, FIRST, FIRST)).isZero();
    }
}
