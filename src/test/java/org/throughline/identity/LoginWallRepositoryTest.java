package org.throughline.identity;

import java.sql.Timestamp;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.organisation.Practitioner;
import org.throughline.testing.AppendOnly;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** What the database holds of logins, whatever the application says: one login is one person's, and who decided about one stays. */
@ThroughlineTest
class LoginWallRepositoryTest {

    private static final String ISSUER = "https://id.example.org/realms/wall";

    @Autowired FamilyWorld world;
    @Autowired JdbcClient jdbc;
    @Autowired OwnerDatabase owner;

    private FamilyWorld.Team team;

    @BeforeEach
    void people() {
        world.startClock();
        team = world.team();
    }

    private void binds(Practitioner person, String subject) {
        jdbc.sql("insert into login_identity (practitioner_id, issuer, subject, bound_at) values (?, ?, ?, ?)")
                .params(person.id(), ISSUER, subject, Timestamp.from(TestClock.get().instant())).update();
    }

    @Test
    void aLoginIsNoTwoPeoples() {
        String subject = UUID.randomUUID().toString();
        binds(team.incoming(), subject);
        AppendOnly.refuses("23505", "login_identity_issuer_subject_key", () -> binds(team.outgoing(), subject));
    }

    @Test
    void aPersonHasOneLoginOfARealm() {
        binds(team.incoming(), UUID.randomUUID().toString());
        AppendOnly.refuses("23505", "login_identity_pkey", () -> binds(team.incoming(), UUID.randomUUID().toString()));
    }

    @Test
    void aBindingDoesNotChangeHandsInSilence() {
        AppendOnly.unchanged(jdbc, owner, "login_identity");
    }

    @Test
    void whoDecidedAboutALoginStays() {
        AppendOnly.untouched(jdbc, owner, "login_decision");
    }
}
