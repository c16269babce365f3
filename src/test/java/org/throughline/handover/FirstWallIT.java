package org.throughline.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.access.Refusal;
import org.throughline.authority.Authorities;
import org.throughline.authority.FirstWorker;
import org.throughline.casefile.Casefiles;
import org.throughline.casefile.MatchOutcome;
import org.throughline.casefile.MatchView;
import org.throughline.casefile.NewPerson;
import org.throughline.casefile.OpeningDraft;
import org.throughline.casefile.PersonDraft;
import org.throughline.casefile.PersonView;
import org.throughline.casefile.RelationshipType;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EntryDraft;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.EventType;
import org.throughline.chronology.Precision;
import org.throughline.chronology.Provenance;
import org.throughline.chronology.Verification;
import org.throughline.chronology.Restrictions;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.reading.Readings;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** The first wall alone: the owner has switched the database's own off, and the services still refuse, by a sentence, and write nothing. */
@ThroughlineTest
class FirstWallIT {

    private static final List<String> SECOND_WALL = List.of("entry", "entry_person", "authority", "sign_off", "opening", "receipt", "key_decision", "allocation",
            "restriction_answer", "part_read_grant");

    @Autowired FamilyWorld world;
    @Autowired HandoverWalk walk;
    @Autowired HandoverSteps steps;
    @Autowired TransactionTemplate transaction;
    @Autowired Chronology chronology;
    @Autowired Casefiles casefiles;
    @Autowired Authorities authorities;
    @Autowired FirstWorker firstWorker;
    @Autowired Readings readings;
    @Autowired Restrictions restrictions;
    @Autowired Organisation organisation;
    @Autowired OwnerDatabase owner;
    @Autowired JdbcClient jdbc;

    private Team team;
    private Family family;

    @BeforeEach
    void begin() {
        world.startClock();
        team = world.team();
        family = world.family(team, 5);
    }

    @Test
    void aNewWorkerCannotVisitBeforeTheSignature() {
        walk.at(family, HandoverStep.READ_HISTORY);
        assertThat(refused(() -> visits(team.incoming(), List.of(family.child()))).code()).isEqualTo("authority-required");
    }

    @Test
    void theFormerWorkerCannotVisitAfterIt() {
        signed();
        assertThat(refused(() -> visits(team.outgoing(), List.of(family.child()))).code()).isEqualTo("authority-required");
    }

    @Test
    void aVisitNamesNoChildWithoutAuthorityOnThatFileToo() {
        Family other = world.family(team, 1);
        casefiles.addRelationship(family.mother(), other.child(), RelationshipType.PARENT, LocalDate.of(2026, 1, 10), team.supervisor().id());
        signed();
        assertThat(refused(() -> visits(team.incoming(), List.of(family.child(), other.child()))).code()).isEqualTo("authority-required");
    }

    @Test
    void theFirstWorkerOfAFileWhoseFatherHasAHistoryCannotVisitBeforeTheSignature() {
        String name = "Unborn Example-" + team.mark();
        var opening = new OpeningDraft(new PersonDraft(null, true, name, null, null, LocalDate.of(2026, 6, 1), null, null, null),
                List.of(new OpeningDraft.Present(new PersonDraft(family.father(), false, null, null, null, null, null, null, null), RelationshipType.PARENT, null, false)),
                null, false, "A referral.", "The midwife", null, null, team.colleague().username(), List.of());
        FirstWorker.Begun[] begun = new FirstWorker.Begun[1];
        withoutSecondWall(SECOND_WALL, () -> begun[0] = firstWorker.open(opening, team.supervisor()));
        assertThat(begun[0].mayAct()).isFalse();
        assertThat(authorities.of(begun[0].casefileId())).isEmpty();
        EntryDraft visit = world.visit(new Family(team, begun[0].casefileId(), null, casefiles.get(begun[0].casefileId()).personId(), null, null, null), team.colleague());
        assertThat(refused(() -> chronology.append(begun[0].casefileId(), visit, team.colleague(), null)).code()).isEqualTo("authority-required");
    }

    @Test
    void whoHasNotReadCannotConfirm() {
        UUID handover = walk.at(family, HandoverStep.READ_HISTORY);
        assertThat(refused(() -> walk.act(handover, team.incoming(), null)).code()).isEqualTo("history-unread");
    }

    @Test
    void whoHasNotReadTheKeyEntriesCannotSign() {
        UUID handover = walk.at(family, HandoverStep.SIGN_OFF);
        int version = walk.save(handover, team.supervisor(), walk.signOff("AGREED"));
        assertThat(refused(() -> walk.complete(handover, team.supervisor(), Map.of("draftVersion", version))).code()).isEqualTo("not-ready-to-sign");
        assertThat(authorities.held(family.file(), team.incoming().id())).isEmpty();
    }

    @Test
    void whatArrivedAfterTheAccountIsReadBeforeTheSignature() {
        UUID handover = walk.at(family, HandoverStep.SIGN_OFF);
        world.reads(family.file(), team.supervisor());
        chronology.append(family.file(), world.fact(family, "The baby was weighed."), team.visitor(), null);
        int version = walk.save(handover, team.supervisor(), walk.signOff("AGREED"));
        assertThat(refused(() -> walk.complete(handover, team.supervisor(), Map.of("draftVersion", version))).code()).isEqualTo("history-unread");
        assertThat(authorities.held(family.file(), team.incoming().id())).isEmpty();
    }

    @Test
    void onlyTheLineSigns() {
        UUID handover = walk.at(family, HandoverStep.SIGN_OFF);
        world.reads(family.file(), team.supervisor());
        int version = walk.save(handover, team.supervisor(), walk.signOff("AGREED"));
        for (Practitioner person : List.of(team.incoming(), team.outgoing(), team.colleague(), team.service(), team.administrator())) {
            assertThat(refused(() -> transaction.executeWithoutResult(status -> steps.complete(handover, HandoverStep.SIGN_OFF, person.username(), version, null)))
                    .getMessage()).as(person.name()).endsWith(".");
        }
        assertThat(authorities.held(family.file(), team.incoming().id())).isEmpty();
    }

    @Test
    void anEntryIsMarkedAsReadAfterItWasOpenedAndInItsTime() {
        UUID reading = readings.begin(family.file(), team.supervisor().id());
        EntryRef entry = readings.lack(family.file(), team.supervisor().id()).get(0).entry();
        assertThat(refused(() -> readings.acknowledge(reading, List.of(entry), false)).code()).isEqualTo("not-opened");
        readings.open(reading, List.of(entry));
        TestClock.get().advance(Duration.ofMillis(200));
        assertThat(refused(() -> readings.acknowledge(reading, List.of(entry), false)).code()).isEqualTo("too-soon");
        EntryRef next = readings.lack(family.file(), team.supervisor().id()).get(1).entry();
        readings.open(reading, List.of(next));
        TestClock.get().advance(Duration.ofMinutes(1));
        readings.acknowledge(reading, List.of(entry), false);
        assertThat(refused(() -> readings.acknowledge(reading, List.of(next), false)).code()).as("one after the other").isEqualTo("too-soon");
    }

    @Test
    void whoSignsForTheNewWorkerPartsNoRecordsOfTheFamily() {
        PersonView mother = casefiles.person(family.mother());
        casefiles.addPerson(new NewPerson(false, mother.name(), mother.givenName(), mother.born(), null));
        UUID match = casefiles.proposals(family.file()).get(0).id();
        casefiles.decide(match, MatchOutcome.SAME, "She said so.", team.outgoing().id());
        walk.at(family, HandoverStep.READ_HISTORY);
        assertThat(refused(() -> casefiles.decide(match, MatchOutcome.NOT_SAME, "She is another.", team.supervisor().id())).code()).isEqualTo("own-sign-off");
        assertThat(casefiles.matches(family.file())).extracting(MatchView::outcome).containsExactly(MatchOutcome.SAME);
        casefiles.decide(match, MatchOutcome.NOT_SAME, "She is another.", team.service().id());
        assertThat(casefiles.matches(family.file())).extracting(MatchView::outcome).containsExactly(MatchOutcome.NOT_SAME);
    }

    @Test
    void whoSignsForTheNewWorkerUnmarksNoKeyEntryMeanwhile() {
        EntryRef key = new EntryRef(family.file(), 5);
        world.reads(family.file(), team.supervisor());
        walk.at(family, HandoverStep.READ_HISTORY);
        assertThat(refused(() -> chronology.judgeKey(key, false, "Entered twice.", team.supervisor())).code()).isEqualTo("own-sign-off");
        assertThat(jdbc.sql("select count(*) from key_decision where casefile_id = ?").params(family.file()).query(Integer.class).single()).isZero();
    }

    @Test
    void whoSignsForAReaderOrReadsAnswersNothingThatShortensTheReading() {
        UUID restriction = restrictions.place(new EntryRef(family.file(), 3), Restrictions.Level.WITHHELD, "third party", "told in confidence", team.supervisor());
        organisation.addDeputy(team.supervisor().id(), team.colleague().id(), TestClock.get().instant(), null);
        for (Practitioner signer : List.of(team.supervisor(), team.colleague())) {
            UUID held = signer == team.supervisor() ? restriction
                    : restrictions.place(new EntryRef(family.file(), 4), Restrictions.Level.WITHHELD, "third party", "told in confidence", signer);
            assertThat(refused(() -> restrictions.answer(held, team.incoming().id(), Restrictions.Answer.NOTHING_CHANGES, null, signer)).code()).isEqualTo("maker-is-not-checker");
            assertThat(refused(() -> restrictions.answer(held, signer.id(), Restrictions.Answer.RELEASED, null, signer)).code()).isEqualTo("maker-is-not-checker");
        }
        assertThat(jdbc.sql("select count(*) from restriction_answer where restriction_id = ?").params(restriction).query(Integer.class).single()).isZero();
    }

    @Test
    void whoIsOnTheConflictListTakesNoUrgentAccess() {
        owner.asOwner().sql("insert into conflict_of_interest (casefile_id, practitioner_id, reason, since) values (?, ?, 'A neighbour.', now())").params(family.file(), team.colleague().id()).update();
        assertThat(refused(() -> authorities.urgent(family.file(), team.colleague(), "The baby is alone.")).code()).isEqualTo("conflict");
        assertThat(authorities.held(family.file(), team.colleague().id())).isEmpty();
    }

    private void signed() {
        walk.at(family, HandoverStep.TELL_FAMILY);
    }

    private void visits(Practitioner worker, List<UUID> children) {
        EntryDraft visit = new EntryDraft(LocalDate.ofInstant(TestClock.get().instant(), ZoneOffset.UTC), Precision.EXACT, EventType.VISIT, worker.agencyId(), "worker",
                children, "Visit at home.", Provenance.OBSERVED, Verification.UNVERIFIED, null, null, null, null, null, false, Map.of(), worker.id());
        chronology.append(family.file(), visit, worker, null);
    }

    /** Tries it with every trigger of the second wall switched off; nothing is written. */
    private Refusal refused(Runnable attack) {
        long before = written();
        Refusal[] refusal = new Refusal[1];
        withoutSecondWall(SECOND_WALL, () -> refusal[0] = catchThrowableOfType(Refusal.class, attack::run));
        assertThat(refusal[0]).as("the service itself refuses").isNotNull();
        assertThat(written()).as("rows").isEqualTo(before);
        return refusal[0];
    }

    private void withoutSecondWall(List<String> tables, Runnable attack) {
        if (tables.isEmpty()) {
            attack.run();
        } else {
            owner.withoutTriggers(tables.get(0), () -> withoutSecondWall(tables.subList(1, tables.size()), attack));
        }
    }

    private long written() {
        return jdbc.sql("select (select count(*) from entry) + (select count(*) from authority) + (select count(*) from sign_off) + (select count(*) from receipt)").query(Long.class).single();
    }
}
