package org.throughline.notification;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The second step: six digits mailed apart to the address where the link went, good for a few minutes and a few tries (NT5 to NT7). Whoever
 * was only passed the link never gets them.
 */
@Component
class LinkCodes {

    private static final int MILLION = 1_000_000;
    private static final Duration HOUR = Duration.ofHours(1);

    private final LinkStore store;
    private final LinkKeys keys;
    private final JdbcClient jdbc;
    private final Clock clock;

    LinkCodes(LinkStore store, LinkKeys keys, JdbcClient jdbc, Clock clock) {
        this.store = store;
        this.keys = keys;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What came of a try. */
    enum Tried { RIGHT, WRONG, VOID }

    /** The code that goes out in this message. */
    String of(UUID message) {
        LinkStore.Code code = store.codeOf(message).orElseThrow();
        return digits(code.id(), store.find(code.link()).orElseThrow().key());
    }

    private String digits(UUID code, String key) {
        byte[] signature = keys.sign(key, "code-1|" + code).orElseThrow();
        return String.format(Locale.ROOT, "%06d", Math.floorMod(ByteBuffer.wrap(signature).getLong(), MILLION));
    }

    /** Whether one more may be sent for this link (NT6). */
    boolean mayAsk(UUID link) {
        return store.codesSince(link, clock.instant().minus(HOUR)) < number("NT6");
    }

    Instant expires(Instant now) {
        return now.plus(Duration.ofMinutes(number("NT5")));
    }

    /** Tries a code; the newest of the link alone counts. A wrong one is counted even where nothing else comes of it. */
    Tried tryIt(SignedLink link, String typed) {
        Optional<LinkStore.Code> newest = store.newestCode(link.id());
        Instant now = clock.instant();
        if (newest.isEmpty() || newest.get().taken() || !newest.get().expires().isAfter(now) || newest.get().tries() >= number("NT7")) {
            return Tried.VOID;
        }
        LinkStore.Code code = newest.get();
        String digits = typed == null ? "" : typed.replaceAll("\\s", "");
        if (!MessageDigest.isEqual(digits(code.id(), link.key()).getBytes(java.nio.charset.StandardCharsets.US_ASCII), digits.getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
            store.tried(code.id());
            return Tried.WRONG;
        }
        store.taken(code.id(), now);
        return Tried.RIGHT;
    }

    /** What lets whoever typed the code go on for a few minutes; bound to this link. */
    String pass(SignedLink link) {
        long until = expires(clock.instant()).getEpochSecond();
        return until + "." + seal(link, until);
    }

    boolean passes(SignedLink link, String pass) {
        if (pass == null || !pass.matches("\\d{1,12}\\.[A-Za-z0-9_-]{43}")) {
            return false;
        }
        long until = Long.parseLong(pass.substring(0, pass.indexOf('.')));
        return until > clock.instant().getEpochSecond()
                && MessageDigest.isEqual(seal(link, until).getBytes(java.nio.charset.StandardCharsets.US_ASCII), pass.substring(pass.indexOf('.') + 1).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    private String seal(SignedLink link, long until) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(keys.sign(link.key(), "pass-1|" + link.id() + "|" + until).orElseThrow());
    }

    private int number(String rule) {
        return jdbc.sql("select rule_number(:id)").param("id", rule).query(Integer.class).single();
    }
}
