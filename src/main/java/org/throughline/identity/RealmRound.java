package org.throughline.identity;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.obligation.AlarmKind;
import org.throughline.obligation.AlsoWatched;
import org.throughline.organisation.ClosedLogins;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.workflow.Accounts;
import org.throughline.workflow.SignInMethod;

/**
 * Reads who is in the realm: a login that is disabled there, or was there and is gone, is closed here, and the line of supervision hears of it;
 * whoever may sign in can be found in the webapps. Where more than half of the logins that were there last vanish at once, nothing is concluded from
 * what is missing, until they are back or somebody has said that they are really gone ({@link Logins}). Who is gone and closed is forgotten: what is
 * counted is what was there lately.
 */
@Service
@Profile(SignInMethod.KEYCLOAK)
class RealmRound implements AlsoWatched {

    private static final Logger LOG = LoggerFactory.getLogger(RealmRound.class);

    private final JdbcClient jdbc;
    private final Keycloak keycloak;
    private final Organisation organisation;
    private final ClosedLogins closed;
    private final Accounts accounts;
    private final TransactionTemplate transaction;
    private final TransactionTemplate single;
    private final Clock clock;
    private final Instant began;

    RealmRound(JdbcClient jdbc, Keycloak keycloak, Organisation organisation, ClosedLogins closed, Accounts accounts, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.keycloak = keycloak;
        this.organisation = organisation;
        this.closed = closed;
        this.accounts = accounts;
        this.transaction = new TransactionTemplate(transactions);
        // one person after the other: each locks the families they answer for
        this.single = new TransactionTemplate(transactions);
        single.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
        this.began = clock.instant();
    }

    /** Reads the realm once; one node at a time draws conclusions. @throws org.springframework.web.client.RestClientException where Keycloak does not answer */
    void go() {
        Map<String, Boolean> enabled = keycloak.logins().stream().collect(Collectors.toMap(Keycloak.Login::username, Keycloak.Login::enabled, (one, other) -> one && other));
        transaction.executeWithoutResult(inside -> {
            if (jdbc.sql("select pg_try_advisory_xact_lock(hashtext('throughline realm'))").query(Boolean.class).single()) {
                conclude(enabled);
            }
        });
    }

    private void conclude(Map<String, Boolean> enabled) {
        Set<String> before = new HashSet<>(jdbc.sql("select username from realm_login where confirmed_at is null").query(String.class).list());
        Set<String> missing = before.stream().filter(name -> !enabled.containsKey(name)).collect(Collectors.toSet());
        boolean believable = missing.size() * 2 <= before.size();
        Set<String> gone = new HashSet<>(jdbc.sql("select username from realm_login where confirmed_at is not null").query(String.class).list());
        gone.removeAll(enabled.keySet());
        if (believable) {
            gone.addAll(missing);
        }
        List<Practitioner> present = new ArrayList<>();
        for (Practitioner person : organisation.whoMayOrMightLogIn()) {
            Boolean open = enabled.get(person.username());
            if (Boolean.TRUE.equals(open)) {
                change(person, closed::open);
                present.add(person);
            } else if (open != null || gone.contains(person.username())) {
                change(person, closed::close);
            }
        }
        remember(enabled.keySet(), missing, gone);
        jdbc.sql("""
                insert into realm_reading (read_at, believable) values (:now, :believable)
                on conflict (only_row) do update set read_at = excluded.read_at, believable = excluded.believable""")
                .param("now", Timestamp.from(clock.instant())).param("believable", believable).update();
        mirror(present);
    }

    private void remember(Set<String> there, Set<String> missing, Set<String> gone) {
        jdbc.sql("""
                insert into realm_login (username) select unnest(:names) on conflict (username) do update set missing_since = null, confirmed_at = null
                where realm_login.missing_since is not null or realm_login.confirmed_at is not null""").param("names", there.toArray(String[]::new)).update();
        jdbc.sql("update realm_login set missing_since = :now where username = any(:names) and missing_since is null")
                .param("now", Timestamp.from(clock.instant())).param("names", missing.toArray(String[]::new)).update();
        // one who could not be closed just now is still known, and tried again
        jdbc.sql("delete from realm_login l where l.username = any(:names) and not exists (select 1 from practitioner p where p.username = l.username and p.active and p.can_log_in)")
                .param("names", gone.toArray(String[]::new)).update();
    }

    /** What fails for one person is tried again at the next round, and holds up nobody else. */
    private void change(Practitioner person, Consumer<UUID> change) {
        try {
            single.executeWithoutResult(inside -> change.accept(person.id()));
        } catch (RuntimeException failed) {
            LOG.warn("A login could not be closed or opened; it is tried again: {}", failed.toString());
        }
    }

    /** The webapps search people and groups in the engine's own tables, so that they do so while Keycloak is away. */
    private void mirror(List<Practitioner> present) {
        Set<String> known = accounts.usernames();
        present.stream().filter(person -> !known.contains(person.username())).forEach(person -> Names.enter(accounts, person));
    }

    @Override
    public List<Fault> faults(Instant now) {
        record Reading(Instant at, boolean believable) {}
        Reading last = jdbc.sql("select read_at, believable from realm_reading")
                .query((row, n) -> new Reading(row.getTimestamp("read_at").toInstant(), row.getBoolean("believable"))).optional().orElse(new Reading(began, true));
        Duration longest = Duration.ofSeconds(jdbc.sql("select (rule_number('ID2') * 60)::bigint").query(Long.class).single());
        Instant heard = last.at().isAfter(began) ? last.at() : began;
        List<Fault> faults = new ArrayList<>();
        if (heard.plus(longest).isBefore(now)) {
            faults.add(new Fault(AlarmKind.IDENTITY_PROVIDER_SILENT, "keycloak"));
        }
        if (!last.believable()) {
            faults.add(new Fault(AlarmKind.LOGINS_VANISHED, "keycloak"));
        }
        return faults;
    }
}
