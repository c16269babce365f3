package org.throughline.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.casefile.Retries;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EntryDraft;
import org.throughline.chronology.EventType;
import org.throughline.chronology.ImpactLevel;
import org.throughline.chronology.Precision;
import org.throughline.chronology.Provenance;
import org.throughline.chronology.Verification;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.ThroughlineTest;

/** Several people record the same at the same moment: each entry stands, and what it calls for is owed once. */
@ThroughlineTest
class MeetingRacesIT {

    private static final int AT_ONCE = 4;

    @Autowired FamilyWorld world;
    @Autowired Chronology chronology;
    @Autowired JdbcClient jdbc;

    private Team team;
    private Family family;

    @BeforeEach
    void aFamily() {
        world.startClock();
        team = world.team();
        family = world.family(team, 10);
    }

    @Test
    void theSameIncidentRecordedFourTimesAtOnceIsOneDecisionAndOneMeeting() throws Exception {
        atOnce(EventType.CARER_SELF_HARM, List.of(family.father(), family.child()));
        assertThat(owed("M6")).as("a rule that counts every incident").hasSize(2).doesNotHaveDuplicates();
        assertThat(causes("M6")).containsOnly(AT_ONCE).hasSize(2);
    }

    @Test
    void theSameReferralRecordedFourTimesAtOnceIsOneOfEachDuty() throws Exception {
        atOnce(EventType.REFERRAL, List.of(family.child()));
        assertThat(owed("D1")).hasSize(1);
        assertThat(owed("D2")).hasSize(1);
        assertThat(causes("D1")).containsExactly(AT_ONCE);
    }

    private void atOnce(EventType type, List<UUID> about) throws Exception {
        EntryDraft same = new EntryDraft(LocalDate.of(2026, 3, 2), Precision.EXACT, type, team.health(), "health visitor", about, "It was told today.",
                Provenance.OBSERVED, Verification.CORROBORATED, "It matters.", "What it means.", ImpactLevel.SERIOUS, "noted", "none: just now", true, Map.of(), null);
        CyclicBarrier start = new CyclicBarrier(AT_ONCE);
        ExecutorService people = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                all.add(people.submit(() -> {
                    start.await();
                    return Retries.of(() -> chronology.append(family.file(), same, team.visitor(), null));
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            people.shutdownNow();
        }
    }

    private List<String> owed(String rule) {
        return jdbc.sql("select what from obligation where casefile_id = ? and rule_id = ? and ended_at is null").params(family.file(), rule).query(String.class).list();
    }

    /** How many entries stand behind each duty. */
    private List<Integer> causes(String rule) {
        return jdbc.sql("select count(distinct entry_seq)::int from rule_firing where casefile_id = ? and rule_id = ? and obligation_id is not null group by obligation_id")
                .params(family.file(), rule).query(Integer.class).list();
    }
}
