package org.throughline.notification.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How often one address may ask for linked pages (NT8 in NT9); of links that do not exist a part of that (NT10), for that is how one guesses. */
@Component
class LinkRate {

    private static final int ADDRESSES = 10_000;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Map<String, Deque<Instant>> asked = new LinkedHashMap<>();

    LinkRate(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Counts one, and says whether it is one too many. */
    boolean tooOften(String address) {
        Limits limits = limits();
        return note(address, limits.window()) > limits.most() || count("unknown " + address, limits.window()) > limits.most() / limits.part();
    }

    void unknown(String address) {
        note("unknown " + address, limits().window());
    }

    private record Limits(int most, Duration window, int part) {}

    private Limits limits() {
        return jdbc.sql("select rule_number('NT8')::int, rule_number('NT9')::int, rule_number('NT10')::int")
                .query((row, n) -> new Limits(row.getInt(1), Duration.ofMinutes(row.getInt(2)), row.getInt(3))).single();
    }

    private synchronized int note(String what, Duration window) {
        asked.computeIfAbsent(what, none -> new ArrayDeque<>()).add(clock.instant());
        if (asked.size() > ADDRESSES) {
            asked.remove(asked.keySet().iterator().next());
        }
        return count(what, window);
    }

    private synchronized int count(String what, Duration window) {
        Deque<Instant> times = asked.get(what);
        if (times == null) {
            return 0;
        }
        Instant from = clock.instant().minus(window);
        times.removeIf(time -> time.isBefore(from));
        return times.size();
    }
}
