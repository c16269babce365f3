package org.throughline.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

@ThroughlineTest
class TaskGuardProcessTest {

    @Autowired private Errand errand;
    @Autowired private EngineTasks tasks;
    @Autowired private TaskService taskService;
    @Autowired private RuntimeService runtime;
    @Autowired private ManagementService management;
    @Autowired private IdentityService identity;
    @Autowired private AuthorizationService authorizations;

    @AfterEach
    void nobodySignedIn() {
        identity.clearAuthentication();
    }

    @Test
    void aTaskIsWithItsAssigneeAndSeenByItsOwnerUntilItsDueMoment() {
        Instant now = Instant.parse("2026-09-07T10:00:00Z");
        TestClock.get().set(now);
        EngineTask task = first(errand.begin("wanda", "sue"));

        assertThat(task.assignee()).isEqualTo("wanda");
        assertThat(task.owner()).isEqualTo("sue");
        assertThat(task.due()).isEqualTo(now.plus(Duration.ofDays(2)));
        assertThat(task.form()).isEqualTo("errand-first-step");
        assertThat(tasks.ownedBy("sue")).extracting(EngineTask::id).contains(task.id());
        assertThat(mayWork("wanda", task.id())).isTrue();
        assertThat(mayWork("sue", task.id())).isFalse();
        assertThat(maySee("sue", task.id())).isTrue();
        assertThat(maySee("otto", task.id())).isFalse();
    }

    @Test
    void theFormerAssigneeLosesTheTask() {
        EngineTask task = first(errand.begin("wanda", "sue"));
        taskService.setAssignee(task.id(), "walter");

        assertThat(maySee("wanda", task.id())).isFalse();
        assertThat(mayWork("walter", task.id())).isTrue();
        taskService.setAssignee(task.id(), "wanda");
        assertThat(mayWork("wanda", task.id())).isTrue();
        assertThat(maySee("walter", task.id())).isFalse();
    }

    @Test
    void whatIsNotAllowedIsRefusedWithEveryNameAndNothingOfItStays() {
        String key = errand.begin("wanda", "sue");
        EngineTask task = first(key);

        assertThatThrownBy(() -> tasks.complete("wanda", task.id(), Map.of("historyRead", true, "worker", "otto", "outcome", "x".repeat(201))))
                .isInstanceOf(Refusal.class).hasMessageContainingAll("historyRead", "worker", "outcome");
        assertThat(runtime.getVariables(instance(key))).containsEntry("worker", "wanda").doesNotContainKeys("historyRead", "outcome");
    }

    @Test
    void theDomainsSentenceComesOutOfTheEngineAsItIs() {
        EngineTask task = first(errand.begin("wanda", "sue"));
        as("wanda");
        assertThatThrownBy(() -> taskService.complete(task.id(), Map.of("outcome", "not-ready"))).isInstanceOf(Refusal.class).hasMessage("3 things are still missing.");
    }

    @Test
    void routingFactsComeFromTheDomainAlone() {
        String key = errand.begin("wanda", "sue");
        tasks.complete("wanda", first(key).id(), Map.of());
        assertThatThrownBy(() -> tasks.complete("sue", first(key).id(), Map.of("agreed", true, "outcome", "no"))).hasMessageContaining("agreed");
        tasks.complete("sue", first(key).id(), Map.of("outcome", "no"));

        assertThat(first(key).key()).isEqualTo("Task_FirstStep");
        assertThat(runtime.getVariables(instance(key))).containsEntry("agreed", false).doesNotContainKey("outcome");
    }

    @Test
    void nobodyButTheAssigneeCompletes() {
        EngineTask task = first(errand.begin("wanda", "sue"));

        assertThatThrownBy(() -> tasks.complete("otto", task.id(), Map.of())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> tasks.complete("sue", task.id(), Map.of())).isNotInstanceOf(NotFound.class);
        assertThatThrownBy(() -> taskService.complete(task.id())).isInstanceOf(Refusal.class).hasMessageContaining("Nobody is signed in");
        identity.setAuthentication("camunda", List.of("camunda-admin"));
        assertThatThrownBy(() -> taskService.complete(task.id())).hasMessageContaining("wanda");
    }

    @Test
    void theSecondCompletionHearsWhoDidIt() {
        EngineTask task = first(errand.begin("wanda", "sue"));
        tasks.complete("wanda", task.id(), Map.of());

        assertThatThrownBy(() -> tasks.complete("wanda", task.id(), Map.of())).isInstanceOf(Refusal.class).hasMessage("Already done by wanda.");
        assertThatThrownBy(() -> tasks.complete("otto", task.id(), Map.of())).isInstanceOf(NotFound.class);
    }

    @Test
    void aWaitingTaskCannotBeTakenAway() {
        String key = errand.begin("wanda", "sue");
        EngineTask task = first(key);
        String instance = instance(key);

        assertThatThrownBy(() -> runtime.deleteProcessInstance(instance, "tired of it", true, true, true, true)).isInstanceOf(Refusal.class).hasMessageContaining("still waits for wanda");
        assertThatThrownBy(() -> runtime.createProcessInstanceModification(instance).cancelAllForActivity("Task_FirstStep").startBeforeActivity("EndEvent_ErrandDone").execute(true, true))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> runtime.createMessageCorrelation("errand-withdrawn").processInstanceBusinessKey(key).correlate()).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> taskService.handleBpmnError(task.id(), "anything")).isInstanceOf(RuntimeException.class);
        assertThat(first(key).id()).isEqualTo(task.id());
    }

    @Test
    void theDomainItselfMayTakeItAway() {
        String key = errand.begin("wanda", "sue");
        errand.withdraw(key);
        assertThat(tasks.waitingFor("test-errand", key)).isEmpty();
    }

    @Test
    void noInstanceStartsWithoutTheDomain() {
        assertThatThrownBy(() -> runtime.startProcessInstanceByKey("test-errand", "mine", Map.of("worker", "otto", "supervisor", "otto")))
                .isInstanceOf(Refusal.class).hasMessageContaining("from the case file");
        assertThatThrownBy(() -> runtime.createProcessInstanceByKey("test-errand").startBeforeActivity("Task_SecondStep").execute()).isInstanceOf(Refusal.class);
    }

    @Test
    void lateIsToldByATimerThatLeavesTheTask() {
        Instant now = Instant.parse("2026-09-07T10:00:00Z");
        TestClock.get().set(now);
        String key = errand.begin("wanda", "sue");
        Job timer = management.createJobQuery().processInstanceId(instance(key)).singleResult();
        assertThat(timer.getDuedate()).isEqualTo(Date.from(now.plus(Duration.ofDays(2))));

        management.executeJob(timer.getId());
        assertThat(errand.reminded()).contains(key);
        assertThat(first(key).key()).isEqualTo("Task_FirstStep");
    }

    private EngineTask first(String key) {
        return tasks.waitingFor("test-errand", key).get(0);
    }

    private String instance(String key) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(key).singleResult().getId();
    }

    private void as(String user) {
        identity.setAuthentication(user, List.of());
    }

    private boolean maySee(String user, String task) {
        return authorizations.isUserAuthorized(user, List.of(), Permissions.READ, Resources.TASK, task);
    }

    private boolean mayWork(String user, String task) {
        return authorizations.isUserAuthorized(user, List.of(), Permissions.TASK_WORK, Resources.TASK, task);
    }
}
