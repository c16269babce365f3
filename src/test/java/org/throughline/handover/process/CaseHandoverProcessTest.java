package org.throughline.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.init;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.throughline.access.Invalid;
import org.throughline.access.Refusal;
import org.throughline.authority.Authorities;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EntryDraft;
import org.throughline.chronology.EventType;
import org.throughline.handover.HandoverStep;
import org.throughline.handover.HandoverType;
import org.throughline.handover.HandoverWalk;
import org.throughline.handover.Handovers;
import org.throughline.handover.NewHandover;
import org.throughline.handover.ReasonCode;
import org.throughline.organisation.Organisation;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;
import org.throughline.workflow.ThisTransaction;
import org.throughline.workflow.EngineTasks;

/** Every path of the handover, with the real services, the real record and the real engine. */
@ThroughlineTest
class CaseHandoverProcessTest {

    @Autowired FamilyWorld world;
    @Autowired HandoverWalk walk;
    @Autowired Handovers handovers;
    @Autowired Casefiles casefiles;
    @Autowired Authorities authorities;
    @Autowired Organisation organisation;
    @Autowired Chronology chronology;
    @Autowired EngineTasks tasks;
    @Autowired ProcessEngine engine;
    @Autowired RuntimeService runtime;
    @Autowired HistoryService history;
    @Autowired JdbcClient jdbc;
    @Autowired PlatformTransactionManager transactions;
    @Autowired ThisTransaction thisTransaction;

    private Family family;

    @BeforeEach
    void aFamily() {
        init(engine);
        world.startClock();
        family = world.family(world.team(), 6);
    }

    private ProcessInstance process(UUID handover) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(handover.toString(), "case-handover").singleResult();
    }

    private List<String> passed(UUID handover) {
        String instance = history.createHistoricProcessInstanceQuery().processInstanceBusinessKey(handover.toString()).singleResult().getId();
        return history.createHistoricActivityInstanceQuery().processInstanceId(instance).finished().list().stream().map(a -> a.getActivityId()).toList();
    }

    @Test
    void fromRequestToRecheckAuthorityMovesOnlyWithTheSignature() {
        UUID handover = walk.request(family);
        assertThat(process(handover)).isWaitingAtExactly("Task_PrepareSummary").task().isAssignedTo(family.team().outgoing().username());
        for (HandoverStep step = walk.step(handover); step != HandoverStep.TELL_FAMILY; step = walk.step(handover)) {
            assertThat(casefiles.responsible(family.file())).contains(family.team().outgoing().id());
            assertThat(authorities.held(family.file(), family.team().incoming().id())).as("authority while at %s", step).isEmpty();
            walk.next(family, handover);
        }
        assertThat(casefiles.responsible(family.file())).contains(family.team().incoming().id());
        assertThat(authorities.held(family.file(), family.team().incoming().id())).isPresent();
        assertThat(authorities.held(family.file(), family.team().outgoing().id())).isEmpty();
        walk.next(family, handover);
        assertThat(process(handover)).isWaitingAtExactly("Task_Recheck");
        walk.next(family, handover);
        assertThat(process(handover)).isNull();
        assertThat(passed(handover)).containsSubsequence("Task_PrepareSummary").contains("Task_RecordDiscussion", "EndEvent_HandoverCompleted")
                .doesNotContain("Task_PlanReading", "Task_Escalate");
        assertThat(jdbc.sql("select end_kind from obligation where subject_id = :id and rule_id = 'X9' and dedupe_key like '%Task_%'").param("id", handover)
                .query(String.class).list()).hasSize(8).containsOnly("MET");
        assertThat(jdbc.sql("select count(*) from gate_violation where casefile_id = :file").param("file", family.file()).query(Integer.class).single()).isZero();
    }

    @Test
    void aHandoverWhoseProcessIsGoneCanStillBeWithdrawnAndIsOtherwiseRefusedBySentence() {
        UUID handover = walk.request(family);
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            thisTransaction.left(handover);
            runtime.deleteProcessInstance(process(handover).getId(), "an older model let it end");
        });
        assertThat(process(handover)).isNull();
        assertThatThrownBy(() -> handovers.takeOver(handover, family.team().supervisor())).isInstanceOf(Refusal.class).hasMessageContaining("Withdraw the handover");
        handovers.withdraw(handover, "Nobody can work on it.", family.team().supervisor());
        assertThat(walk.step(handover)).isEqualTo(HandoverStep.ENDED);
        assertThat(walk.request(family)).as("and asked for again").isNotNull();
    }

    @Test
    void withoutDiscussionTheReadingIsSupported() {
        UUID handover = walk.request(family, HandoverType.WORKER_SAME_TEAM, false);
        walk.next(family, handover);
        walk.next(family, handover);
        assertThat(process(handover)).isWaitingAtExactly("Task_PlanReading").task().isAssignedTo(family.team().supervisor().username());
        walk.next(family, handover);
        assertThat(process(handover)).isWaitingAtExactly("Task_ReadHistory").task().isAssignedTo(family.team().incoming().username());
    }

    @Test
    void inAnEmergencyTheSupervisorPlansTheReadingAtOnce() {
        UUID handover = walk.request(family, HandoverType.EMERGENCY_NO_HANDOVER, true);
        assertThat(process(handover)).isWaitingAtExactly("Task_PlanReading");
        while (walk.step(handover) != HandoverStep.ENDED) {
            walk.next(family, handover);
        }
        assertThat(passed(handover)).contains("EndEvent_HandoverCompleted").doesNotContain("Task_PrepareSummary", "Task_DecideAcceptance", "Task_RecordDiscussion");
        assertThat(casefiles.responsible(family.file())).contains(family.team().incoming().id());
    }

    @Test
    void aDiscussionThatTurnsOutImpossibleLeadsToSupportedReading() {
        UUID handover = walk.at(family, HandoverStep.RECORD_DISCUSSION);
        var content = HandoverWalk.object(Map.of());
        content.putObject("notPossible").put("reason", "The worker has left today.");
        walk.act(handover, family.team().supervisor(), content);
        assertThat(process(handover)).isWaitingAtExactly("Task_PlanReading");
    }

    @Test
    void aDeclinedHandoverEndsWithItsReasonAndMovesNothing() {
        UUID handover = walk.at(family, HandoverStep.DECIDE_ACCEPTANCE);
        walk.act(handover, family.team().supervisor(), HandoverWalk.object(Map.of("outcome", "DECLINED", "reason", "No assessment on file.")));
        assertThat(passed(handover)).contains("EndEvent_HandoverDeclined").doesNotContain("Gateway_DiscussionPossible");
        assertThat(casefiles.responsible(family.file())).contains(family.team().outgoing().id());
        assertThat(jdbc.sql("select end_kind || ': ' || end_reason from handover where id = :id").param("id", handover).query(String.class).single())
                .isEqualTo("DECLINED: No assessment on file.");
        walk.request(family);
    }

    @Test
    void acceptanceNamesEveryConditionThatIsNeitherMetNorWaived() {
        UUID handover = walk.request(family);
        handovers.waive(handover, List.of("H3"), "Another family of the same names.", family.team().supervisor());
        walk.act(handover, family.team().outgoing(), HandoverWalk.summary());
        assertThatThrownBy(() -> walk.act(handover, family.team().supervisor(), HandoverWalk.object(Map.of("outcome", "ACCEPTED"))))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.missing()).extracting(Refusal.Missing::href).containsExactly("#H4", "#H5"));
        assertThat(process(handover)).isWaitingAtExactly("Task_DecideAcceptance");
    }

    @ParameterizedTest
    @EnumSource(value = HandoverStep.class, names = {"PREPARE_SUMMARY", "DECIDE_ACCEPTANCE", "RECORD_DISCUSSION", "READ_HISTORY", "WRITE_ACCOUNT", "SIGN_OFF"})
    void beforeTheSignatureItCanBeWithdrawnAndNothingIsLost(HandoverStep step) {
        UUID handover = walk.at(family, step);
        int receipts = receipts();
        handovers.withdraw(handover, "The worker stays.", family.team().supervisor());
        assertThat(process(handover)).isNull();
        assertThat(passed(handover)).contains("EndEvent_HandoverWithdrawn");
        assertThat(receipts()).isEqualTo(receipts);
        assertThat(jdbc.sql("select end_kind from obligation where subject_id = :id order by born_at desc, id desc limit 1").param("id", handover).query(String.class).single())
                .isEqualTo("OVERTAKEN");
        assertThatThrownBy(() -> handovers.withdraw(handover, "Again.", family.team().supervisor())).hasMessageContaining("withdrawn by Sunita Supervisor");
    }

    private int receipts() {
        return jdbc.sql("select count(*) from receipt where reader_id = :id").param("id", family.team().incoming().id()).query(Integer.class).single();
    }

    @Test
    void afterTheSignatureNobodyWithdraws() {
        UUID handover = walk.at(family, HandoverStep.TELL_FAMILY);
        assertThatThrownBy(() -> handovers.withdraw(handover, "Too late.", family.team().supervisor()))
                .hasMessageContaining("Already signed by Sunita Supervisor");
    }

    @Test
    void talkAgainGoesBackToTheAccountAndReadAgainToTheReading() {
        UUID handover = walk.at(family, HandoverStep.SIGN_OFF);
        walk.act(handover, family.team().supervisor(), walk.signOff("TALK_AGAIN"));
        assertThat(process(handover)).isWaitingAtExactly("Task_WriteAccount");
        walk.next(family, handover);
        walk.act(handover, family.team().supervisor(), walk.signOff("READ_AGAIN"));
        assertThat(process(handover)).isWaitingAtExactly("Task_ReadHistory");
        assertThat(authorities.held(family.file(), family.team().incoming().id())).isEmpty();
        while (walk.step(handover) != HandoverStep.TELL_FAMILY) {
            walk.next(family, handover);
        }
        assertThat(jdbc.sql("select outcome from sign_off where handover_id = :id order by signed_at, id").param("id", handover).query(String.class).list())
                .containsExactly("TALK_AGAIN", "READ_AGAIN", "AGREED");
    }

    @Test
    void goingBackNeedsReasons() {
        UUID handover = walk.at(family, HandoverStep.SIGN_OFF);
        var content = walk.signOff("TALK_AGAIN");
        content.remove("reasons");
        assertThatThrownBy(() -> walk.act(handover, family.team().supervisor(), content))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.missing()).extracting(Refusal.Missing::href).containsExactly("#reasons"));
    }

    @Test
    void theSupervisorWritesTheSummaryOnWhatTheWorkerTold() {
        UUID handover = walk.request(family);
        handovers.waive(handover, List.of("H3"), "Another family of the same names.", family.team().supervisor());
        var content = HandoverWalk.summary();
        content.putObject("told").put("by", "Olive Outgoing").put("on", "2026-03-01");
        walk.act(handover, family.team().supervisor(), content);
        assertThat(jdbc.sql("select outcome || ' ' || told_on || ' ' || (on_behalf_of = :olive) from handover_act where handover_id = :id").param("id", handover)
                .param("olive", family.team().outgoing().id()).query(String.class).single()).isEqualTo("ON_BEHALF 2026-03-01 true");
    }

    @Test
    void aSummaryCanBeDeclaredImpossibleAndEveryConditionIsThenWaivedByName() {
        UUID handover = walk.request(family);
        var content = HandoverWalk.object(Map.of());
        content.putObject("impossible").put("reason", "The worker is in hospital.");
        walk.act(handover, family.team().supervisor(), content);
        assertThatThrownBy(() -> walk.act(handover, family.team().supervisor(), HandoverWalk.object(Map.of("outcome", "ACCEPTED"))))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.missing()).hasSizeGreaterThan(8));
    }

    @Test
    void anotherNewWorkerBeginsWhereThatOneComesIn() {
        UUID handover = walk.at(family, HandoverStep.WRITE_ACCOUNT);
        handovers.reassign(handover, family.team().colleague().username(), "Ines is ill.", family.team().supervisor());
        assertThat(process(handover)).isWaitingAtExactly("Task_RecordDiscussion");
        walk.next(family, handover);
        assertThat(process(handover)).isWaitingAtExactly("Task_ReadHistory").task().isAssignedTo(family.team().colleague().username());
        assertThatThrownBy(() -> walk.act(handover, family.team().colleague(), null)).hasMessage("6 entries are still unread, 1 of them key.");
    }

    @Test
    void aStepThatWaitsIsNobodyElses() {
        UUID handover = walk.at(family, HandoverStep.READ_HISTORY);
        world.reads(family.file(), family.team().incoming());
        assertThatThrownBy(() -> walk.complete(handover, family.team().supervisor(), Map.of())).isInstanceOf(RuntimeException.class);
        assertThat(process(handover)).isWaitingAtExactly("Task_ReadHistory");
    }

    @Test
    void onlyWhatWasOnTheScreenIsSigned() {
        UUID handover = walk.request(family);
        handovers.waive(handover, List.of("H3"), "Another family of the same names.", family.team().supervisor());
        walk.save(handover, family.team().outgoing(), HandoverWalk.summary());
        walk.save(handover, family.team().outgoing(), HandoverWalk.summary());
        assertThatThrownBy(() -> walk.complete(handover, family.team().outgoing(), Map.of("draftVersion", 1)))
                .hasMessageContaining("version 2 was saved by Olive Outgoing on Mon 2 Mar 2026, 09:00");
        assertThatThrownBy(() -> walk.complete(handover, family.team().outgoing(), Map.of())).isInstanceOf(Refusal.class);
        walk.complete(handover, family.team().outgoing(), Map.of("draftVersion", 2));
        assertThat(process(handover)).isWaitingAtExactly("Task_DecideAcceptance");
    }

    @Test
    void theEngineStartsNoHandoverByItself() {
        assertThatThrownBy(() -> runtime.startProcessInstanceByKey("case-handover", UUID.randomUUID().toString(), Map.of("someoneHandsOver", true)))
                .isInstanceOf(RuntimeException.class);
        UUID handover = walk.request(family);
        assertThatThrownBy(() -> runtime.startProcessInstanceByKey("case-handover", handover.toString(), Map.of("someoneHandsOver", true)))
                .isInstanceOf(RuntimeException.class);
        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(handover.toString()).count()).isOne();
    }

    @Test
    void theEngineDropsNoWaitingStep() {
        UUID handover = walk.at(family, HandoverStep.SIGN_OFF);
        String instance = process(handover).getId();
        assertThatThrownBy(() -> runtime.deleteProcessInstance(instance, "tidy", true, true)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> runtime.createProcessInstanceModification(instance).cancelAllForActivity("Task_SignOff").startBeforeActivity("Task_TellFamily").execute())
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> runtime.createMessageCorrelation("Message_HandoverWithdrawn").processInstanceId(instance).correlate()).isInstanceOf(RuntimeException.class);
        assertThat(process(handover)).isWaitingAtExactly("Task_SignOff");
    }

    @Test
    void oneCaseFileHasOneOpenHandover() {
        walk.request(family);
        assertThatThrownBy(() -> walk.request(family)).isInstanceOf(Refusal.class).hasMessageContaining("open already, since Mon 2 Mar 2026, 09:00");
    }

    @Test
    void aSignedHandoverWhoseLastStepsWaitDoesNotHoldUpTheNextOne() {
        UUID signed = walk.at(family, HandoverStep.RECHECK);
        UUID next = handovers.request(new NewHandover(family.file(), family.team().colleague().username(), HandoverType.WORKER_SAME_TEAM, ReasonCode.LEFTRL, null, true),
                family.team().supervisor());
        assertThat(process(signed)).isNull();
        assertThat(process(next)).isWaitingAtExactly("Task_PrepareSummary").task().isAssignedTo(family.team().incoming().username());
        assertThat(jdbc.sql("select end_kind || ' ' || end_reason from handover where id = :id").param("id", signed).query(String.class).single())
                .isEqualTo("COMPLETED The next handover began before this step was done.");
        assertThat(jdbc.sql("select end_kind from obligation where subject_id = :id and what = 'Check again in supervision'").param("id", signed)
                .query(String.class).single()).isEqualTo("OVERTAKEN");
    }

    @Test
    void aWorkerWhoIsAwayLeavesTheStepToTheSupervisor() {
        organisation.addAbsence(family.team().outgoing().id(), TestClock.get().instant().minusSeconds(60), null);
        UUID handover = walk.request(family);
        assertThat(process(handover)).isWaitingAtExactly("Task_PrepareSummary").task().isAssignedTo(family.team().supervisor().username());
    }

    @Test
    void aDeputyTakesTheSignatureOver() {
        organisation.addDeputy(family.team().supervisor().id(), family.team().service().id(), TestClock.get().instant().minusSeconds(60), null);
        UUID handover = walk.at(family, HandoverStep.SIGN_OFF);
        handovers.takeOver(handover, family.team().service());
        assertThat(process(handover)).task().isAssignedTo(family.team().service().username());
        world.reads(family.file(), family.team().service());
        walk.act(handover, family.team().service(), walk.signOff("AGREED"));
        assertThat(authorities.held(family.file(), family.team().incoming().id())).isPresent();
    }

    @Test
    void whoHasNotReadTheKeyEntriesCannotSign() {
        UUID handover = walk.at(family, HandoverStep.SIGN_OFF);
        assertThatThrownBy(() -> walk.act(handover, family.team().supervisor(), walk.signOff("AGREED")))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.missing()).extracting(Refusal.Missing::text)
                        .containsExactly("You have not read key entry E-5 yourself."));
    }

    @Test
    void aNewFactAfterTheAccountMustBeReadBeforeTheSignature() {
        UUID handover = walk.at(family, HandoverStep.SIGN_OFF);
        world.reads(family.file(), family.team().supervisor());
        chronology.append(family.file(), world.fact(family, "The baby was weighed."), family.team().visitor(), null);
        assertThatThrownBy(() -> walk.act(handover, family.team().supervisor(), walk.signOff("AGREED"))).hasMessageContaining("1 entry is still unread");
        assertThat(authorities.held(family.file(), family.team().incoming().id())).isEmpty();
        walk.act(handover, family.team().supervisor(), walk.signOff("READ_AGAIN"));
        assertThat(process(handover)).isWaitingAtExactly("Task_ReadHistory");
    }

    @Test
    void aSourceKnownAndNotSeenNeedsANameAnActionAndADay() {
        UUID handover = walk.at(family, HandoverStep.READ_HISTORY);
        UUID source = casefiles.addSource(family.file(), family.team().health(), "The surgery", "Old notes");
        assertThatThrownBy(() -> walk.next(family, handover)).isInstanceOfSatisfying(Refusal.class,
                refusal -> assertThat(refusal.missing()).extracting(Refusal.Missing::href).containsExactly("#source-" + source));
        casefiles.answerSource(source, family.team().incoming().id(), "Phone them", java.time.LocalDate.parse("2026-03-09"), family.team().incoming().id());
        walk.next(family, handover);
        assertThat(process(handover)).isWaitingAtExactly("Task_WriteAccount");
    }

    @Test
    void everyEmptyAnswerOfTheAccountIsNamedAtOnce() {
        UUID handover = walk.at(family, HandoverStep.WRITE_ACCOUNT);
        assertThatThrownBy(() -> walk.act(handover, family.team().incoming(), HandoverWalk.object(Map.of("q3", "The pattern."))))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.missing()).extracting(Refusal.Missing::href)
                        .containsExactly("#q1-" + family.child(), "#q2", "#q4", "#q5", "#q6", "#q7"));
    }

    @Test
    void theEngineHoldsIdsAndRoutingFactsOnly() {
        UUID handover = walk.at(family, HandoverStep.TELL_FAMILY);
        assertThat(runtime.getVariables(process(handover).getId())).containsOnlyKeys("handoverId", "casefileId", "someoneHandsOver", "discussionPossible", "accepted",
                "signOffOutcome").containsEntry("handoverId", handover.toString()).containsEntry("casefileId", family.file().toString());
    }

    @Test
    void aSecondCompletionHearsWhoDidIt() {
        UUID handover = walk.at(family, HandoverStep.SIGN_OFF);
        String task = walk.task(handover);
        walk.next(family, handover);
        assertThatThrownBy(() -> tasks.complete(family.team().supervisor().username(), task, Map.of()))
                .hasMessageMatching("Already signed by Sunita Supervisor on Mon 2 Mar 2026, 09:0\\d\\.");
    }

    @Test
    void theRecordedDiscussionIsTheMeetingThatTheChangeOfWorkerCallsFor() {
        changeOfWorker("2026-03-02");
        assertThat(handoverMeeting()).containsExactly("2026-03-02 open");
        UUID handover = walk.at(family, HandoverStep.RECORD_DISCUSSION);
        assertThatThrownBy(() -> walk.act(handover, family.team().outgoing(), walk.discussion().put("discussed", false))).isInstanceOf(Refusal.class);
        assertThat(handoverMeeting()).as("what is refused meets nothing").containsExactly("2026-03-02 open");
        walk.next(family, handover);
        assertThat(handoverMeeting()).containsExactly("2026-03-02 MET");
        changeOfWorker("2026-03-02");
        assertThat(handoverMeeting()).as("talked about before it was recorded").containsExactly("2026-03-02 MET", "2026-03-02 met before");
        changeOfWorker("2026-02-27");
        assertThat(handoverMeeting()).as("an earlier change is not what this handover is for").containsExactly("2026-02-27 open", "2026-03-02 MET", "2026-03-02 met before");
        handovers.reassign(handover, family.team().colleague().username(), "Ines is ill.", family.team().supervisor());
        changeOfWorker("2026-03-02");
        assertThat(handoverMeeting()).as("with that new worker nobody has talked").containsExactly("2026-02-27 open", "2026-03-02 MET", "2026-03-02 met before", "2026-03-02 open");
        walk.next(family, handover);
        assertThat(handoverMeeting()).containsExactly("2026-02-27 MET_LATE", "2026-03-02 MET", "2026-03-02 MET", "2026-03-02 met before");
    }

    @Test
    void coverMovesNoResponsibilityAndItsDiscussionMeetsNothing() {
        changeOfWorker("2026-03-02");
        UUID cover = handovers.request(new NewHandover(family.file(), family.team().incoming().username(), HandoverType.TEMPORARY_COVER, ReasonCode.ABSENC, null, true,
                java.time.LocalDate.parse("2026-03-20")), family.team().supervisor());
        while (walk.step(cover) != HandoverStep.READ_HISTORY) {
            walk.next(family, cover);
        }
        assertThat(handoverMeeting()).containsExactly("2026-03-02 open");
    }

    private void changeOfWorker(String day) {
        EntryDraft today = world.draft(family, EventType.WORKER_CHANGE, family.team().health(), "Another worker comes to this family.", null);
        chronology.append(family.file(), new EntryDraft(java.time.LocalDate.parse(day), today.precision(), today.type(), today.sourceAgencyId(), today.sourcePerson(), today.persons(),
                today.summary(), today.provenance(), today.verification(), null, null, null, null, null, false, Map.of(), null), family.team().visitor(), null);
    }

    private List<String> handoverMeeting() {
        return jdbc.sql("""
                select f.event_date || ' ' || case when f.met_before then 'met before' else coalesce(o.end_kind, 'open') end as one from rule_firing f
                left join obligation o on o.id = f.obligation_id where f.casefile_id = :file and f.rule_id = 'M13' order by one""")
                .param("file", family.file()).query(String.class).list();
    }

    @Test
    void whoHasAConflictOfInterestOrHoldsNoFilesTakesNoneOver() {
        casefiles.addConflict(family.file(), family.team().incoming().id(), "A neighbour of the family.");
        assertThatThrownBy(() -> walk.request(family)).isInstanceOf(Refusal.class).hasMessageContaining("conflict of interest");
        assertThatThrownBy(() -> handovers.request(new NewHandover(family.file(), family.team().administrator().username(), HandoverType.WORKER_SAME_TEAM,
                ReasonCode.MANAGE, null, true), family.team().supervisor())).isInstanceOf(Invalid.class);
    }

    @Test
    void whatIsWithheldObligesItsHolderAndHoldsUpTheSignatureNotTheReading() {
        UUID restriction = UUID.randomUUID();
        jdbc.sql("insert into restriction (id, casefile_id, seq, level, kind, holder_id, reason, since, placed_by) values (:id, :file, 2, 'WITHHELD', 'third party', :holder, 'A third party.', :at, :by)")
                .param("id", restriction).param("file", family.file()).param("holder", family.team().visitor().id())
                .param("at", java.sql.Timestamp.from(TestClock.get().instant())).param("by", family.team().supervisor().id()).update();
        UUID handover = walk.at(family, HandoverStep.SIGN_OFF);
        assertThat(jdbc.sql("select owner_id from obligation where subject_id = :id and casefile_id is null and ended_at is null").param("id", restriction)
                .query(UUID.class).list()).containsOnly(family.team().visitor().id());
        world.reads(family.file(), family.team().supervisor());
        assertThatThrownBy(() -> walk.act(handover, family.team().supervisor(), walk.signOff("AGREED"))).isInstanceOfSatisfying(Refusal.class,
                refusal -> assertThat(refusal.missing()).extracting(Refusal.Missing::text).containsExactly("Entry E-2 is withheld and its holder has not answered."));
        jdbc.sql("insert into restriction_answer (id, restriction_id, reader_id, outcome, answered_by, at) values (:id, :restriction, :reader, 'NOTHING_CHANGES', :by, :at)")
                .param("id", UUID.randomUUID()).param("restriction", restriction).param("reader", family.team().incoming().id())
                .param("by", family.team().visitor().id()).param("at", java.sql.Timestamp.from(TestClock.get().instant())).update();
        walk.next(family, handover);
        assertThat(authorities.held(family.file(), family.team().incoming().id())).isPresent();
    }

    @Test
    void theNewWorkerOwesTheAgenciesAWord() {
        casefiles.addInvolvement(family.team().health(), family.child(), family.team().visitor().id(), java.time.LocalDate.parse("2026-01-20"), null, null);
        UUID handover = walk.at(family, HandoverStep.TELL_FAMILY);
        assertThat(agencyDuty(handover)).isNull();
        var told = HandoverWalk.object(Map.of("agency", "Health visiting", "how", "Telephone", "on", "2026-03-02"));
        handovers.agenciesTold(handover, List.of(told), family.team().incoming());
        assertThat(agencyDuty(handover)).isEqualTo("MET");
    }

    private String agencyDuty(UUID handover) {
        return jdbc.sql("select end_kind from obligation where dedupe_key = :key and owner_id = :owner").param("key", "handover:" + handover + ":tell-agencies")
                .param("owner", family.team().incoming().id()).query((row, n) -> java.util.Optional.ofNullable(row.getString(1))).single().orElse(null);
    }
}
