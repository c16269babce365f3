package org.throughline.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a replay takes on a machine that does nothing else. */
@Tag("bench")
class ReplayNumbersIT {

    @Test
    void theCaseOfTheReviewIsReplayedWithinAMinute() throws Exception {
        RunReplay.Run run = RunReplay.of(RunReplay.CHILD_H, "silent");
        assertThat(run.exit()).as(run.said()).isZero();
        System.out.println("Child H, silent, replayed in " + run.took().toSeconds() + " s");
        assertThat(run.took()).isPositive().isLessThan(Duration.ofMinutes(1));
    }
}
