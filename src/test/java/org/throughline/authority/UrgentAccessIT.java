package org.throughline.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.access.Access;
import org.throughline.access.Invalid;
import org.throughline.access.Refusal;
import org.throughline.access.Right;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EntryRef;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

@ThroughlineTest
class UrgentAccessIT {

    @Autowired
    FamilyWorld world;
    @Autowired
    Authorities authorities;
    @Autowired
    Chronology chronology;
    @Autowired
    Casefiles casefiles;
    @Autowired
    Access access;
    @Autowired
    JdbcClient jdbc;

    private Team team;
    private Family family;

    @BeforeEach
    void aFridayAfternoon() {
        world.startClock(Instant.parse("2026-03-06T15:00:00Z"));
        team = world.team();
        family = world.family(team, 5);
    }

    @Test
    void aWorkerActsAtOnceUntilTheEndOfTheNextWorkingDayAndTheSupervisorAnswersForIt() {
        AuthorityView urgent = authorities.urgent(family.file(), team.colleague(), "The baby is alone.");
        assertThat(urgent.expiresAt()).as("Monday 17:00").isEqualTo("2026-03-09T17:00:00Z");
        EntryRef visit = chronology.append(family.file(), world.visit(family, team.colleague()), team.colleague(), null);
        assertThat(standing(visit)).isEqualTo("URGENT");
        assertThat(jdbc.sql("select count(*) from obligation where subject_id = ? and owner_id = ? and ended_at is null")
                .params(urgent.id(), team.supervisor().id()).query(Long.class).single()).isEqualTo(1);
        TestClock.get().set(Instant.parse("2026-03-09T17:00:01Z"));
        assertThatThrownBy(() -> chronology.append(family.file(), world.visit(family, team.colleague()), team.colleague(), null)).isInstanceOf(Refusal.class);
    }

    @Test
    void itLastsAtLeastADay() {
        TestClock.get().set(Instant.parse("2026-03-08T23:00:00Z"));
        assertThat(authorities.urgent(family.file(), team.colleague(), "The baby is alone.").expiresAt()).isEqualTo("2026-03-09T23:00:00Z");
    }

    @Test
    void theSupervisorClosesItOnceAndNobodyElse() {
        AuthorityView urgent = authorities.urgent(family.file(), team.colleague(), "The baby is alone.");
        TestClock.get().advance(Duration.ofHours(2));
        assertThatThrownBy(() -> authorities.review(urgent.id(), team.incoming(), UrgentReview.RIGHT)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> jdbc.sql("update authority set review_outcome = 'RIGHT', reviewed_by = ?, reviewed_at = ? where id = ?")
                .params(team.service().id(), java.sql.Timestamp.from(TestClock.get().instant()), urgent.id()).update()).as("plain SQL").hasMessageContaining("looks back at an urgent access");
        authorities.review(urgent.id(), team.supervisor(), UrgentReview.BETTER_BY_DUTY);
        assertThatThrownBy(() -> chronology.append(family.file(), world.visit(family, team.colleague()), team.colleague(), null)).as("it has ended").isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> authorities.review(urgent.id(), team.supervisor(), UrgentReview.RIGHT)).isInstanceOf(Refusal.class).hasMessageContaining("already");
        assertThat(jdbc.sql("select end_kind from obligation where subject_id = ?").params(urgent.id()).query(String.class).single()).isEqualTo("MET");
    }

    @Test
    void whatWasRightRunsToItsEnd() {
        AuthorityView urgent = authorities.urgent(family.file(), team.colleague(), "The baby is alone.");
        TestClock.get().advance(Duration.ofHours(2));
        authorities.review(urgent.id(), team.supervisor(), UrgentReview.RIGHT);
        EntryRef visit = chronology.append(family.file(), world.visit(family, team.colleague()), team.colleague(), null);
        assertThat(standing(visit)).isEqualTo("URGENT");
        TestClock.get().set(urgent.expiresAt().plusSeconds(1));
        assertThatThrownBy(() -> chronology.append(family.file(), world.visit(family, team.colleague()), team.colleague(), null)).isInstanceOf(Refusal.class);
    }

    @Test
    void whoHasAConflictGetsTheDutyTeamInsteadOfADeadEnd() {
        casefiles.addConflict(family.file(), team.colleague().id(), "a cousin of the father");
        assertThat(access.may(team.colleague(), Right.URGENT_ACCESS, family.file())).isTrue();
        assertThat(access.may(team.colleague(), Right.SEE_FILE, family.file())).isFalse();
        assertThatThrownBy(() -> authorities.urgent(family.file(), team.colleague(), "The baby is alone."))
                .isInstanceOf(Refusal.class).hasMessageContaining("Ring the duty team now");
    }

    @Test
    void aReasonComesFirst() {
        assertThatThrownBy(() -> authorities.urgent(family.file(), team.colleague(), "  ")).isInstanceOf(Invalid.class).hasMessageContaining("what cannot wait");
    }

    private String standing(EntryRef entry) {
        return jdbc.sql("select standing from entry where casefile_id = ? and seq = ?").params(entry.casefileId(), entry.seq()).query(String.class).single();
    }
}
