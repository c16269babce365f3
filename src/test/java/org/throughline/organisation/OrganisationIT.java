package org.throughline.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.casefile.Casefiles;
import org.throughline.testing.SampleCase;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

@ThroughlineTest
class OrganisationIT {

    @Autowired private Organisation organisation;
    @Autowired private Casefiles casefiles;
    @Autowired private Clock clock;
    @Autowired private PlatformTransactionManager transactions;

    private SampleCase people;

    @BeforeEach
    void enterPeople() {
        people = SampleCase.make(organisation, casefiles, clock, new TransactionTemplate(transactions));
    }

    @Test
    void theLineSupervisorAndThatOnesDeputySignAndNobodyElse() {
        Instant now = clock.instant();
        assertThat(organisation.signsFor(people.sunita.id(), people.nadia.id(), now)).isTrue();
        assertThat(organisation.signsFor(people.dana.id(), people.nadia.id(), now)).isTrue();
        assertThat(organisation.signsFor(people.sam.id(), people.nadia.id(), now)).isFalse();
        assertThat(organisation.signsFor(people.nadia.id(), people.nadia.id(), now)).isFalse();
        assertThat(organisation.signsFor(people.olive.id(), people.nadia.id(), now)).isFalse();
    }

    @Test
    void aDeputyDoesNotSignForOneself() {
        organisation.addDeputy(people.sunita.id(), people.nadia.id(), clock.instant().minusSeconds(60), null);
        assertThat(organisation.signsFor(people.nadia.id(), people.nadia.id(), clock.instant())).isFalse();
    }

    @Test
    void aSignatureIsJudgedByTheLineOfItsMoment() {
        Instant before = clock.instant();
        TestClock.get().advance(Duration.ofMinutes(1));
        organisation.changeLine(people.nadia.id(), people.sam.id());
        Instant after = clock.instant();
        assertThat(organisation.signsFor(people.sunita.id(), people.nadia.id(), before)).isTrue();
        assertThat(organisation.signsFor(people.sunita.id(), people.nadia.id(), after)).isFalse();
        assertThat(organisation.signsFor(people.sam.id(), people.nadia.id(), after)).isTrue();
        assertThat(organisation.lineSupervisorOf(people.nadia.id())).contains(organisation.get(people.sam.id()));
    }

    @Test
    void whoHasLeftSignsNothing() {
        organisation.left(people.sunita.id());
        assertThat(organisation.signsFor(people.sunita.id(), people.nadia.id(), clock.instant())).isFalse();
    }

    @Test
    void whoIsThereActsInPerson() {
        assertThat(organisation.actingFor(people.sunita.id(), clock.instant())).isEqualTo(new Standing(people.sunita, null));
    }

    @Test
    void theDeputyActsForWhoIsAway() {
        organisation.addAbsence(people.sunita.id(), clock.instant().minusSeconds(60), clock.instant().plusSeconds(3600));
        Standing standing = organisation.actingFor(people.sunita.id(), clock.instant());
        assertThat(standing.person()).isEqualTo(people.dana);
        assertThat(standing.said()).isEqualTo(people.sunita.name() + " is away; " + people.dana.name() + " stands in.");
        assertThat(organisation.actingFor(people.sunita.id(), clock.instant().plusSeconds(7200)).person()).isEqualTo(people.sunita);
    }

    @Test
    void withoutADeputyItGoesToTheNextLevelAtOnceAndIsSaid() {
        organisation.addAbsence(people.nadia.id(), clock.instant().minusSeconds(60), null);
        Standing standing = organisation.actingFor(people.nadia.id(), clock.instant());
        assertThat(standing.person()).isEqualTo(people.sunita);
        assertThat(standing.said()).contains("is away and nobody stands in. It goes to " + people.sunita.name());
    }

    @Test
    void wholeLineAwayIsSaidAndNobodyIsInvented() {
        for (Practitioner who : java.util.List.of(people.sunita, people.dana, people.sam)) {
            organisation.addAbsence(who.id(), clock.instant().minusSeconds(60), null);
        }
        Standing standing = organisation.actingFor(people.sunita.id(), clock.instant());
        assertThat(standing.person()).isEqualTo(people.sunita);
        assertThat(standing.said()).endsWith("Nobody else is left in this line: enter a deputy.");
    }

    @Test
    void aLineThatRunsInACircleEnds() {
        organisation.changeLine(people.sam.id(), people.sunita.id());
        organisation.left(people.sam.id());
        organisation.left(people.sunita.id());
        organisation.left(people.dana.id());
        assertThat(organisation.actingFor(people.sunita.id(), clock.instant()).person().id()).isEqualTo(people.sunita.id());
    }

    @Test
    void peopleAreFoundByNameAndId() {
        assertThat(organisation.find(people.olive.username())).contains(organisation.get(people.olive.id()));
        assertThat(organisation.supervisedBy(people.sunita.id())).extracting(Practitioner::id).containsExactlyInAnyOrder(people.olive.id(), people.nadia.id());
        assertThat(organisation.deputisedBy(people.dana.id(), clock.instant())).containsExactly(people.sunita.id());
        assertThat(organisation.agency(people.olive.agencyCode())).hasValueSatisfying(agency -> assertThat(agency.gated()).isTrue());
        UUID nobody = UUID.randomUUID();
        assertThatThrownBy(() -> organisation.get(nobody)).isInstanceOf(NotInOrganisation.class);
    }
}
