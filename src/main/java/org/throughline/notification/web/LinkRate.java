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

/** How often one address may ask for linked pages (NT8); of links that do not exist a quarter, for that is how one guesses. */
@Component
class LinkRate {

    private static final Duration WINDOW = Duration.ofMinutes(5);
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
        return note(address) > limit() || count("unknown " + address) > limit() / 4;
    }

    void unknown(String address) {
        note("unknown " + address);
    }

    private int limit() {
        return jdbc.sql("select rule_number('NT8')").query(Integer.class).single();
    }

    private synchronized int note(String what) {
        asked.computeIfAbsent(what, none -> new ArrayDeque<>()).add(clock.instant());
        if (asked.size() > ADDRESSES) {
            asked.remove(asked.keySet().iterator().next());
        }
        return count(what);
    }

    private synchronized int count(String what) {
        Deque<Instant> times = asked.get(what);
        if (times == null) {
            return 0;
        }
        Instant from = clock.instant().minus(WINDOW);
        times.removeIf(time -> time.isBefore(from));
        return times.size();
    }
}
