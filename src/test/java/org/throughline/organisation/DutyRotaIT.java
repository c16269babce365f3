package org.throughline.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.authority.Authorities;
import org.throughline.bundle.BundleRefused;
import org.throughline.bundle.RotaChanges;
import org.throughline.bundle.RotaImport;
import org.throughline.testing.Api;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

@ThroughlineTest
class DutyRotaIT {

    /** A Monday in winter: the clock on the wall is UTC. */
    private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");

    @Autowired FamilyWorld world;
    @Autowired DutyRota rota;
    @Autowired RotaImport tables;
    @Autowired Organisation organisation;
    @Autowired Authorities authorities;
    @Autowired JdbcClient jdbc;
    @Autowired WebApplicationContext context;

    private Team team;
    private Practitioner manager;
    private Practitioner night;

    @BeforeEach
    void aMonday() {
        world.startClock(MONDAY);
        team = world.team();
        manager = person("dm-");
        night = person("night-");
    }

    private Practitioner person(String name) {
        UUID id = organisation.addPractitioner(new NewPractitioner(name + team.mark(), "Someone", team.csc(), null, PractitionerRole.DUTY_MANAGER, null, true));
        return organisation.get(id);
    }

    private RotaChanges run(boolean dryRun, String... lines) {
        String table = ("agency,role,username,from,to\n" + String.join("\n", lines) + "\n").replace("#", team.mark());
        return tables.run(new ByteArrayInputStream(table.getBytes(StandardCharsets.UTF_8)), dryRun, team.administrator());
    }

    @Test
    void aTableIsTriedThenEnteredAndFromItsFirstMomentOnItIsTheRota() {
        String[] lines = {"csc-#,DUTY_MANAGER,dm-#,2026-03-02T08:00,2026-03-02T17:00", "csc-#,OUT_OF_HOURS_MANAGER,night-#,2026-03-02 17:00,2026-03-03T09:00:00Z"};
        assertThat(run(true, lines).added()).hasSize(2);
        assertThat(rota.kept(team.csc())).isFalse();
        assertThat(run(false, lines).added()).hasSize(2);
        assertThat(run(false, lines)).isEqualTo(new RotaChanges(false, List.of(), List.of(), 2));
        assertThat(rota.on(team.csc(), DutyRole.DUTY_MANAGER, MONDAY)).contains(manager);
        assertThat(rota.on(team.csc(), DutyRole.OUT_OF_HOURS_MANAGER, MONDAY)).isEmpty();
        Instant evening = MONDAY.plus(Duration.ofHours(9));
        assertThat(rota.managerOn(team.csc(), evening)).contains(night);
        assertThat(rota.on(team.csc(), DutyRole.DUTY_MANAGER, MONDAY.plus(Duration.ofHours(8)))).as("the shift is over at its end").isEmpty();

        // the manager goes home at noon: the running shift is cut short, what was stays
        RotaChanges changes = run(false, "csc-#,DUTY_MANAGER,night-#,2026-03-02T12:00,2026-03-02T17:00");
        assertThat(changes.ended()).hasSize(1);
        assertThat(rota.on(team.csc(), DutyRole.DUTY_MANAGER, MONDAY)).contains(manager);
        assertThat(rota.on(team.csc(), DutyRole.DUTY_MANAGER, MONDAY.plus(Duration.ofHours(4)))).contains(night);
        assertThat(rota.managerOn(team.csc(), evening)).as("another duty is not touched").contains(night);
    }

    @Test
    void everyFaultOfATableIsSaidAtOnceAndNothingIsEntered() {
        assertThatThrownBy(() -> run(false, "csc-#,DUTY_MANAGER,dm-#,2026-03-02T09:00,2026-03-02T08:00", "nowhere,DUTY_WORKER,nobody,yesterday,2026-03-03T09:00",
                "hv-#,TEA_MAKER,dm-#,2026-03-02T09:00,2026-03-02T17:00", "csc-#,DUTY_WORKER,dm-#,2026-03-01T09:00,2026-03-01T17:00",
                "csc-#,DUTY_WORKER,dm-#,2026-03-04T09:00,2026-03-04T17:00", "csc-#,DUTY_WORKER,dm-#,2026-03-04T16:00,2026-03-04T18:00"))
                .isInstanceOfSatisfying(BundleRefused.class, refused -> assertThat(refused.faults()).extracting(fault -> fault.line() + ":" + fault.field())
                        .contains("2:to", "3:agency", "3:username", "3:from", "4:role", "5:to", "7:from"));
        assertThat(rota.kept(team.csc())).isFalse();
    }

    @Test
    void theHoursNobodyHoldsAreListedAndWhoIsAwayHoldsNone() {
        rota.add(team.csc(), null, DutyRole.DUTY_MANAGER, manager.id(), MONDAY.minus(Duration.ofHours(1)), MONDAY.plus(Duration.ofDays(3)));
        rota.add(team.csc(), null, DutyRole.OUT_OF_HOURS_MANAGER, night.id(), MONDAY.plus(Duration.ofDays(2)), MONDAY.plus(Duration.ofDays(20)));
        assertThat(rota.unheld(team.csc(), DutyRota.MANAGERS)).isEmpty();
        organisation.addAbsence(manager.id(), MONDAY.plus(Duration.ofHours(5)), MONDAY.plus(Duration.ofHours(7)));
        assertThat(rota.unheld(team.csc(), DutyRota.MANAGERS)).containsExactly(new Unheld(MONDAY.plus(Duration.ofHours(5)), MONDAY.plus(Duration.ofHours(7))));
        assertThat(rota.on(team.csc(), DutyRole.DUTY_MANAGER, MONDAY.plus(Duration.ofHours(6)))).isEmpty();
        organisation.left(night.id());
        assertThat(rota.unheld(team.csc(), DutyRota.MANAGERS)).hasSize(2).last()
                .isEqualTo(new Unheld(MONDAY.plus(Duration.ofDays(3)), MONDAY.plus(Duration.ofDays(14))));
        assertThat(new Api(context).get(team.colleague(), "/api/duty-rota")).hasStatusOk().bodyJson()
                .hasPathSatisfying("$.nobodyGoesOut.length()", hours -> assertThat(hours).isEqualTo(1))
                .hasPathSatisfying("$.shifts[0].username", name -> assertThat(name).isEqualTo(manager.username()));
    }

    @Test
    void ofUrgentAccessWhoeverIsOnTheRotaHearsAndEveryDutyManagerOnlyWhereItNamesNobody() {
        Family family = world.family(team, 2);
        rota.add(team.csc(), null, DutyRole.OUT_OF_HOURS_MANAGER, night.id(), MONDAY, MONDAY.plus(Duration.ofHours(8)));
        authorities.urgent(family.file(), team.colleague(), "The baby is alone.");
        assertThat(told()).containsExactlyInAnyOrder(team.supervisor().id(), night.id());
        TestClock.get().advance(Duration.ofHours(9));
        authorities.urgent(family.file(), team.incoming(), "The baby is alone again.");
        assertThat(told()).containsExactlyInAnyOrder(team.supervisor().id(), manager.id(), night.id());
    }

    private Set<UUID> told() {
        return Set.copyOf(jdbc.sql("select to_id from notice where kind = 'URGENT_ACCESS' and to_id in (:people)")
                .param("people", List.of(team.supervisor().id(), manager.id(), night.id())).query(UUID.class).list());
    }
}
