package org.throughline.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.access.Invalid;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.casefile.Casefiles;
import org.throughline.obligation.AwayPeople;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.obligation.Watchdog;
import org.throughline.organisation.DutyRole;
import org.throughline.organisation.DutyRota;
import org.throughline.organisation.NewPractitioner;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;
import org.throughline.testing.EveryFlow;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;
import org.throughline.workflow.EngineTasks;

/** Every path and every timer of a professional disagreement, E0 to E5. The story begins on Monday 2 March 2026, 09:00. */
@ThroughlineTest
class DisagreementProcessTest {

    @RegisterExtension
    static final EveryFlow PATHS = new EveryFlow("professional-disagreement");

    @Autowired private Disagreements disagreements;
    @Autowired private DisagreementSteps steps;
    @Autowired private DisagreementStore store;
    @Autowired private WatchedDisagreements watched;
    @Autowired private Watchdog watchdog;
    @Autowired private AwayPeople away;
    @Autowired private Obligations obligations;
    @Autowired private Organisation organisation;
    @Autowired private DutyRota rota;
    @Autowired private Casefiles casefiles;
    @Autowired private FamilyWorld world;
    @Autowired private EngineTasks engineTasks;
    @Autowired private RuntimeService runtime;
    @Autowired private ManagementService management;
    @Autowired private TaskService tasks;
    @Autowired private JdbcClient jdbc;
    @Autowired private PlatformTransactionManager transactions;

    private Team team;
    private Family family;
    private Practitioner hester;
    private Practitioner olive;

    @BeforeEach
    void aHealthVisitorAndAWorker() {
        world.startClock();
        team = world.team();
        family = world.family(team, 2);
        hester = team.visitor();
        olive = team.outgoing();
        new TransactionTemplate(transactions).executeWithoutResult(status ->
                casefiles.addInvolvement(team.health(), family.child(), hester.id(), LocalDate.of(2026, 1, 12), null, "weight"));
    }

    private Practitioner person(String name, UUID agency, PractitionerRole role, UUID line) {
        return organisation.get(organisation.addPractitioner(new NewPractitioner(name + "-" + team.mark(), name, agency, null, role, line, true)));
    }

    private NewDisagreement with(Practitioner person, boolean danger, boolean conference) {
        return new NewDisagreement(family.file(), person.id(), DisagreementSubject.THRESHOLD, "The file is to be closed.", "Nobody has seen the baby awake for three weeks.",
                "He could be left alone again.", "The grandmother comes in the mornings; nothing at night.", danger, conference, false);
    }

    private UUID raised() {
        return disagreements.raise(with(olive, false, false), hester);
    }

    private Disagreement now(UUID id) {
        return store.find(id).orElseThrow();
    }

    private Practitioner doer(UUID id) {
        return organisation.get(now(id).doerId());
    }

    private Task task(UUID id) {
        return tasks.createTaskQuery().processInstanceBusinessKey(id.toString()).singleResult();
    }

    private List<DisagreementAct> acts(UUID id) {
        return store.acts(id);
    }

    private static ObjectNode text(String... pairs) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < pairs.length; i += 2) {
            content.put(pairs[i], pairs[i + 1]);
        }
        return content;
    }

    /** Writes, saves and completes, as a person does. */
    private void does(UUID id, Practitioner who, String... pairs) {
        ObjectNode content = text(pairs);
        int version = steps.save(id, steps.draft(id, who).version(), content, who).version();
        Map<String, Object> sent = content.has("outcome") ? Map.of("draftVersion", version, "outcome", content.path("outcome").asText()) : Map.of("draftVersion", version);
        engineTasks.complete(who.username(), task(id).getId(), sent);
    }

    private void answers(UUID id) {
        does(id, doer(id), "plan", "We visit together on Wednesday.", "safety", "The grandmother stays the night.", "attendees", "Both, by telephone.");
    }

    private void disagrees(UUID id) {
        does(id, hester, "outcome", "NOT_AGREED", "words", "The plan is not enough.", "safety", "I ring every morning.");
    }

    private void waitsAt(UUID id, DisagreementLevel level, DisagreementStep step, Practitioner doer, String due) {
        assertThat(now(id).level()).isEqualTo(level);
        assertThat(now(id).step()).isEqualTo(step);
        assertThat(task(id).getTaskDefinitionKey()).isEqualTo(step.taskKey());
        assertThat(task(id).getAssignee()).isEqualTo(doer.username());
        assertThat(task(id).getDueDate()).isEqualTo(Date.from(Instant.parse(due)));
        assertThat(timer(id).getDuedate()).isEqualTo(Date.from(Instant.parse(due)));
        ObligationView owed = obligations.open(now(id).waitKey()).orElseThrow();
        assertThat(owed.dueAt()).isEqualTo(Instant.parse(due));
        assertThat(owed.ownerId()).isEqualTo(doer.id());
    }

    private Job timer(UUID id) {
        return management.createJobQuery().processInstanceId(task(id).getProcessInstanceId()).singleResult();
    }

    private void silence(UUID id) {
        Job timer = timer(id);
        TestClock.get().set(timer.getDuedate().toInstant());
        management.executeJob(timer.getId());
    }

    private void nothingIsLeft(UUID id) {
        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(id.toString()).count()).isZero();
        assertThat(jdbc.sql("select count(*) from obligation where subject_id = :id and ended_at is null").param("id", id).query(Integer.class).single()).isZero();
    }

    @Test
    void fromOneLevelToTheNextUntilTheDissentStands() {
        Practitioner chair = person("Pia Partnership", team.csc(), PractitionerRole.PARTNERSHIP_CHAIR, null);
        UUID id = raised();
        waitsAt(id, DisagreementLevel.E1, DisagreementStep.ANSWER, olive, "2026-03-04T17:00:00Z");
        answers(id);
        waitsAt(id, DisagreementLevel.E1, DisagreementStep.DECIDE, hester, "2026-03-04T17:00:00Z");
        disagrees(id);
        waitsAt(id, DisagreementLevel.E2, DisagreementStep.ANSWER, team.supervisor(), "2026-03-09T17:00:00Z");
        answers(id);
        disagrees(id);
        waitsAt(id, DisagreementLevel.E3, DisagreementStep.ANSWER, team.service(), "2026-03-04T17:00:00Z");
        answers(id);
        disagrees(id);
        assertThat(doer(id).role()).as("%s or whoever chairs", chair.name()).isEqualTo(PractitionerRole.PARTNERSHIP_CHAIR);
        waitsAt(id, DisagreementLevel.E4, DisagreementStep.SET_DATE, doer(id), "2026-03-03T17:00:00Z");
        does(id, doer(id), "day", "2026-03-12", "reason", "The executive meets on that day.");
        waitsAt(id, DisagreementLevel.E4, DisagreementStep.ANSWER, doer(id), "2026-03-12T17:00:00Z");
        answers(id);
        assertThat(runtime.getVariables(task(id).getProcessInstanceId()).keySet()).as("routing facts alone").containsOnly("childInDanger", "dateToSet", "outcome");
        disagrees(id);
        assertThat(now(id).endKind()).isEqualTo("DISSENT_STANDS");
        nothingIsLeft(id);
        assertThat(acts(id)).extracting(DisagreementAct::outcome).containsExactly("RAISED", "ANSWERED", "NOT_AGREED", "ANSWERED", "NOT_AGREED", "ANSWERED", "NOT_AGREED",
                "DATE_SET", "ANSWERED", "NOT_AGREED");
    }

    @Test
    void whoDisagreesEndsItByAgreeing() {
        UUID id = raised();
        answers(id);
        does(id, hester, "outcome", "AGREED");
        assertThat(now(id).endKind()).isEqualTo("AGREED");
        nothingIsLeft(id);
        assertThatThrownBy(() -> engineTasks.complete(hester.username(), "gone", Map.of())).isInstanceOf(NotFound.class);
    }

    @Test
    void anAnswerThatDoesNotComeGoesToTheNextLevelByItselfAndAboveThePartnershipItsLadderBegins() {
        person("Pia Partnership", team.csc(), PractitionerRole.PARTNERSHIP_CHAIR, null);
        UUID id = raised();
        Task first = task(id);
        management.executeJob(timer(id).getId());
        assertThat(now(id).level()).as("not before its moment").isEqualTo(DisagreementLevel.E1);
        // the watchdog's sweep finds what a timer did not carry: here the timer that fired too early
        TestClock.get().set(first.getDueDate().toInstant());
        new TransactionTemplate(transactions).executeWithoutResult(status -> steps.late(id));
        waitsAt(id, DisagreementLevel.E2, DisagreementStep.ANSWER, team.supervisor(), "2026-03-11T17:00:00Z");
        assertThat(tasks.createTaskQuery().taskId(first.getId()).count()).isZero();
        assertThat(steps.whyGone(id, DisagreementStep.ANSWER)).as("it waits, elsewhere").isEmpty();
        silence(id);
        waitsAt(id, DisagreementLevel.E3, DisagreementStep.ANSWER, team.service(), "2026-03-13T17:00:00Z");
        silence(id);
        waitsAt(id, DisagreementLevel.E4, DisagreementStep.SET_DATE, doer(id), "2026-03-16T17:00:00Z");
        ObligationView owed = obligations.open(now(id).waitKey()).orElseThrow();
        silence(id);
        assertThat(now(id).step()).as("nobody is above").isEqualTo(DisagreementStep.SET_DATE);
        assertThat(obligations.told(owed.id())).as("its ladder").isNotEmpty();
        assertThat(acts(id)).extracting(DisagreementAct::outcome).containsExactly("RAISED", "SILENT", "SILENT", "SILENT");
        assertThat(acts(id).get(1).said()).contains("Olive Outgoing did not answer in time");
        assertThat(jdbc.sql("select count(*) from obligation where subject_id = :id and end_kind = 'OVERTAKEN'").param("id", id).query(Integer.class).single()).isEqualTo(3);
        does(id, doer(id), "day", "2026-03-20", "reason", "The executive meets on that day.");
        silence(id);
        assertThat(now(id).step()).as("the last answer waits, and its ladder climbs").isEqualTo(DisagreementStep.ANSWER);
        answers(id);
        silence(id);
        assertThat(now(id).step()).as("silence of who disagrees ends nothing").isEqualTo(DisagreementStep.DECIDE);
        does(id, hester, "outcome", "AGREED");
        nothingIsLeft(id);
    }

    @Test
    void whereAChildIsInDangerTheDutyManagerActsFirstRoundTheClock() {
        Practitioner night = person("Noor Night", team.csc(), PractitionerRole.DUTY_MANAGER, team.service().id());
        TestClock.get().set(Instant.parse("2026-03-07T22:00:00Z"));
        rota.add(team.csc(), null, DutyRole.OUT_OF_HOURS_MANAGER, night.id(), Instant.parse("2026-03-07T18:00:00Z"), Instant.parse("2026-03-08T08:00:00Z"));
        UUID id = disagreements.raise(with(olive, true, false), hester);
        waitsAt(id, DisagreementLevel.E1, DisagreementStep.ACT_ON_DANGER, night, "2026-03-07T23:00:00Z");
        assertThat(obligations.open(now(id).waitKey()).orElseThrow().urgent()).isTrue();
        assertThatThrownBy(() -> disagreements.withdraw(id, "It is settled.", hester)).isInstanceOf(Refusal.class).hasMessageContaining("child is safe");
        ObligationView owed = obligations.open(now(id).waitKey()).orElseThrow();
        silence(id);
        assertThat(obligations.told(owed.id())).isNotEmpty();
        assertThat(now(id).step()).isEqualTo(DisagreementStep.ACT_ON_DANGER);
        assertThatThrownBy(() -> does(id, night, "note", "x")).isInstanceOf(Refusal.class)
                .satisfies(refused -> assertThat(((Refusal) refused).missing()).extracting(Refusal.Missing::href).containsExactly("#done"));
        does(id, night, "done", "The police have seen him; he sleeps at his grandmother's.");
        waitsAt(id, DisagreementLevel.E1, DisagreementStep.ANSWER, olive, "2026-03-10T17:00:00Z");
    }

    @Test
    void dissentFromAConferenceGoesToItsChairAndThenToThePartnership() {
        Practitioner chair = person("Cleo Chair", team.csc(), PractitionerRole.CONFERENCE_CHAIR, team.service().id());
        person("Pia Partnership", team.csc(), PractitionerRole.PARTNERSHIP_CHAIR, null);
        UUID id = disagreements.raise(with(chair, false, true), hester);
        waitsAt(id, DisagreementLevel.E5, DisagreementStep.SET_DATE, chair, "2026-03-03T17:00:00Z");
        assertThatThrownBy(() -> does(id, chair, "day", "2026-03-01")).isInstanceOf(Refusal.class)
                .satisfies(refused -> assertThat(((Refusal) refused).missing()).extracting(Refusal.Missing::href).containsExactly("#day", "#reason"));
        does(id, chair, "day", "2026-03-05", "reason", "The dissent is recorded in the minutes by then.");
        answers(id);
        disagrees(id);
        assertThat(now(id).level()).isEqualTo(DisagreementLevel.E4);
    }

    @Test
    void neverIsItClosedByThePersonDisagreedWith() {
        Practitioner sunita = team.supervisor();
        UUID id = disagreements.raise(with(sunita, false, false), olive);
        answers(id);
        String task = task(id).getId();
        assertThat(task(id).getOwner()).as("her line supervisor is the one she disagrees with").isNull();
        assertThatThrownBy(() -> engineTasks.complete(sunita.username(), task, Map.of("draftVersion", 1, "outcome", "AGREED"))).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> steps.draft(id, sunita)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> new TransactionTemplate(transactions).execute(status -> steps.complete(id, DisagreementStep.DECIDE, sunita.username(), 1, null)))
                .isInstanceOf(Refusal.class).hasMessageContaining("Olive Outgoing");
        assertThatThrownBy(() -> disagreements.withdraw(id, "It is settled.", sunita)).isInstanceOf(Refusal.class).hasMessageContaining("Only who disagrees");
        assertThatThrownBy(() -> runtime.deleteProcessInstance(task(id).getProcessInstanceId(), "settled")).hasMessageContaining("still waits");
        assertThatThrownBy(() -> runtime.startProcessInstanceByKey("professional-disagreement", UUID.randomUUID().toString())).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> jdbc.sql("update disagreement set step = 'ENDED', doer_id = null, end_kind = 'AGREED', ended_at = now(), ended_by = with_id where id = :id")
                .param("id", id).update()).isInstanceOf(DataIntegrityViolationException.class).hasMessageContaining("never_closed_by_the_person_disagreed_with");
        assertThatThrownBy(() -> jdbc.sql("update disagreement_act set outcome = 'AGREED' where disagreement_id = :id").param("id", id).update()).isInstanceOf(RuntimeException.class);
        assertThat(now(id).ended()).isFalse();
    }

    @Test
    void aLevelThatNobodyHoldsIsPassedAtOnceAndSaid() {
        UUID health = team.health();
        Practitioner designated = person("Dee Designated", health, PractitionerRole.DESIGNATED_PROFESSIONAL, null);
        UUID id = disagreements.raise(with(hester, false, false), olive);
        silence(id);
        waitsAt(id, DisagreementLevel.E3, DisagreementStep.ANSWER, designated, "2026-03-06T17:00:00Z");
        assertThat(acts(id)).extracting(DisagreementAct::outcome).containsExactly("RAISED", "SILENT", "PASSED");
        assertThat(acts(id).get(2).said()).contains("line manager").contains("passed on at once");
    }

    @Test
    void itIsTakenBackOnlyWithAReasonAndReadByWhoIsDisagreedWith() {
        UUID id = raised();
        ObligationView owed = obligations.open(Disagreement.acknowledgeKey(id)).orElseThrow();
        assertThat(owed.dueAt()).isEqualTo(Instant.parse("2026-03-03T17:00:00Z"));
        assertThat(owed.ownerId()).isEqualTo(olive.id());
        assertThatThrownBy(() -> disagreements.acknowledge(id, hester)).isInstanceOf(NotFound.class);
        disagreements.acknowledge(id, olive);
        disagreements.acknowledge(id, olive);
        assertThat(obligations.get(owed.id()).endKind()).isEqualTo("MET");
        assertThatThrownBy(() -> disagreements.withdraw(id, " ", hester)).isInstanceOf(Invalid.class);
        disagreements.withdraw(id, "We talked; I had the wrong day.", hester);
        assertThat(now(id).endKind()).isEqualTo("WITHDRAWN");
        nothingIsLeft(id);
        assertThat(steps.whyGone(id, DisagreementStep.ANSWER)).get().asString().contains("Hester Visitor has taken this back: We talked");
    }

    @Test
    void everythingMissingIsNamedAtOnceAndOnlyWhoWorksWithTheFamilyWrites() {
        assertThatThrownBy(() -> disagreements.raise(new NewDisagreement(family.file(), hester.id(), null, " ", null, "", null, false, false, false), hester))
                .isInstanceOf(Invalid.class).satisfies(refused -> assertThat(((Invalid) refused).faults()).extracting(Invalid.Fault::field)
                        .containsExactly("with", "subject", "what", "why", "couldHappen", "safeMeanwhile"));
        Practitioner stranger = person("Stan Stranger", organisation.addAgency("pol-" + team.mark(), "Police", org.throughline.organisation.AgencyKind.POLICE),
                PractitionerRole.PARTNER_PROFESSIONAL, null);
        assertThatThrownBy(() -> disagreements.raise(with(olive, false, false), stranger)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> disagreements.raiseByLink(with(olive, false, false), stranger)).isInstanceOf(Refusal.class);
    }

    @Test
    void theWatchdogFindsEachOpenOneWhereTheRecordSaysItWaits() {
        UUID id = raised();
        assertThat(watched.waiting()).anySatisfy(step -> {
            assertThat(step.id()).isEqualTo(id);
            assertThat(step.taskKey()).isEqualTo("Task_AnswerDisagreement");
            assertThat(obligations.open(step.obligationKey())).isPresent();
        });
        watchdog.round();
        assertThat(alarmsAbout(id)).isZero();
        String job = timer(id).getId();
        management.deleteJob(job);
        watchdog.round();
        assertThat(alarmsAbout(id)).as("a timer that is gone is found").isEqualTo(1);
    }

    private int alarmsAbout(UUID id) {
        return jdbc.sql("select count(*) from alarm where cleared_at is null and (subject like :task or instance = :instance)").param("task", "%" + id + "%")
                .param("instance", task(id).getProcessInstanceId()).query(Integer.class).single();
    }

    @Test
    void whatSomebodyWhoLeftOwesGoesToWhoGetsTheirWorkButNotToWhomItIsAbout() {
        UUID aboutHer = raised();
        UUID hers = disagreements.raise(with(team.colleague(), false, false), olive);
        answers(hers);
        organisation.left(olive.id());
        Practitioner gone = organisation.get(olive.id());
        assertThatThrownBy(() -> away.handOn(gone, hester, team.supervisor())).as("another agency").isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> away.handOn(gone, team.colleague(), team.supervisor())).isInstanceOf(Refusal.class).hasMessageContaining("takes part");
        assertThat(task(hers).getAssignee()).isEqualTo(olive.username());
        away.handOn(gone, team.incoming(), team.supervisor());
        assertThat(task(hers).getAssignee()).isEqualTo(team.incoming().username());
        assertThat(task(aboutHer).getAssignee()).isEqualTo(team.incoming().username());
        answers(aboutHer);
        does(hers, team.incoming(), "outcome", "AGREED");
        assertThat(now(hers).endKind()).isEqualTo("AGREED");
    }

    /** Whichever comes first, one step waits, with one task, one timer and one obligation. */
    @Test
    void anAnswerAndItsTimerAtTheSameMomentLeaveOneStep() throws Exception {
        for (int i = 0; i < 4; i++) {
            UUID id = raised();
            Job timer = timer(id);
            int version = steps.save(id, 0, text("plan", "We visit.", "safety", "The grandmother.", "attendees", "Both."), olive).version();
            String task = task(id).getId();
            TestClock.get().set(timer.getDuedate().toInstant());
            ExecutorService two = Executors.newFixedThreadPool(2);
            try {
                List<Future<String>> done = two.invokeAll(List.of(
                        () -> trying(() -> engineTasks.complete(olive.username(), task, Map.of("draftVersion", version))),
                        () -> trying(() -> management.executeJob(timer.getId()))));
                assertThat(done.get(0).get() + done.get(1).get()).as("one of them at least").contains("done");
            } finally {
                two.shutdown();
            }
            Disagreement now = now(id);
            assertThat(now.step() == DisagreementStep.DECIDE ? now.level() == DisagreementLevel.E1 : now.level() == DisagreementLevel.E2 && now.step() == DisagreementStep.ANSWER)
                    .as(now.toString()).isTrue();
            assertThat(task(id).getTaskDefinitionKey()).isEqualTo(now.step().taskKey());
            assertThat(task(id).getAssignee()).isEqualTo(doer(id).username());
            assertThat(jdbc.sql("select count(*) from obligation where subject_id = :id and ended_at is null and dedupe_key like '%Task_%'").param("id", id).query(Integer.class).single()).isEqualTo(1);
            world.startClock();
        }
    }

    private static String trying(Runnable act) {
        try {
            act.run();
            return "done";
        } catch (RuntimeException lost) {
            return "lost";
        }
    }
}
