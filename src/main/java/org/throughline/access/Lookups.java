package org.throughline.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.throughline.organisation.ContactNumbers;
import org.throughline.organisation.DutyRota;
import org.throughline.organisation.Practitioner;

/**
 * How often one login may look for families (rules LU1, LU2): often enough for the busiest night, too seldom to try all names. Counted on each node
 * by itself. Nobody is kept from a child by it: urgent access and duty by reference go on, and the sentence says whom to ring.
 */
@Service
public class Lookups {

    private static final DateTimeFormatter ON_THE_WALL = DateTimeFormatter.ofPattern("HH:mm");
    private static final ZoneId LOCAL = ZoneId.of("Europe/London");

    private record Allowance(int questions, int minutes) {}

    private record Counted(Allowance allowance, Bucket bucket) {}

    private final JdbcClient jdbc;
    private final DutyRota rota;
    private final AccessLog log;
    private final Clock clock;
    private final ContactNumbers numbers;
    private final Map<UUID, Counted> asked = new ConcurrentHashMap<>();

    Lookups(JdbcClient jdbc, DutyRota rota, AccessLog log, Clock clock, ContactNumbers numbers) {
        this.jdbc = jdbc;
        this.rota = rota;
        this.log = log;
        this.clock = clock;
        this.numbers = numbers;
    }

    /**
     * Counts one question of this person.
     *
     * @param reason why they ask, for the access log
     * @throws TooOften where they have asked as often as they may; that stands in the access log
     */
    public void count(Practitioner who, String reason) {
        Allowance allowance = new Allowance(number("LU1"), number("LU2"));
        Bucket bucket = asked.compute(who.id(), (id, known) -> known != null && known.allowance().equals(allowance) ? known : new Counted(allowance, fresh(allowance))).bucket();
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill());
            log.refused(who, null, "Looked for families more often than allowed", reason);
            throw new TooOften(sentence(who, allowance, wait), wait);
        }
    }

    private Bucket fresh(Allowance allowance) {
        return Bucket.builder().addLimit(limit -> limit.capacity(allowance.questions()).refillGreedy(allowance.questions(), Duration.ofMinutes(allowance.minutes())))
                .withCustomTimePrecision(new OurTime(clock)).build();
    }

    private String sentence(Practitioner who, Allowance allowance, Duration wait) {
        Instant again = clock.instant().plus(wait).plus(59, ChronoUnit.SECONDS);
        Optional<String> manager = rota.managerOn(who.agencyId(), clock.instant()).filter(one -> !one.id().equals(who.id())).map(Practitioner::name);
        String ring = numbers.dutyTeamIsReached() ? "ring " + numbers.dutyTeam() + manager.map(name -> " (" + name + ")").orElse("")
                : "ring " + manager.map(name -> name + ", who is on duty").orElse(numbers.dutyTeam());
        return "You have looked " + allowance.questions() + " times in " + allowance.minutes() + " minutes. You can look again at "
                + ON_THE_WALL.format(again.atZone(LOCAL)) + ". If it cannot wait, " + ring + ": they can look for you. If a child is in danger now, ring 999.";
    }

    private int number(String rule) {
        return jdbc.sql("select rule_number(:id)").param("id", rule).query(Integer.class).single();
    }

    /** The application's own clock. */
    private record OurTime(Clock clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            Instant now = clock.instant();
            return now.getEpochSecond() * 1_000_000_000L + now.getNano();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
