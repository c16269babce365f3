package org.throughline.replay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.throughline.calendar.ClockRound;
import org.throughline.standalone.StoryClock;
import org.throughline.workflow.EngineTime;

/** The one time of a replay: the application's clock and the engine's stand where it is put, and what is due by itself is done there. */
@Component
@ConditionalOnProperty(ReplayEnvironment.PATH)
class ReplayTime {

    private final Clock clock;
    private final EngineTime engine;
    private final List<ClockRound> rounds;
    private Optional<EngineTime.Soonest> soonest = Optional.empty();

    ReplayTime(Clock clock, EngineTime engine, List<ClockRound> rounds) {
        this.clock = clock;
        this.engine = engine;
        this.rounds = rounds;
    }

    Instant now() {
        return clock.instant();
    }

    /** @throws ClassCastException in an application that brings no database of its own: its clock is nobody's to move */
    void stand(Instant moment) {
        ((StoryClock) clock).stand(moment);
        engine.stand(moment);
    }

    /** Goes on by that much: somebody reads or writes meanwhile. */
    void goOn(Duration by) {
        stand(now().plus(by));
    }

    void end() {
        ((StoryClock) clock).real();
        engine.follow();
    }

    /** The soonest moment at which a job or a round of the clock would do something. */
    Optional<Instant> nextByItself() {
        soonest = engine.soonest();
        return Stream.concat(soonest.map(EngineTime.Soonest::at).stream(), rounds.stream().flatMap(round -> round.next(now()).stream())).min(Comparator.naturalOrder());
    }

    /**
     * What is due now by itself. What it sets off at once is due at this same moment, which is the next one then: rounds begin ladders, ladders make jobs.
     *
     * @param asFound whether nobody has done anything since {@link #nextByItself}, so that the same jobs wait
     */
    void doWhatIsDue(boolean asFound) {
        (asFound ? soonest : engine.soonest()).filter(due -> !due.at().isAfter(now())).ifPresent(due -> engine.carryOut(due.jobs()));
        rounds.forEach(ClockRound::run);
    }
}
