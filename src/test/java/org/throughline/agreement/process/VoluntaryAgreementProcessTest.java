package org.throughline.agreement.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.access.Refusal.Missing;
import org.throughline.agreement.AgreementState;
import org.throughline.agreement.AgreementStep;
import org.throughline.agreement.AgreementSteps;
import org.throughline.agreement.AgreementWalk;
import org.throughline.agreement.Agreements;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.EventType;
import org.throughline.handover.ReadinessCheck;
import org.throughline.meeting.MeetingCounted;
import org.throughline.meeting.MeetingKind;
import org.throughline.meeting.MeetingStep;
import org.throughline.meeting.MeetingWalk;
import org.throughline.meeting.MeetingWalk.Round;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.reading.Readings;
import org.throughline.testing.EveryFlow;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** Every path and timer of an agreement, with the real services, the real record and the real engine. The story begins on Monday 2 March 2026, 09:00. */
@ThroughlineTest
class VoluntaryAgreementProcessTest {

    @RegisterExtension
    static final EveryFlow PATHS = new EveryFlow("voluntary-agreement");

    @Autowired FamilyWorld world;
    @Autowired AgreementWalk walk;
    @Autowired MeetingWalk meetings;
    @Autowired Agreements agreements;
    @Autowired AgreementSteps steps;
    @Autowired Chronology chronology;
    @Autowired Readings readings;
    @Autowired Organisation organisation;
    @Autowired List<ReadinessCheck> readiness;
    @Autowired ApplicationEventPublisher events;
    @Autowired RuntimeService runtime;
    @Autowired TaskService tasks;
    @Autowired ManagementService management;
    @Autowired TransactionTemplate transaction;
    @Autowired JdbcClient jdbc;

    private Family family;
    private Practitioner worker;
    private Practitioner manager;

    @BeforeEach
    void aFamily() {
        world.startClock();
        family = world.family(world.team(), 6);
        worker = family.team().outgoing();
        manager = family.team().supervisor();
    }

    private Task task(UUID agreement) {
        return tasks.createTaskQuery().processInstanceBusinessKey(agreement.toString()).singleResult();
    }

    private boolean runs(UUID agreement) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(agreement.toString()).count() > 0;
    }

    private List<String> entries(EventType type) {
        return jdbc.sql("select e.standing from entry e where e.casefile_id = ? and e.event_type = ? order by e.seq").params(family.file(), type.name()).query(String.class).list();
    }

    private int owed(UUID agreement) {
        return jdbc.sql("select count(*) from obligation where subject_id = ? and ended_at is null").params(agreement).query(Integer.class).single();
    }

    private String ended(UUID agreement, AgreementStep step) {
        return jdbc.sql("select coalesce(end_kind, 'open') from obligation where dedupe_key = ? order by born_at desc limit 1").params("agreement-step:" + agreement + ":" + step.taskKey())
                .query(String.class).single();
    }

    private static List<String> missing(Throwable refusal) {
        return ((Refusal) refusal).missing().stream().map(Missing::text).toList();
    }

    @Test
    void fromTheDraftToItsReview() {
        UUID agreement = walk.begun(family);
        assertThat(task(agreement).getAssignee()).isEqualTo(worker.username());
        walk.next(family, agreement);
        assertThat(task(agreement).getAssignee()).as("the manager first").isEqualTo(manager.username());
        walk.next(family, agreement);
        walk.next(family, agreement);
        assertThat(entries(EventType.AGREEMENT_MADE)).isEmpty();
        walk.next(family, agreement);
        assertThat(walk.state(agreement)).isEqualTo(AgreementState.IN_FORCE);
        assertThat(entries(EventType.AGREEMENT_MADE)).as("an intervention through the gate").containsExactly("AUTHORISED");
        assertThat(walk.review(agreement)).as("28 days from Monday 2 March").isEqualTo(LocalDate.of(2026, 3, 30));
        assertThat(task(agreement).getDueDate()).as("three working days before").isEqualTo("2026-03-25T17:00:00.000");
        walk.next(family, agreement);
        assertThat(walk.end(agreement)).isEqualTo("REVIEWED");
        assertThat(runs(agreement)).isFalse();
        assertThat(entries(EventType.AGREEMENT_ENDED)).hasSize(1);
        assertThat(owed(agreement)).isZero();
    }

    @Test
    void noDrafterApprovesAndWhatIsSentBackOrChangedIsApprovedAnew() {
        UUID agreement = walk.at(family, AgreementStep.APPROVE);
        ObjectNode yes = AgreementWalk.object(Map.of("outcome", "APPROVED", "words", "It is about the cot."));
        walk.act(agreement, manager, yes, false);
        assertThatThrownBy(() -> walk.complete(agreement, worker, 1)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> steps.complete(agreement, AgreementStep.APPROVE, worker.username(), 1, null))).isInstanceOf(Refusal.class)
                .hasMessageContaining("You wrote in this agreement");
        walk.act(agreement, manager, AgreementWalk.object(Map.of("outcome", "RETURNED", "words", "Say who brings the cot.")));
        assertThat(walk.step(agreement)).isEqualTo(AgreementStep.DRAFT);
        walk.act(agreement, manager, walk.text(family).put("monitoring", "I look at it myself."), false);
        walk.act(agreement, worker, walk.text(family));
        assertThat(task(agreement).getAssignee()).as("who wrote in it does not approve it, the next of the line does").isEqualTo(family.team().service().username());
        assertThatThrownBy(() -> walk.act(agreement, manager, yes)).as("nor sees the place where it is done").isInstanceOf(NotFound.class);
        walk.act(agreement, family.team().service(), yes, false);
        assertThatThrownBy(() -> walk.complete(agreement, manager, 1)).isInstanceOf(RuntimeException.class);
        assertThat(walk.step(agreement)).isEqualTo(AgreementStep.APPROVE);
        walk.next(family, agreement);
        walk.act(agreement, worker, AgreementWalk.object(Map.of("outcome", "CHANGE", "words", "Mara asks for a warmer room.")));
        assertThat(walk.step(agreement)).isEqualTo(AgreementStep.DRAFT);
        for (AgreementStep step : List.of(AgreementStep.APPROVE, AgreementStep.EXPLAIN, AgreementStep.ANSWER)) {
            walk.next(family, agreement);
            assertThat(walk.step(agreement)).isEqualTo(step);
        }
        walk.act(agreement, worker, AgreementWalk.answers("ASKS_CHANGE"));
        assertThat(walk.step(agreement)).isEqualTo(AgreementStep.DRAFT);
        assertThat(jdbc.sql("select number from agreement where id = ?").params(agreement).query(Integer.class).single()).isEqualTo(3);
    }

    @Test
    void whoWroteWhatIsRenewedDoesNotApproveTheRenewal() {
        UUID first = walk.begun(family);
        walk.act(first, manager, walk.text(family), false);
        while (walk.step(first) != AgreementStep.REVIEW) {
            walk.next(family, first);
        }
        walk.act(first, worker, AgreementWalk.object(Map.of("outcome", "RENEW", "came", "Half of it.", "safe", "Visits.", "why", "The grandmother moves in.")));
        UUID second = walk.renewal(first);
        walk.next(family, second);
        assertThat(task(second).getAssignee()).as("the words of the manager stand in it still").isEqualTo(family.team().service().username());
    }

    @Test
    void whoHasAConflictOfInterestDoesNotApprove() {
        UUID agreement = walk.at(family, AgreementStep.APPROVE);
        walk.act(agreement, manager, AgreementWalk.object(Map.of("outcome", "APPROVED", "words", "It is about the cot.")), false);
        String conflict = "insert into conflict_of_interest (casefile_id, practitioner_id, reason, since) values (?, ?, 'related', ?)";
        jdbc.sql(conflict).params(family.file(), manager.id(), Timestamp.from(TestClock.get().instant())).update();
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> steps.complete(agreement, AgreementStep.APPROVE, manager.username(), 1, null))).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> jdbc.sql("insert into agreement_approval values (?, 1, 'APPROVED', 'Yes.', ?, ?)").params(agreement, manager.id(), Timestamp.from(TestClock.get().instant())).update())
                .hasStackTraceContaining("on the conflict list");
        UUID next = walk.begun(family);
        walk.act(next, worker, walk.text(family));
        assertThat(task(next).getAssignee()).as("nor is asked").isNotEqualTo(manager.username());
    }

    @Test
    void notAgreeingIsRecordedAndIsNoConcern() {
        UUID agreement = walk.at(family, AgreementStep.ANSWER);
        ObjectNode no = AgreementWalk.answers("DOES_NOT_AGREE");
        assertThatThrownBy(() -> walk.act(agreement, worker, no)).isInstanceOf(Refusal.class);
        walk.act(agreement, worker, no.put("outcome", "NOT_AGREED").put("words", "Daily visits."));
        assertThat(walk.end(agreement)).isEqualTo("NOT_AGREED");
        assertThat(runs(agreement)).isFalse();
        assertThat(entries(EventType.AGREEMENT_MADE)).isEmpty();
        assertThat(entries(EventType.AGREEMENT_BREACHED)).isEmpty();
    }

    @Test
    void whatRunsOutIsLapsedAtOnceAndTheSupervisorIsAskedByTheNextWorkingDay() {
        UUID agreement = walk.at(family, AgreementStep.REVIEW);
        walk.lapse(agreement);
        assertThat(walk.state(agreement)).isEqualTo(AgreementState.LAPSED);
        assertThat(jdbc.sql("select agreement_in_force(a, ?) from agreement a where id = ?").params(Timestamp.from(TestClock.get().instant()), agreement).query(Boolean.class).single()).isFalse();
        assertThat(task(agreement).getAssignee()).isEqualTo(manager.username());
        assertThat(task(agreement).getDueDate()).isEqualTo("2026-03-31T16:00:00.000");
        assertThat(ended(agreement, AgreementStep.REVIEW)).as("the review stays owed").isEqualTo("open");
        assertThatThrownBy(() -> walk.act(agreement, manager, AgreementWalk.object(Map.of("safe", "n/a")))).isInstanceOf(Refusal.class);
        walk.next(family, agreement);
        assertThat(walk.step(agreement)).isEqualTo(AgreementStep.REVIEW);
        assertThat(walk.state(agreement)).as("an answer prolongs nothing").isEqualTo(AgreementState.LAPSED);
        walk.next(family, agreement);
        assertThat(ended(agreement, AgreementStep.REVIEW)).isEqualTo("MET_LATE");
    }

    @Test
    void aRenewalTakesTheOldOnesPlaceAndTheThirdAsksMore() {
        UUID first = walk.at(family, AgreementStep.REVIEW);
        ObjectNode renew = AgreementWalk.object(Map.of("outcome", "RENEW", "came", "Half of it.", "safe", "Visits.", "why", "The grandmother moves in."));
        walk.act(first, worker, renew);
        UUID second = walk.renewal(first);
        assertThat(walk.step(first)).isEqualTo(AgreementStep.RENEW);
        for (int step = 0; step < 4; step++) {
            walk.next(family, second);
        }
        assertThat(walk.end(first)).isEqualTo("SUPERSEDED");
        assertThat(runs(first)).isFalse();
        assertThat(ended(first, AgreementStep.RENEW)).isEqualTo("MET");
        walk.act(second, worker, renew);
        UUID third = walk.renewal(second);
        assertThatThrownBy(() -> walk.next(family, third)).satisfies(refused -> assertThat(missing(refused)).filteredOn(text -> text.contains("A11")).hasSize(2));
        ObjectNode text = walk.text(family);
        text.putObject("answers").put("A11-supervision", "On Friday: it is the last one.").put("A11-strategy", "Not yet: he is seen daily.");
        walk.act(third, worker, text);
        agreements.dropped(third, "A plan is made instead.", worker);
        assertThat(walk.step(second)).as("no renewal came of it: it is reviewed").isEqualTo(AgreementStep.REVIEW);
        assertThat(task(second).getTaskDefinitionKey()).isEqualTo("Task_ReviewAgreement");
    }

    @Test
    void aBreachWaitsForTheManagersDecisionWithinOneWorkingDay() {
        UUID agreement = walk.at(family, AgreementStep.REVIEW);
        TestClock.get().advance(Duration.ofDays(1));
        agreements.breached(agreement, AgreementWalk.breach(), worker);
        assertThat(task(agreement).getTaskDefinitionKey()).isEqualTo("Task_DecideOnBreach");
        assertThat(task(agreement).getAssignee()).isEqualTo(manager.username());
        assertThat(task(agreement).getDueDate()).isEqualTo("2026-03-04T17:00:00.000");
        chronology.append(family.file(), world.draft(family, EventType.AGREEMENT_BREACHED, family.team().health(), "Told by the neighbour.", null), family.team().visitor(), null);
        assertThat(jdbc.sql("select count(*) from agreement_breach where agreement_id = ? and decided_at is null").params(agreement).query(Integer.class).single()).as("both wait for it").isEqualTo(2);
        assertThat(jdbc.sql("select count(*) from obligation where casefile_id = ? and rule_id in ('A16', 'M12') and ended_at is null").params(family.file()).query(Integer.class).single())
                .as("the rule's own duty, and the manager's").isEqualTo(2);
        assertThatThrownBy(() -> walk.act(agreement, manager, AgreementWalk.object(Map.of("outcome", "GOES_ON", "words", "One night.", "safe", "A visit."))))
                .satisfies(refused -> assertThat(missing(refused)).anyMatch(text -> text.contains("strategy discussion")));
        walk.next(family, agreement);
        assertThat(walk.step(agreement)).isEqualTo(AgreementStep.REVIEW);
        assertThat(jdbc.sql("select count(*) from obligation where casefile_id = ? and rule_id in ('A16', 'M12') and ended_at is null").params(family.file()).query(Integer.class).single()).isZero();
        walk.act(agreement, worker, AgreementWalk.breach().put("outcome", "NOT_KEPT"));
        walk.act(agreement, manager, AgreementWalk.object(Map.of("outcome", "END", "words", "It does not hold.", "safe", "A placement with legal advice.", "strategy", "YES", "strategyWhy", "He is nine weeks old.")));
        assertThat(walk.end(agreement)).isEqualTo("AFTER_BREACH");
        assertThat(jdbc.sql("select count(*) from meeting where casefile_id = ? and kind = 'STRATEGY' and rule_id = 'OWN'").params(family.file()).query(Integer.class).single())
                .as("what the manager decided is called for").isEqualTo(1);
        assertThat(entries(EventType.AGREEMENT_BREACHED)).hasSize(3);
    }

    @Test
    void aBreachOfWhatHasLapsedMeanwhileLeadsToTheQuestionAndAChangeToARenewal() {
        UUID agreement = walk.at(family, AgreementStep.REVIEW);
        agreements.breached(agreement, AgreementWalk.breach(), worker);
        TestClock.get().advance(Duration.ofDays(40));
        walk.act(agreement, manager, AgreementWalk.object(Map.of("outcome", "CHANGE", "words", "Another one.", "safe", "A visit.", "strategy", "NO", "strategyWhy", "Seen well.")));
        assertThat(walk.step(agreement)).isEqualTo(AgreementStep.ANSWER_LAPSE);
        walk.next(family, agreement);
        assertThat(walk.step(agreement)).isEqualTo(AgreementStep.RENEW);
        assertThat(walk.renewal(agreement)).isNotNull();
    }

    @Test
    void aPlanTakesItsPlaceAndARenewalUnderWayDoesNotHideABreachOrAnEnd() {
        UUID planned = walk.at(family, AgreementStep.REVIEW);
        ObjectNode plan = AgreementWalk.object(Map.of("outcome", "PLAN", "came", "The cot is used.", "safe", "Visits."));
        assertThatThrownBy(() -> walk.act(planned, worker, plan)).satisfies(refused -> assertThat(missing(refused)).singleElement().asString().contains("which plan takes its place"));
        walk.act(planned, worker, plan.put("plan", "The child in need plan of Monday; Olive has it."));
        assertThat(walk.end(planned)).isEqualTo("REPLACED_BY_PLAN");
        assertThat(runs(planned)).isFalse();

        UUID old = walk.at(family, AgreementStep.REVIEW);
        walk.act(old, worker, AgreementWalk.object(Map.of("outcome", "RENEW", "came", "Half of it.", "safe", "Visits.", "why", "The grandmother moves in.")));
        walk.act(old, worker, AgreementWalk.breach().put("outcome", "NOT_KEPT"));
        assertThat(walk.step(old)).isEqualTo(AgreementStep.DECIDE_BREACH);
        walk.next(family, old);
        assertThat(walk.step(old)).as("its renewal is still under way").isEqualTo(AgreementStep.RENEW);
        walk.next(family, old);
        assertThat(walk.end(old)).isEqualTo("REVIEWED");
        assertThat(runs(old)).isFalse();
        assertThat(owed(old)).isZero();
    }

    @Test
    void aParentWithdrawsAndThatIsNoBreach() {
        UUID agreement = walk.at(family, AgreementStep.REVIEW);
        assertThatThrownBy(() -> agreements.withdrawn(agreement, AgreementWalk.object(Map.of("party", "agency")), worker)).satisfies(refused -> assertThat(missing(refused)).hasSize(4));
        agreements.withdrawn(agreement, AgreementWalk.object(Map.of("party", "p1", "on", "2026-03-02", "said", "I no longer want this.", "safe", "Daily visits.")), worker);
        assertThat(walk.end(agreement)).isEqualTo("WITHDRAWN");
        assertThat(runs(agreement)).isFalse();
        assertThat(owed(agreement)).isZero();
        assertThat(entries(EventType.AGREEMENT_BREACHED)).isEmpty();
        assertThat(entries(EventType.AGREEMENT_ENDED)).hasSize(1);
    }

    @Test
    void aMeetingOfThePlanTakesItUpAndAnotherOneDoesNot() {
        Round round = meetings.round();
        UUID agreement = walk.at(round.family(), AgreementStep.REVIEW);
        transaction.executeWithoutResult(status -> events.publishEvent(new MeetingCounted(UUID.randomUUID(), round.family().file(), MeetingKind.STRATEGY, AgreementWalk.today().plusDays(1), null,
                round.chair().id())));
        assertThat(walk.state(agreement)).isEqualTo(AgreementState.IN_FORCE);
        UUID meeting = meetings.at(round, MeetingStep.HOLD);
        assertThat(walk.state(agreement)).as("convened is not held").isEqualTo(AgreementState.IN_FORCE);
        jdbc.sql("update meeting set kind = 'CORE_GROUP' where id = ?").params(meeting).update();
        meetings.next(round, meeting);
        assertThat(walk.end(agreement)).isEqualTo("ABSORBED");
        assertThat(runs(agreement)).isFalse();
    }

    @Test
    void aFamilyIsNotHandedOverWithAnAgreementThatNobodyHandsOn() {
        UUID agreement = walk.at(family, AgreementStep.REVIEW);
        assertThat(obstacles()).singleElement().asString().contains("30 Mar 2026");
        EntryRef made = jdbc.sql("select entry_file, entry_seq from agreement where id = ?").params(agreement).query((row, n) -> new EntryRef(row.getObject(1, UUID.class), row.getLong(2))).single();
        Practitioner incoming = family.team().incoming();
        UUID reading = readings.begin(family.file(), incoming.id());
        assertThat(readings.lack(family.file(), incoming.id())).as("it stands on the reading list").anyMatch(lack -> lack.entry().equals(made));
        readings.open(reading, List.of(made));
        assertThatThrownBy(() -> readings.acknowledge(reading, List.of(made), true)).as("not with its period").hasMessageContaining("read by itself");
        TestClock.get().advance(Duration.ofMinutes(2));
        readings.acknowledge(reading, List.of(made), false);
        assertThat(readings.lack(family.file(), incoming.id())).noneMatch(lack -> lack.entry().equals(made));
        agreements.handedOn(agreement, "The cot is there; the nights with Finn are not talked about.", worker);
        assertThat(obstacles()).isEmpty();
        walk.lapse(agreement);
        assertThat(obstacles()).singleElement().asString().contains("lapsed");
    }

    private List<String> obstacles() {
        return readiness.stream().flatMap(check -> check.obstacles(family.file(), TestClock.get().instant()).stream()).filter(one -> one.id().equals("HB8"))
                .map(ReadinessCheck.Obstacle::detail).toList();
    }

    @Test
    void everythingThatIsWrongIsNamedAtOnceAndNothingIsHalfDone() {
        UUID agreement = walk.begun(family);
        ObjectNode text = walk.text(family, LocalDate.of(2026, 5, 30)).put("purpose", "<script>alert(1)</script>").put("contingency", "").put("abuseSuspected", true);
        text.withArray("terms").addObject().put("id", "t3").put("owner", "p1").put("text", "x".repeat(5_000)).put("by", "2026-03-20").put("asks", "REPORT");
        text.withArray("terms").addObject().put("id", "t4").put("owner", "p1").put("text", "Hal will live with his grandmother.").put("by", "2026-03-20").put("asks", "OWN_ACT");
        for (int i = 2; i <= 50; i++) {
            text.withArray("parties").addObject().put("id", "p" + i).put("kind", "PARENT").put("personId", UUID.randomUUID().toString());
        }
        ((ObjectNode) text.withArray("parties").get(1)).put("abuse", "AGAINST").put("language", "Polish").put("capacity", "DOUBTED");
        text.withArray("copies").removeAll();
        assertThatThrownBy(() -> walk.act(agreement, worker, text)).satisfies(refused -> assertThat(missing(refused)).anyMatch(one -> one.contains("up to 20 parties; this one has 51"))
                .anyMatch(one -> one.contains("1,000 characters; this has 5000")).anyMatch(one -> one.contains("(A1)")).anyMatch(one -> one.contains("too far away")).anyMatch(one -> one.contains("Nobody works"))
                .anyMatch(one -> one.contains("(A4)")).anyMatch(one -> one.contains("Term 3") && one.contains("(A6)")).anyMatch(one -> one.contains("Mara") && one.contains("(A7)"))
                .anyMatch(one -> one.contains("Mara") && one.contains("(A9)")).anyMatch(one -> one.contains("Term 4") && one.contains("(A10)")).anyMatch(one -> one.contains("Choose somebody of the family"))
                .anyMatch(one -> one.startsWith("Term 1 (Brings a cot.): say on whose copy it stands")).anyMatch(one -> one.contains("stands on the copy of every party"))
                .noneMatch(one -> one.startsWith("Term 2 (Lays Hal")));
        assertThat(walk.step(agreement)).isEqualTo(AgreementStep.DRAFT);
        assertThat(jdbc.sql("select count(*) from agreement_text where agreement_id = ?").params(agreement).query(Integer.class).single()).isZero();
        assertThat(jdbc.sql("select content ->> 'purpose' from step_draft where aggregate_id = ?").params(agreement).query(String.class).single()).as("what was typed stays").contains("<script>");
    }

    /** A party marked is enough: nobody has to tick that abuse is suspected as well. */
    @Test
    void whereAbuseIsSuspectedDrafterAndManagerReadWhatEachPartyReads() {
        UUID agreement = walk.begun(family);
        ObjectNode text = walk.text(family);
        ObjectNode mother = (ObjectNode) text.withArray("parties").get(1);
        ((ObjectNode) text.withArray("terms").get(1)).remove("asks");
        text.withArray("parties").addObject().put("id", "p2").put("kind", "PARENT").put("personId", family.father().toString()).put("capacity", "SURE").put("abuse", "SUSPECTED_OF");
        assertThatThrownBy(() -> walk.act(agreement, worker, text)).satisfies(refused -> assertThat(missing(refused)).anyMatch(one -> one.contains("Mark who is harmed"))
                .anyMatch(one -> one.contains("whether this asks them to control")).anyMatch(one -> one.startsWith("Term 1 (Brings a cot.)")).anyMatch(one -> one.contains("Read once more")));
        mother.put("abuse", "AGAINST");
        ((ObjectNode) text.withArray("terms").get(1)).put("asks", "OWN_ACT");
        ObjectNode cot = (ObjectNode) text.withArray("terms").get(0);
        ObjectNode read = text.putObject("readAgain").put("purpose", text.path("purpose").asText()).put("monitoring", text.path("monitoring").asText())
                .put("ifNotKept", text.path("ifNotKept").asText()).put("contingency", "Nothing yet.");
        assertThatThrownBy(() -> walk.act(agreement, worker, text)).satisfies(refused -> assertThat(missing(refused)).hasSize(2).anyMatch(one -> one.startsWith("Term 1"))
                .anyMatch(one -> one.contains("the words have changed since")));
        read.put("contingency", text.path("contingency").asText());
        for (String nobody : List.of("agency", "", "p9")) {
            cot.put("about", nobody);
            assertThatThrownBy(() -> walk.act(agreement, worker, text)).as("about '%s'", nobody).satisfies(refused -> assertThat(missing(refused)).singleElement().asString().startsWith("Term 1"));
        }
        cot.put("about", "EVERYBODY");
        walk.act(agreement, worker, text);
        ObjectNode yes = AgreementWalk.object(Map.of("outcome", "APPROVED", "words", "It is about the cot."));
        assertThatThrownBy(() -> walk.act(agreement, manager, yes)).satisfies(refused -> assertThat(missing(refused)).singleElement().asString().contains("Read the copy of each party"));
        walk.act(agreement, manager, yes.put("copiesRead", true));
        assertThatThrownBy(() -> walk.act(agreement, worker, AgreementWalk.explained())).as("one of them is not told").isInstanceOf(Refusal.class);
        ObjectNode told = AgreementWalk.parties(Map.of("p1", Map.of("on", AgreementWalk.today(), "how", "IN_PERSON", "capacity", "SURE"),
                "p2", Map.of("on", AgreementWalk.today(), "how", "IN_PERSON", "alone", true, "capacity", "SURE")), "EXPLAINED");
        assertThatThrownBy(() -> walk.act(agreement, worker, told)).satisfies(refused -> assertThat(missing(refused)).singleElement().asString().contains("Mara", "alone"));
    }

    @Test
    void aLevelThatCannotApproveIsPassedAndWhereNobodyIsLeftItIsSaidAndSomebodyIsTold() {
        String conflict = "insert into conflict_of_interest (casefile_id, practitioner_id, reason, since) values (?, ?, 'related', ?)";
        UUID away = walk.begun(family);
        organisation.addAbsence(manager.id(), TestClock.get().instant().minusSeconds(60), TestClock.get().instant().plusSeconds(60));
        walk.act(away, worker, walk.text(family));
        assertThat(task(away).getAssignee()).as("who is away and not stood in for is passed").isEqualTo(family.team().service().username());
        TestClock.get().advance(Duration.ofMinutes(5));

        UUID passed = walk.begun(family);
        jdbc.sql(conflict).params(family.file(), manager.id(), Timestamp.from(TestClock.get().instant())).update();
        walk.act(passed, worker, walk.text(family));
        assertThat(task(passed).getAssignee()).isEqualTo(family.team().service().username());
        walk.next(family, passed);
        assertThat(walk.step(passed)).as("signed by the level above").isEqualTo(AgreementStep.EXPLAIN);

        UUID nobody = walk.begun(family);
        jdbc.sql(conflict).params(family.file(), family.team().service().id(), Timestamp.from(TestClock.get().instant())).update();
        walk.act(nobody, worker, walk.text(family));
        assertThat(task(nobody).getAssignee()).isNull();
        for (Practitioner who : List.of(manager, worker, family.team().colleague())) {
            assertThatThrownBy(() -> transaction.executeWithoutResult(status -> steps.complete(nobody, AgreementStep.APPROVE, who.username(), 1, null))).isInstanceOf(Refusal.class)
                    .hasMessageContaining("Nobody above Olive Outgoing can approve it now").hasMessageContaining("Sunita Supervisor, Sven Service").hasMessageContaining("enter somebody who stands in");
        }
        late(nobody);
        assertThat(jdbc.sql("select count(*) from obligation_step s join obligation o on o.id = s.obligation_id where o.subject_id = ? and s.told_id is not null").params(nobody).query(Integer.class).single())
                .as("the ladder tells somebody").isPositive();
        organisation.addDeputy(manager.id(), family.team().colleague().id(), TestClock.get().instant().minusSeconds(60), null);
        agreements.takeOver(nobody, family.team().colleague());
        walk.next(family, nobody);
        assertThat(walk.step(nobody)).as("who was entered as standing in").isEqualTo(AgreementStep.EXPLAIN);
    }

    @Test
    void whatIsCalledSomethingElseIsOneRiskHoweverItIsSpelledAndAnotherOneIsAskedAbout() {
        UUID first = walk.begun(family);
        walk.act(first, worker, other("The dog, which bites."));
        for (int step = 0; step < 3; step++) {
            walk.next(family, first);
        }
        assertThat(walk.state(first)).isEqualTo(AgreementState.IN_FORCE);
        UUID second = walk.begun(family);
        assertThatThrownBy(() -> walk.act(second, worker, other(" the DOG which   b\u00edtes!"))).satisfies(refused -> assertThat(missing(refused)).anyMatch(one -> one.contains("an agreement on this risk already")));
        assertThatThrownBy(() -> walk.act(second, worker, other("A cat."))).satisfies(refused -> assertThat(missing(refused)).singleElement().asString().contains("(A11)", "another one than that of the other"));
        ObjectNode answered = other("A cat.");
        answered.putObject("answers").put("A11-words", "The cat scratches; it is about his eyes.");
        walk.act(second, worker, answered);
        assertThat(walk.step(second)).isEqualTo(AgreementStep.APPROVE);
    }

    private ObjectNode other(String words) {
        ObjectNode text = walk.text(family);
        ((ObjectNode) text.path("risk")).put("kind", "OTHER").put("words", words);
        return text;
    }

    @Test
    void whoMayNotActForTheAgencyDraftsNothing() {
        assertThatThrownBy(() -> agreements.draft(family.file(), null, manager)).isInstanceOf(Refusal.class);
        assertThat(jdbc.sql("select count(*) from agreement where casefile_id = ?").params(family.file()).query(Integer.class).single()).isZero();
    }

    @ParameterizedTest
    @EnumSource(value = AgreementStep.class, names = {"DRAFT", "APPROVE", "EXPLAIN", "ANSWER", "REVIEW"})
    void everyStepThatIsLateClimbs(AgreementStep step) {
        late(walk.at(family, step));
    }

    @Test
    void aLateQuestionDecisionAndRenewalClimbToo() {
        UUID breached = walk.at(family, AgreementStep.REVIEW);
        agreements.breached(breached, AgreementWalk.breach(), worker);
        late(breached);
        walk.next(family, breached);
        walk.act(breached, worker, AgreementWalk.object(Map.of("outcome", "RENEW", "came", "Half of it.", "safe", "Visits.", "why", "The grandmother moves in.")));
        late(breached);
        walk.lapse(breached);
        late(breached);
    }

    private void late(UUID agreement) {
        Task waiting = task(agreement);
        Job timer = management.createJobQuery().processInstanceId(waiting.getProcessInstanceId()).timers().singleResult();
        assertThat(timer.getDuedate()).isEqualTo(waiting.getDueDate());
        TestClock.get().set(timer.getDuedate().toInstant());
        management.executeJob(timer.getId());
        assertThat(jdbc.sql("select level from obligation where subject_id = ? and dedupe_key like ? and ended_at is null").params(agreement, "%" + waiting.getTaskDefinitionKey()).query(Integer.class).single())
                .isPositive();
        assertThat(task(agreement).getId()).as("it stays where it is").isEqualTo(waiting.getId());
    }
}
