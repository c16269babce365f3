package org.throughline.identity;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Invalid;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.organisation.Practitioner;
import org.throughline.workflow.SignInMethod;

/**
 * What only a person can judge about the logins of the identity provider: whether those that vanished have really gone, and whether a login that came
 * under somebody's user name is that person's. Each decision keeps who, when and why. Empty where no identity provider is in use.
 */
@Service
public class Logins {

    private static final int MOST = 500;
    private static final int LAST_DECISIONS = 100;
    private static final int LONGEST_REASON = 2_000;

    /** A login that the last reading of the realm missed. @param name of the person here; null where the organisation has nobody of that user name */
    public record Missing(String username, String name, Instant since) {}

    /** Somebody who was not let in. @param releasable whether another login holds the name, and this one can be let in its place */
    public record Refused(String username, String reason, Instant lastAt, boolean releasable) {}

    /** @param kind RELEASED or GONE */
    public record Decision(String kind, List<String> usernames, String by, Instant at, String reason) {}

    /**
     * @param provider    whether an identity provider is in use at all
     * @param upSince     since when this node has been up: it asks from then on
     * @param readAt      when the realm was read last; null where it never was
     * @param silentSince since when it could not be read any more, once that is worth an alarm (ID2); null while all is well
     * @param believable  false while nothing is concluded from what is missing
     */
    public record State(boolean provider, Instant upSince, Instant readAt, Instant silentSince, boolean believable, int known, List<Missing> missing, List<Refused> refused, List<Decision> decisions) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final boolean provider;
    private final Instant began;

    Logins(JdbcClient jdbc, Clock clock, Environment environment) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.provider = environment.acceptsProfiles(Profiles.of(SignInMethod.KEYCLOAK));
        this.began = clock.instant();
    }

    @Transactional(readOnly = true)
    public State state() {
        record Reading(Instant at, boolean believable) {}
        Reading last = jdbc.sql("select read_at, believable from realm_reading").query((row, n) -> new Reading(row.getTimestamp("read_at").toInstant(), row.getBoolean("believable")))
                .optional().orElse(new Reading(null, true));
        return new State(provider, began, last.at(), provider ? silentSince(last.at()) : null, last.believable(), jdbc.sql("select count(*) from realm_login").query(Integer.class).single(),
                jdbc.sql("""
                        select l.username, p.name, l.missing_since from realm_login l left join practitioner p on p.username = l.username and p.active
                        where l.missing_since is not null and l.confirmed_at is null order by l.username limit :most""").param("most", MOST)
                        .query((row, n) -> new Missing(row.getString("username"), row.getString("name"), row.getTimestamp("missing_since").toInstant())).list(),
                jdbc.sql("""
                        select username, reason, last_at from refused_sign_in where last_at > cast(:now as timestamptz) - make_interval(days => rule_number('ID3')::int)
                        order by last_at desc, username limit :most""").param("now", Timestamp.from(clock.instant())).param("most", MOST)
                        .query((row, n) -> new Refused(row.getString("username"), row.getString("reason"), row.getTimestamp("last_at").toInstant(),
                                "OTHER_LOGIN".equals(row.getString("reason")))).list(),
                jdbc.sql("""
                        select d.kind, d.usernames, p.name, d.decided_at, d.reason from login_decision d join practitioner p on p.id = d.decided_by
                        order by d.decided_at desc, d.id desc limit :most""").param("most", LAST_DECISIONS).query(Logins::decision).list());
    }

    /** As the alarm judges it: a node that has only just begun has not waited yet. */
    private Instant silentSince(Instant readAt) {
        Instant heard = readAt != null && readAt.isAfter(began) ? readAt : began;
        long longest = jdbc.sql("select (rule_number('ID2') * 60)::bigint").query(Long.class).single();
        if (!heard.plusSeconds(longest).isBefore(clock.instant())) {
            return null;
        }
        return readAt == null ? began : readAt;
    }

    private static Decision decision(ResultSet row, int number) throws SQLException {
        return new Decision(row.getString("kind"), List.of((String[]) row.getArray("usernames").getArray()), row.getString("name"), row.getTimestamp("decided_at").toInstant(), row.getString("reason"));
    }

    /**
     * The logins that are missing have really gone: with the next reading they are closed here, and their families become duties. Only what is missing now
     * is meant; what vanishes later is doubted again.
     *
     * @throws Refusal where nothing is in doubt, and where not one login is left: then the realm cannot be read, and nobody has gone
     * @throws Invalid where the reason is missing
     */
    @Transactional
    public void confirmGone(String reason, Practitioner by) {
        String why = given(reason);
        if (jdbc.sql("select count(*) from realm_reading where not believable").query(Integer.class).single() == 0) {
            throw new Refusal("Nothing is in doubt: the last reading of the realm was believed.", "nothing-to-confirm");
        }
        if (jdbc.sql("select count(*) from realm_login where missing_since is null").query(Integer.class).single() == 0) {
            throw new Refusal("Not one login is left in the realm. That is no leaving: see whether the client may still read the users of the realm.", "realm-empty");
        }
        List<String> gone = jdbc.sql("update realm_login set confirmed_at = :now where missing_since is not null and confirmed_at is null returning username")
                .param("now", Timestamp.from(clock.instant())).query(String.class).list();
        if (gone.isEmpty()) {
            throw new Refusal("That has been said already. The next reading of the realm closes them.", "already-done");
        }
        keep("GONE", gone, by, why);
    }

    /**
     * The login that came under this user name is this person's: the next one that comes is bound to it anew, and sessions of the one before end.
     *
     * @throws NotFound where no other login came under this name
     * @throws Invalid where the reason is missing
     */
    @Transactional
    public void release(String username, String reason, Practitioner by) {
        String why = given(reason);
        String subject = jdbc.sql("select subject from refused_sign_in where username = :who and reason = 'OTHER_LOGIN' for update").param("who", username)
                .query(String.class).optional().orElseThrow(NotFound::new);
        // the name's old login, and whose this login was before: both where somebody was renamed
        jdbc.sql("delete from login_identity where subject = :subject or practitioner_id in (select id from practitioner where username = :who)")
                .param("subject", subject).param("who", username).update();
        jdbc.sql("delete from refused_sign_in where username = :who and reason = 'OTHER_LOGIN'").param("who", username).update();
        keep("RELEASED", List.of(username), by, why);
    }

    private static String given(String reason) {
        if (reason == null || reason.isBlank()) {
            throw new Invalid(List.of(new Invalid.Fault("reason", "Say how you know, and from whom.")));
        }
        if (reason.strip().length() > LONGEST_REASON) {
            throw new Invalid(List.of(new Invalid.Fault("reason", "Say it in at most " + LONGEST_REASON + " characters.")));
        }
        return reason.strip();
    }

    private void keep(String kind, List<String> usernames, Practitioner by, String reason) {
        jdbc.sql("insert into login_decision (id, kind, usernames, decided_by, decided_at, reason) values (:id, :kind, :usernames, :by, :at, :reason)")
                .param("id", UuidCreator.getTimeOrderedEpoch()).param("kind", kind).param("usernames", usernames.toArray(String[]::new)).param("by", by.id())
                .param("at", Timestamp.from(clock.instant())).param("reason", reason).update();
    }
}
