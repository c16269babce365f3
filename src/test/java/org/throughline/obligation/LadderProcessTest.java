package org.throughline.obligation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.access.Refusal;
import org.throughline.calendar.DueUnit;
import org.throughline.handover.HandoverStep;
import org.throughline.handover.HandoverWalk;
import org.throughline.organisation.DutyRole;
import org.throughline.organisation.DutyRota;
import org.throughline.organisation.NewPractitioner;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;
import org.throughline.workflow.EngineTasks;

/** The climb of a late obligation in the engine: who is told and asked when, what moves it, what ends it (X7, X8). */
@ThroughlineTest
class LadderProcessTest {

    @Autowired private Obligations obligations;
    @Autowired private DueMoves moves;
    @Autowired private LadderQuestions questions;
    @Autowired private LateSweep sweep;
    @Autowired private Organisation organisation;
    @Autowired private DutyRota rota;
    @Autowired private FamilyWorld world;
    @Autowired private HandoverWalk walk;
    @Autowired private EngineTasks engineTasks;
    @Autowired private RuntimeService runtime;
    @Autowired private ManagementService management;
    @Autowired private TaskService tasks;
    @Autowired private PlatformTransactionManager transactions;

    private TransactionTemplate transaction;
    private Team team;
    private String key;

    @BeforeEach
    void aTeam() {
        world.startClock();
        transaction = new TransactionTemplate(transactions);
        team = world.team();
        key = "test:" + UUID.randomUUID();
    }

    private Practitioner person(String name, UUID agency, PractitionerRole role, UUID line) {
        return organisation.get(organisation.addPractitioner(new NewPractitioner(name + "-" + team.mark(), name, agency, null, role, line, true)));
    }

    private UUID open(Practitioner owner, Instant due, boolean urgent) {
        return transaction.execute(status -> obligations.open(new NewObligation(key, null, "TEST", UUID.randomUUID(), "X7", "Do it", owner.id(),
                owner.agencyId(), due, urgent ? DueUnit.HOURS : DueUnit.WORKING_DAYS, urgent)));
    }

    /** Noticed at its moment. */
    private UUID late(Practitioner owner, Instant due, boolean urgent) {
        UUID id = open(owner, due, urgent);
        TestClock.get().set(due);
        obligations.late(id);
        return id;
    }

    private List<Job> jobs(UUID id) {
        return management.createJobQuery().processInstanceId(instance(id)).list();
    }

    private String instance(UUID id) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(id.toString()).singleResult().getId();
    }

    private List<Task> tasks(UUID id) {
        return tasks.createTaskQuery().processInstanceBusinessKey(id.toString()).orderByTaskCreateTime().asc().list();
    }

    private Task taskOf(UUID id, Practitioner person) {
        return tasks.createTaskQuery().processInstanceBusinessKey(id.toString()).taskAssignee(person.username()).singleResult();
    }

    /** Nobody does anything until the timer fires. @return when it fired */
    private Instant silence(UUID id) {
        Job timer = jobs(id).get(0);
        Instant due = timer.getDuedate().toInstant();
        TestClock.get().set(due);
        management.executeJob(timer.getId());
        return due;
    }

    private void nothingIsLeft(UUID id) {
        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(id.toString()).count()).isZero();
        assertThat(tasks(id)).isEmpty();
    }

    private void met() {
        transaction.executeWithoutResult(status -> obligations.met(key, team.incoming().id()));
    }

    /** Easter lies between the owner and the supervisor, the May holiday before the director. */
    @Test
    void silenceClimbsInWorkingDaysOverWeekendsAndHolidaysAndThenEveryWeek() {
        world.startClock(Instant.parse("2025-03-31T09:00:00Z"));
        team = world.team();
        Practitioner head = person("Hana Head", team.csc(), PractitionerRole.HEAD_OF_SERVICE, null);
        Practitioner director = person("Dora Director", team.csc(), PractitionerRole.DIRECTOR, null);
        UUID id = open(team.incoming(), Instant.parse("2025-04-17T16:00:00Z"), false);
        TestClock.get().set(Instant.parse("2025-04-17T15:59:59Z"));
        obligations.late(id);
        sweep.go();
        assertThat(obligations.told(id)).as("not late yet").isEmpty();

        TestClock.get().set(Instant.parse("2025-04-17T16:00:00Z"));
        sweep.go();
        sweep.go();
        assertThat(obligations.told(id)).as("noticed, and told once").extracting(LadderStep::level).containsExactly(0);
        for (int level = 1; level <= 6; level++) {
            assertThat(jobs(id)).as("one clock").hasSize(1);
            silence(id);
        }
        assertThat(obligations.told(id)).extracting(LadderStep::level, LadderStep::holder, LadderStep::toldId, LadderStep::at).containsExactly(
                tuple(0, LevelHolder.OWNER, team.incoming().id(), Instant.parse("2025-04-17T16:00:00Z")),
                tuple(1, LevelHolder.LINE_SUPERVISOR, team.supervisor().id(), Instant.parse("2025-04-22T16:00:00Z")),
                tuple(2, LevelHolder.SERVICE_MANAGER, team.service().id(), Instant.parse("2025-04-24T16:00:00Z")),
                tuple(3, LevelHolder.HEAD_OF_SERVICE, head.id(), Instant.parse("2025-04-28T16:00:00Z")),
                tuple(4, LevelHolder.DIRECTOR, director.id(), Instant.parse("2025-05-06T16:00:00Z")),
                tuple(5, LevelHolder.HIGHEST_TOLD, director.id(), Instant.parse("2025-05-13T16:00:00Z")),
                tuple(6, LevelHolder.HIGHEST_TOLD, director.id(), Instant.parse("2025-05-20T16:00:00Z")));
        assertThat(tasks(id)).extracting(Task::getAssignee).as("asked once each").containsExactlyInAnyOrder(team.incoming().username(), team.supervisor().username(),
                team.service().username(), head.username(), director.username());
        assertThat(taskOf(id, head).getDueDate()).isEqualTo(Date.from(Instant.parse("2025-05-06T16:00:00Z")));
        assertThat(runtime.getVariables(instance(id)).keySet()).as("nothing but routing facts").containsOnly("somebodyToAsk");
        met();
        assertThat(obligations.get(id).endKind()).isEqualTo("MET_LATE");
        nothingIsLeft(id);
    }

    /** The clocks go forward on 29 March at 01:00: hours are hours. */
    @Test
    void whatIsUrgentClimbsInHoursRoundTheClock() {
        Practitioner head = person("Hana Head", team.csc(), PractitionerRole.HEAD_OF_SERVICE, null);
        Practitioner director = person("Dora Director", team.csc(), PractitionerRole.DIRECTOR, null);
        Practitioner night = person("Noor Night", team.csc(), PractitionerRole.DUTY_MANAGER, null);
        rota.add(team.csc(), null, DutyRole.OUT_OF_HOURS_MANAGER, night.id(), Instant.parse("2026-03-27T17:00:00Z"), Instant.parse("2026-03-30T08:00:00Z"));
        UUID id = late(team.incoming(), Instant.parse("2026-03-28T10:00:00Z"), true);
        for (int level = 1; level <= 5; level++) {
            silence(id);
        }
        assertThat(obligations.told(id)).extracting(LadderStep::level, LadderStep::toldId, LadderStep::at).containsExactly(
                tuple(0, team.incoming().id(), Instant.parse("2026-03-28T10:00:00Z")), tuple(1, night.id(), Instant.parse("2026-03-28T10:00:00Z")),
                tuple(2, team.service().id(), Instant.parse("2026-03-28T14:00:00Z")), tuple(3, head.id(), Instant.parse("2026-03-29T10:00:00Z")),
                tuple(4, director.id(), Instant.parse("2026-03-30T10:00:00Z")), tuple(5, director.id(), Instant.parse("2026-04-06T10:00:00Z")));

        key = "test:" + UUID.randomUUID();
        UUID byDay = late(team.incoming(), Instant.parse("2026-04-07T08:00:00Z"), true);
        silence(byDay);
        assertThat(obligations.told(byDay)).extracting(LadderStep::toldId).as("the office is open").containsExactly(team.incoming().id(), team.supervisor().id());
    }

    /** The office is open on a working day from 9 to 5 by the clock on the wall, in summer and in winter. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-30T07:59:00Z, night, a minute before nine in summer", "2026-03-30T08:00:00Z, office, nine", "2026-03-30T15:59:59Z, office, a second before five",
        "2026-03-30T16:00:00Z, night, five", "2026-03-27T08:59:00Z, night, a minute before nine in winter", "2026-03-27T09:00:00Z, office, nine", "2026-03-27T16:59:00Z, office, a minute before five",
        "2026-03-27T17:00:00Z, night, five", "2026-03-28T12:00:00Z, night, a Saturday", "2026-03-29T12:00:00Z, night, the Sunday on which the clocks go forward",
        "2026-04-03T12:00:00Z, night, Good Friday", "2026-10-26T08:59:00Z, night, after the clocks went back", "2026-10-26T09:00:00Z, office, after the clocks went back",
        "2026-12-28T12:00:00Z, night, the substitute of Boxing Day", "2026-12-29T12:00:00Z, office, the day after"})
    void whatIsUrgentIsToldToTheManagerOfTheHour(Instant at, String who, String why) {
        Practitioner night = person("Noor Night", team.csc(), PractitionerRole.DUTY_MANAGER, null);
        rota.add(team.csc(), null, DutyRole.OUT_OF_HOURS_MANAGER, night.id(), at.minus(Duration.ofDays(2)), at.plus(Duration.ofDays(2)));
        UUID id = late(team.incoming(), at, true);
        silence(id);
        assertThat(obligations.told(id)).as(why).extracting(LadderStep::toldId).containsExactly(team.incoming().id(), who.equals("night") ? night.id() : team.supervisor().id());
    }

    @Test
    void aLevelThatNobodyHoldsIsPassedAtOnceAndSaidAndTheEndOfTheLineIsSaid() {
        Instant due = Instant.parse("2026-03-02T17:00:00Z");
        organisation.addAbsence(team.supervisor().id(), Instant.parse("2026-03-01T00:00:00Z"), null);
        UUID id = late(team.incoming(), due, false);
        silence(id);
        silence(id);
        silence(id);
        List<LadderStep> told = obligations.told(id);
        assertThat(told).extracting(LadderStep::toldId).containsExactly(team.incoming().id(), null, team.service().id(), null, null, team.service().id());
        assertThat(told.get(1).said()).isEqualTo("Sunita Supervisor is away and nobody stands in. Passed on at once.");
        assertThat(told.get(1).at()).isEqualTo(told.get(2).at()).isEqualTo(Instant.parse("2026-03-03T17:00:00Z"));
        assertThat(told.get(4).said()).contains("No director is entered", "The line ends here: Sven Service is told again until it ends.");
        assertThat(told.get(5).said()).startsWith("Told again");
    }

    @Test
    void aDeputyIsToldAndNobodyTwice() {
        Instant due = Instant.parse("2026-03-02T17:00:00Z");
        organisation.addAbsence(team.supervisor().id(), Instant.parse("2026-03-01T00:00:00Z"), null);
        organisation.addDeputy(team.supervisor().id(), team.colleague().id(), Instant.parse("2026-03-01T00:00:00Z"), null);
        UUID id = late(team.incoming(), due, false);
        silence(id);
        assertThat(obligations.told(id)).extracting(LadderStep::toldId).containsExactly(team.incoming().id(), team.colleague().id());
        assertThat(obligations.told(id).get(1).said()).contains("Sunita Supervisor is away; Cora Colleague stands in.");

        key = "test:" + UUID.randomUUID();
        UUID managers = late(team.supervisor(), due.plus(Duration.ofDays(3)), false);
        organisation.endDeputy(team.supervisor().id(), team.colleague().id(), due);
        silence(managers);
        silence(managers);
        assertThat(obligations.told(managers)).extracting(LadderStep::said).anySatisfy(said -> assertThat(said).contains("Sven Service was told at level 1."));
    }

    @Test
    void aPartnersLadderStaysInsideThePartnersAgency() {
        organisation.changeLine(team.visitor().id(), team.service().id());
        Practitioner lead = person("Lena Lead", team.health(), PractitionerRole.SAFEGUARDING_LEAD, null);
        Practitioner designated = person("Dina Designated", team.health(), PractitionerRole.DESIGNATED_PROFESSIONAL, null);
        Practitioner represents = person("Rhea Represents", team.health(), PractitionerRole.PARTNERSHIP_REPRESENTATIVE, null);
        UUID id = late(team.visitor(), Instant.parse("2026-03-02T17:00:00Z"), false);
        for (int level = 1; level <= 4; level++) {
            silence(id);
        }
        assertThat(obligations.told(id)).extracting(LadderStep::toldId).containsExactly(team.visitor().id(), lead.id(), designated.id(), represents.id(), null);
    }

    /** After the director the highest is told every week: levels 5 and 6. */
    @ParameterizedTest
    @CsvSource({"0,false", "1,false", "2,false", "3,false", "4,false", "5,false", "6,false", "0,true", "1,true", "2,true", "3,true", "4,true", "5,true", "6,true"})
    void metAtWhateverLevelItEndsAndNobodyIsAskedOrToldAnyMore(int level, boolean urgent) {
        person("Hana Head", team.csc(), PractitionerRole.HEAD_OF_SERVICE, null);
        person("Dora Director", team.csc(), PractitionerRole.DIRECTOR, null);
        UUID id = late(team.incoming(), TestClock.get().instant().plus(Duration.ofHours(1)), urgent);
        for (int silent = 0; silent < level; silent++) {
            silence(id);
        }
        assertThat(obligations.told(id)).extracting(LadderStep::level).containsExactlyElementsOf(IntStream.rangeClosed(0, level).boxed().toList());
        assertThat(obligations.told(id)).as("nobody is missing").noneMatch(step -> step.toldId() == null);
        assertThat(tasks(id)).as("each asked once").hasSize(Math.min(level, 4) + 1);
        if (level % 2 == 1) {
            transaction.executeWithoutResult(status -> obligations.overtaken(key, team.supervisor().id(), "Moved away."));
        } else {
            met();
        }
        nothingIsLeft(id);
        TestClock.get().advance(Duration.ofDays(60));
        sweep.go();
        assertThat(obligations.tellNextLevel(id)).isEqualTo(Climbed.ENDED);
        assertThat(obligations.told(id)).hasSize(level + 1);
    }

    @Test
    void aStepsDueMomentMovesWithItsTaskItsTimerAndItsLadderAndEveryMoveIsKept() {
        Family family = world.family(team, 2);
        UUID handover = walk.at(family, HandoverStep.PREPARE_SUMMARY);
        key = "handover:" + handover + ":Task_PrepareSummary";
        UUID id = obligations.open(key).orElseThrow().id();
        Instant later = Instant.parse("2026-03-09T17:00:00Z");
        assertThatThrownBy(() -> move(later, " ")).isInstanceOf(Refusal.class);
        move(later, "The worker is in court.");
        assertThat(obligations.get(id).dueAt()).isEqualTo(later);
        assertThat(jobs(handover)).extracting(Job::getDuedate).containsExactly(Date.from(later));
        assertThat(tasks(handover)).extracting(Task::getDueDate).containsExactly(Date.from(later));

        TestClock.get().set(later);
        management.executeJob(jobs(handover).get(0).getId());
        assertThat(obligations.told(id)).extracting(LadderStep::toldId).containsExactly(team.outgoing().id());
        Instant again = Instant.parse("2026-03-16T17:00:00Z");
        move(again, "Ill until then.");
        assertThat(jobs(id)).extracting(Job::getDuedate).containsExactly(Date.from(again));
        assertThat(tasks(id)).extracting(Task::getDueDate).containsExactly(Date.from(again));
        assertThat(silence(id)).isEqualTo(again);
        assertThat(obligations.told(id)).as("who was told stays told").extracting(LadderStep::toldId).containsExactly(team.outgoing().id(), team.supervisor().id());
        assertThat(moves.of(id)).extracting(DueMove::to, DueMove::reason).containsExactly(tuple(later, "The worker is in court."), tuple(again, "Ill until then."));
        Task asked = taskOf(id, team.supervisor());
        assertThatThrownBy(() -> answer(id, team.supervisor(), "NOT_NEEDED", team.service().username())).hasMessageContaining("A step waits for this");
        assertThat(taskOf(id, team.supervisor()).getId()).isEqualTo(asked.getId());
        walk.next(family, handover);
        nothingIsLeft(id);
    }

    private void move(Instant due, String reason) {
        transaction.executeWithoutResult(status -> moves.move(key, due, team.supervisor().id(), reason));
    }

    private void answer(UUID id, Practitioner person, String outcome, String to) {
        ObjectNode content = JsonNodeFactory.instance.objectNode().put("outcome", outcome).put("words", "Rang them.").put("expectedBy", "2026-03-05");
        int version = questions.save(id, questions.draft(id, person).version(), to == null ? content : content.put("to", to), person).version();
        engineTasks.complete(person.username(), taskOf(id, person).getId(), Map.of("draftVersion", version, "outcome", outcome));
    }

    @Test
    void anAnswerIsKeptAndStopsNoClock() {
        UUID id = late(team.incoming(), Instant.parse("2026-03-02T17:00:00Z"), false);
        assertThatThrownBy(() -> answer(id, team.incoming(), "PASSED_ON", team.visitor().username())).as("another agency").isInstanceOf(Refusal.class);
        answer(id, team.incoming(), "SEEN_TO", null);
        assertThat(tasks(id)).isEmpty();
        assertThat(silence(id)).isEqualTo(Instant.parse("2026-03-03T17:00:00Z"));
        answer(id, team.supervisor(), "PASSED_ON", team.colleague().username());
        assertThat(tasks(id)).extracting(Task::getAssignee).containsExactly(team.colleague().username());
        assertThat(silence(id)).isEqualTo(Instant.parse("2026-03-05T17:00:00Z"));
        answer(id, team.colleague(), "SEEN_TO", null);
        assertThat(jobs(id)).as("the next level's clock alone").hasSize(1);
        assertThat(questions.answers(id)).extracting(LadderQuestions.Answered::level, LadderQuestions.Answered::outcome).containsExactly(
                tuple(0, LadderAnswer.SEEN_TO), tuple(1, LadderAnswer.PASSED_ON), tuple(1, LadderAnswer.SEEN_TO));
    }

    @Test
    void whatIsNotNeededEndsWhenASecondPersonAgreesAndNotBefore() {
        UUID id = late(team.incoming(), Instant.parse("2026-03-02T17:00:00Z"), false);
        answer(id, team.incoming(), "NOT_NEEDED", team.colleague().username());
        assertThat(obligations.get(id).endedAt()).isNull();
        silence(id);
        answer(id, team.colleague(), "AGREED", null);
        assertThat(obligations.get(id).endKind()).isEqualTo("NOT_NEEDED");
        nothingIsLeft(id);
    }

    @Test
    void nobodyBeginsOrTakesAwayALadderFromOutside() {
        UUID id = late(team.incoming(), Instant.parse("2026-03-02T17:00:00Z"), false);
        assertThatThrownBy(() -> runtime.startProcessInstanceByKey("obligation-ladder", id.toString())).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> runtime.deleteProcessInstance(instance(id), "gone")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> engineTasks.complete(team.incoming().username(), taskOf(id, team.incoming()).getId(), Map.of())).hasMessageContaining("Write and save first");
        assertThat(tasks(id)).hasSize(1);
    }

    @Test
    void whoeverNoticesItAtOnceItBeginsOnceAndEachLevelIsToldOnce() throws Exception {
        UUID id = open(team.incoming(), Instant.parse("2026-03-02T17:00:00Z"), false);
        TestClock.get().set(Instant.parse("2026-03-02T17:00:00Z"));
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(nodes.submit(() -> obligations.late(id)));
                all.add(nodes.submit(() -> obligations.tellNextLevel(id)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            nodes.shutdownNow();
        }
        assertThat(obligations.told(id)).extracting(LadderStep::level).containsExactly(0);
        assertThat(tasks(id)).hasSize(1);
        assertThat(jobs(id)).hasSize(1);
    }
}
