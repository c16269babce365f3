package org.throughline.obligation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.access.Refusal;
import org.throughline.calendar.DueUnit;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** Obligations against the real database: one open per key, four ways to end, the ladder inside the agency. */
@ThroughlineTest
class ObligationsRepositoryTest {

    @Autowired private Obligations obligations;
    @Autowired private ObligationLists lists;
    @Autowired private Organisation organisation;
    @Autowired private FamilyWorld world;
    @Autowired private JdbcClient jdbc;
    @Autowired private PlatformTransactionManager transactions;

    private TransactionTemplate transaction;
    private Team team;
    private String key;
    private Instant due;

    @BeforeEach
    void aTeam() {
        world.startClock();
        transaction = new TransactionTemplate(transactions);
        team = world.team();
        key = "test:" + UUID.randomUUID();
        due = TestClock.get().instant().plus(Duration.ofDays(1));
    }

    private UUID open(Practitioner owner) {
        return transaction.execute(status -> obligations.open(new NewObligation(key, null, "TEST", UUID.randomUUID(), "X7", "Do it", owner.id(),
                owner.agencyId(), due, DueUnit.WORKING_DAYS, false)));
    }

    private void late() {
        TestClock.get().set(due.plusSeconds(1));
    }

    @Test
    void whileOneIsOpenASecondIsNotMade() {
        UUID first = open(team.incoming());
        assertThat(open(team.incoming())).isEqualTo(first);
        transaction.executeWithoutResult(status -> obligations.met(key, team.incoming().id()));
        assertThat(open(team.incoming())).isNotEqualTo(first);
    }

    @Test
    void itEndsAsMetOrAsMetLate() {
        UUID first = open(team.incoming());
        transaction.executeWithoutResult(status -> obligations.met(key, team.incoming().id()));
        assertThat(obligations.get(first).endKind()).isEqualTo("MET");
        UUID second = open(team.incoming());
        late();
        transaction.executeWithoutResult(status -> obligations.met(key, team.incoming().id()));
        assertThat(obligations.get(second).endKind()).isEqualTo("MET_LATE");
    }

    @Test
    void notNeededTakesTwoPeopleAndAReason() {
        UUID id = open(team.incoming());
        assertThatThrownBy(() -> obligations.notNeeded(id, team.incoming().id(), team.incoming().id(), "Over.")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> obligations.notNeeded(id, team.incoming().id(), team.supervisor().id(), " ")).isInstanceOf(DataAccessException.class);
        obligations.notNeeded(id, team.incoming().id(), team.supervisor().id(), "Over.");
        assertThatThrownBy(() -> obligations.notNeeded(id, team.incoming().id(), team.supervisor().id(), "Over.")).hasMessage("This has already ended.");
    }

    @Test
    void whatHasEndedStaysAsItIs() {
        UUID id = open(team.incoming());
        transaction.executeWithoutResult(status -> obligations.overtaken(key, team.supervisor().id(), "Withdrawn."));
        assertThatThrownBy(() -> jdbc.sql("update obligation set end_kind = 'MET' where id = :id").param("id", id).update()).isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> jdbc.sql("delete from obligation where id = :id").param("id", id).update()).isInstanceOf(DataAccessException.class);
    }

    @Test
    void onlyTheOpenAndLateAreOverdue() {
        UUID id = open(team.incoming());
        assertThat(overdue()).isEmpty();
        late();
        assertThat(overdue()).extracting(line -> line.obligation().id()).containsExactly(id);
    }

    private List<ObligationLists.Line> overdue() {
        return lists.owed(List.of(team.incoming().id()), team.incoming().id(), new ObligationLists.Filter(null, true), null).lines();
    }
}
