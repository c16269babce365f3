package org.throughline.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The header Idempotency-Key: a request sent again with the same key has its effect once and gets the first answer again. The key is
 * kept in the transaction of the effect, so a refused request leaves none and may be sent again.
 */
@Component
public class Repetitions {

    /** What was answered: the HTTP status and the body, null where there is none. */
    public record Answer(int status, String body) {}

    private static final int LONGEST_KEY = 200;
    /** How long a repetition is known; then the first answer, which may hold words of the record, is forgotten. */
    private static final Duration KEPT = Duration.ofDays(1);
    private static final int FORGOTTEN_AT_ONCE = 100;
    private static final int REFUSED = 400;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Repetitions(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Does it once.
     *
     * @param key null where the caller sent none: then it is simply done
     * @throws Refusal where the key was used for another request
     */
    public Answer once(String username, String key, String path, String body, Supplier<Answer> effect) {
        if (key == null || key.isBlank()) {
            return effect.get();
        }
        if (key.length() > LONGEST_KEY) {
            throw new Refusal("The Idempotency-Key may have at most " + LONGEST_KEY + " characters.", "key-too-long");
        }
        byte[] hash = hash(body);
        return transaction.execute(status -> {
            int mine = jdbc.sql("insert into idempotent_request (username, key, path, body_hash, at) values (?, ?, ?, ?, ?) on conflict do nothing")
                    .params(username, key, path, hash, clock.instant().atOffset(ZoneOffset.UTC)).update();
            if (mine == 0) {
                return first(username, key, path, hash);
            }
            forget();
            Answer answer = effect.get();
            if (answer.status() >= REFUSED) {
                jdbc.sql("delete from idempotent_request where username = ? and key = ?").params(username, key).update();
            } else {
                jdbc.sql("update idempotent_request set status = ?, body = ? where username = ? and key = ?").params(answer.status(), answer.body(), username, key).update();
            }
            return answer;
        });
    }

    private void forget() {
        jdbc.sql("""
                delete from idempotent_request where (username, key) in
                (select username, key from idempotent_request where at < ? order by at limit ? for update skip locked)""")
                .params(clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC), FORGOTTEN_AT_ONCE).update();
    }

    private Answer first(String username, String key, String path, byte[] hash) {
        return jdbc.sql("select status, body from idempotent_request where username = ? and key = ? and path = ? and body_hash = ?")
                .params(username, key, path, hash).query((row, number) -> new Answer(row.getInt(1), row.getString(2))).optional()
                .orElseThrow(() -> new Refusal("This Idempotency-Key was used for another request. Use a new one.", "key-used"));
    }

    private static byte[] hash(String body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest((body == null ? "" : body).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
