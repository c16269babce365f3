package org.throughline.handover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.FamilyHistory;
import org.throughline.chronology.HistoryQuery;
import org.throughline.testing.CountedStatements;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.ThroughlineTest;

/** How many statements the three commonest acts cost. A number that grows here is seen before it is felt. */
@ThroughlineTest
class StatementCountsIT {

    /** Four of them for what is "not known yet" of it: who owes it, where, for how long, and the duty itself; twelve to ask the rules of meetings, half of them which version of a table is the latest. */
    private static final long INTERVENTION = 34;
    private static final long HANDOVER_WITH_FIVE_ENTRIES = 690;
    /** Opened and acknowledged by the new worker and by the signer. */
    private static final long FOR_EACH_ENTRY = 20;

    @Autowired
    FamilyWorld world;
    @Autowired
    HandoverWalk walk;
    @Autowired
    FamilyHistory history;
    @Autowired
    Chronology chronology;

    private Team team;

    @BeforeEach
    void build() {
        world.startClock();
        team = world.team();
    }

    @Test
    void aHistoryPageIsOneStatementHoweverLongTheHistory() {
        for (int entries : new int[] {3, 60}) {
            Family family = world.family(team, entries);
            assertThat(CountedStatements.of(() -> history.page(family.file(), team.outgoing().id(), HistoryQuery.first(50)))).isEqualTo(1);
        }
    }

    @Test
    void anInterventionCostsTheSameHoweverLongTheHistory() {
        // a question is put to a decision table once, and its answer kept: which test asks it first is no cost of an intervention
        visit(world.family(team, 3));
        visit(world.family(team, 120));
        long small = visit(world.family(team, 3));
        long large = visit(world.family(team, 120));
        System.out.println("Statements per intervention: " + small);
        assertThat(large).isEqualTo(small);
        assertThat(small).isLessThanOrEqualTo(INTERVENTION);
    }

    @Test
    void aWholeHandoverCostsAFixedNumberAndAFixedNumberForEachEntryRead() {
        long five = handover(world.family(team, 5));
        long ten = handover(world.family(team, 10));
        System.out.printf("Statements per handover: %d with 5 entries, %d with 10%n", five, ten);
        assertThat(five).isLessThanOrEqualTo(HANDOVER_WITH_FIVE_ENTRIES);
        assertThat(ten - five).isLessThanOrEqualTo(5 * FOR_EACH_ENTRY);
    }

    /** What the history itself asks (P1 to P20) is asked at the first entry after an import, and no cost of a further one. */
    private long visit(Family family) {
        chronology.append(family.file(), world.visit(family, team.outgoing()), team.outgoing(), null);
        return CountedStatements.of(() -> chronology.append(family.file(), world.visit(family, team.outgoing()), team.outgoing(), null));
    }

    private long handover(Family family) {
        return CountedStatements.of(() -> {
            UUID handover = walk.request(family);
            while (walk.step(handover) != HandoverStep.TELL_FAMILY) {
                walk.next(family, handover);
            }
            return handover;
        });
    }
}
