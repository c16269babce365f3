package org.throughline.meeting.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.util.PSQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.throughline.access.Invalid;
import org.throughline.access.NotFound;
import org.throughline.access.Refusal;
import org.throughline.access.Refusal.Missing;
import org.throughline.authority.Closings;
import org.throughline.authority.ClosureDraft;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EntryDraft;
import org.throughline.chronology.EventType;
import org.throughline.chronology.ImpactLevel;
import org.throughline.chronology.Precision;
import org.throughline.chronology.Provenance;
import org.throughline.chronology.Verification;
import org.throughline.handover.HandoverStep;
import org.throughline.handover.HandoverWalk;
import org.throughline.handover.Handovers;
import org.throughline.meeting.MeetingKind;
import org.throughline.meeting.MeetingStep;
import org.throughline.meeting.FamilyLetters;
import org.throughline.meeting.MeetingWalk;
import org.throughline.meeting.MeetingWalk.Round;
import org.throughline.meeting.MeetingViews;
import org.throughline.meeting.Meetings;
import org.throughline.meeting.OvertakenMeetings;
import org.throughline.obligation.Obligations;
import org.throughline.testing.CountedStatements;
import org.throughline.testing.EveryFlow;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** Every path and timer of a meeting, with the real services, the real record and the real engine. The story begins on Monday 2 March 2026, 09:00. */
@ThroughlineTest
class MultiAgencyMeetingProcessTest {

    @RegisterExtension
    static final EveryFlow PATHS = new EveryFlow("multi-agency-meeting");

    /** An entry that calls for two meetings and two notices. */
    private static final long MOST = 130;

    @Autowired FamilyWorld world;
    @Autowired MeetingWalk walk;
    @Autowired Meetings meetings;
    @Autowired MeetingViews views;
    @Autowired OvertakenMeetings overtaken;
    @Autowired FamilyLetters letters;
    @Autowired Obligations obligations;
    @Autowired Chronology chronology;
    @Autowired HandoverWalk handovers;
    @Autowired Handovers waiving;
    @Autowired Closings closings;
    @Autowired RuntimeService runtime;
    @Autowired TaskService tasks;
    @Autowired ManagementService management;
    @Autowired HistoryService history;
    @Autowired JdbcClient jdbc;

    private Round round;

    @BeforeEach
    void aFamilyThatMoves() {
        world.startClock();
        round = walk.round();
    }

    private Task task(UUID meeting) {
        return tasks.createTaskQuery().processInstanceBusinessKey(meeting.toString()).singleResult();
    }

    private List<String> passed(UUID meeting) {
        String instance = history.createHistoricProcessInstanceQuery().processInstanceBusinessKey(meeting.toString()).singleResult().getId();
        return history.createHistoricActivityInstanceQuery().processInstanceId(instance).finished().list().stream().map(a -> a.getActivityId()).toList();
    }

    private boolean runs(UUID meeting) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(meeting.toString()).count() > 0;
    }

    private String dutyEnd(UUID meeting) {
        return jdbc.sql("select coalesce(o.end_kind, 'open') from meeting m join obligation o on o.id = m.obligation_id where m.id = ?").params(meeting).query(String.class).single();
    }

    private static List<String> missing(Throwable refusal) {
        return ((Refusal) refusal).missing().stream().map(Missing::text).toList();
    }

    @Test
    void fromTheEntryThatCallsForItToMinutesThatEveryAgencyHasRead() {
        UUID meeting = walk.called(round);
        assertThat(task(meeting).getTaskDefinitionKey()).isEqualTo("Task_Convene");
        assertThat(task(meeting).getAssignee()).isEqualTo(round.convenor().username());
        for (MeetingStep step : List.of(MeetingStep.PREPARE, MeetingStep.HOLD)) {
            walk.next(round, meeting);
            assertThat(walk.step(meeting)).isEqualTo(step);
            assertThat(dutyEnd(meeting)).as("convened is not held").isEqualTo("open");
        }
        assertThat(task(meeting).getAssignee()).as("the chair records it").isEqualTo(round.chair().username());
        walk.next(round, meeting);
        assertThat(dutyEnd(meeting)).isEqualTo("MET");
        assertThat(jdbc.sql("select e.event_type || ' ' || (c.canonical::jsonb ->> 'outcome') from meeting m join entry e on e.casefile_id = m.entry_file and e.seq = m.entry_seq"
                + " join entry_content c on c.casefile_id = e.casefile_id and c.seq = e.seq where m.id = ?").params(meeting).query(String.class).single())
                .as("its decisions stand in the chronology").isEqualTo("MEETING_HELD The family stays in the flat with daily visits.");
        assertThat(jdbc.sql("select p.username from obligation o join meeting_action a on a.id = o.subject_id join practitioner p on p.id = o.owner_id where a.meeting_id = ? and o.ended_at is null")
                .params(meeting).query(String.class).single()).as("an action is owed by its owner").isEqualTo(round.housing().username());
        walk.next(round, meeting);
        assertThat(jdbc.sql("select count(*) from obligation where subject_kind = 'MEETING_MINUTES' and subject_id = ? and ended_at is null").params(meeting).query(Integer.class).single())
                .as("each agency owes a reading, but the chair's").isEqualTo(3);
        walk.next(round, meeting);
        assertThat(runs(meeting)).isFalse();
        assertThat(passed(meeting)).contains("Task_Convene", "Task_Prepare", "Task_Hold", "Task_WriteMinutes", "Task_ConfirmMinutes", "EndEvent_MeetingCompleted").doesNotContain("Task_Escalate");
        assertThat(jdbc.sql("select count(*) from obligation where subject_id = ? and ended_at is null").params(meeting).query(Integer.class).single()).isZero();
    }

    @Test
    void onlyAProfessionalOfASecondAgencyAgreesThatNoMeetingIsNeeded() {
        UUID meeting = walk.called(round);
        ObjectNode own = walk.notConvening(round).put("decider", round.family().team().colleague().username());
        assertThatThrownBy(() -> walk.act(meeting, round.convenor(), own)).isInstanceOf(Refusal.class)
                .satisfies(refused -> assertThat(missing(refused)).singleElement().asString().contains("another agency"));
        walk.act(meeting, round.convenor(), walk.notConvening(round));
        assertThat(task(meeting).getAssignee()).isEqualTo(round.visitor().username());
        UUID duty = jdbc.sql("select obligation_id from meeting where id = ?").params(meeting).query(UUID.class).single();
        assertThatThrownBy(() -> obligations.notNeeded(duty, round.convenor().id(), round.chair().id(), "We agree among ourselves.")).isInstanceOf(Refusal.class)
                .hasMessageContaining("second agency");
        assertThat(dutyEnd(meeting)).isEqualTo("open");
        walk.act(meeting, round.visitor(), MeetingWalk.object(Map.of("outcome", "NOT_AGREED", "words", "I saw the boxes on Friday: they have moved.")));
        assertThat(walk.step(meeting)).as("it is needed, so it is convened").isEqualTo(MeetingStep.CONVENE);
        walk.act(meeting, round.convenor(), walk.notConvening(round));
        walk.next(round, meeting);
        assertThat(dutyEnd(meeting)).isEqualTo("NOT_NEEDED");
        assertThat(jdbc.sql("select p.username || ' ' || s.username from meeting m join obligation o on o.id = m.obligation_id join practitioner p on p.id = o.ended_by join practitioner s on s.id = o.second_person where m.id = ?")
                .params(meeting).query(String.class).single()).isEqualTo(round.convenor().username() + " " + round.visitor().username());
        assertThat(passed(meeting)).contains("EndEvent_MeetingNotNeeded").doesNotContain("Task_Hold");
    }

    /** Somebody with the application's own login to the database and no application in between: each lie is refused, at once or as it is committed. */
    @Test
    void theRecordItselfTakesNoAgreementOfAnybodyElse() {
        UUID meeting = walk.called(round);
        String colleague = round.family().team().colleague().id().toString();
        String agrees = "insert into meeting_act (id, meeting_id, step, outcome, by_id, at) select gen_random_uuid(), '" + meeting + "', 'DECIDE_NOT_CONVENING', 'AGREED', %s, now()";
        refused("23TN0", agrees.formatted("'" + round.visitor().id() + "'"));
        walk.act(meeting, round.convenor(), walk.notConvening(round));
        refused("23TN1", agrees.formatted("'" + colleague + "'"));
        refused("23TN1", agrees.formatted("'" + round.housing().id() + "'"));
        refused("23TN2", "update meeting set decider_id = '" + colleague + "' where id = '" + meeting + "'; " + agrees.formatted("'" + colleague + "'"));
        refused("23TN3", "update meeting set ended_at = now(), end_kind = 'NOT_NEEDED', end_reason = 'so', ended_by = convenor_id where id = '" + meeting + "'");
        refused("23TN4", "update obligation set ended_at = now(), end_kind = 'NOT_NEEDED', end_reason = 'so', ended_by = '" + round.convenor().id() + "', second_person = '" + colleague
                + "' where id = (select obligation_id from meeting where id = '" + meeting + "')");
        assertThat(dutyEnd(meeting)).isEqualTo("open");
        assertThat(walk.step(meeting)).isEqualTo(MeetingStep.DECIDE_NOT_CONVENING);
    }

    private void refused(String state, String attack) {
        assertThatThrownBy(() -> jdbc.sql(attack).update()).as(attack).rootCause().isInstanceOfSatisfying(PSQLException.class,
                refusal -> assertThat(refusal.getSQLState()).as(refusal.getMessage()).isEqualTo(state));
    }

    @Test
    void whatIsSaidToHaveBeenHeldTwoOfOtherAgenciesConfirm() {
        UUID meeting = walk.at(round, MeetingStep.CONFIRM_HELD);
        assertThat(task(meeting).getAssignee()).isEqualTo(round.visitor().username());
        assertThatThrownBy(() -> walk.act(meeting, round.convenor(), MeetingWalk.object(Map.of("outcome", "WAS_HELD")))).as("nobody confirms for somebody else");
        walk.next(round, meeting);
        assertThat(task(meeting).getTaskDefinitionKey()).isEqualTo("Task_ConfirmHeld");
        assertThat(task(meeting).getAssignee()).isEqualTo(round.housing().username());
        assertThat(dutyEnd(meeting)).as("one is not enough").isEqualTo("open");
        walk.next(round, meeting);
        assertThat(walk.step(meeting)).isEqualTo(MeetingStep.HOLD);
        TestClock.get().set(Instant.parse("2026-03-20T10:00:00Z"));
        ObjectNode content = walk.record(round, meeting, List.of("PRESENT"));
        assertThatThrownBy(() -> walk.act(meeting, round.chair(), content)).as("the day that was confirmed is the day that is recorded")
                .satisfies(refused -> assertThat(missing(refused)).singleElement().asString().contains("3 Mar 2026"));
        walk.act(meeting, round.chair(), content.put("heldOn", "2026-03-03"));
        assertThat(dutyEnd(meeting)).as("held in time, however late it is written down").isEqualTo("MET");
    }

    @Test
    void whoWasThereAndDoesNotConfirmSendsItBackToBeConvened() {
        UUID meeting = walk.at(round, MeetingStep.CONFIRM_HELD);
        walk.next(round, meeting);
        walk.act(meeting, round.housing(), MeetingWalk.object(Map.of("outcome", "NOT_HELD", "words", "We only met on the stairs.")));
        assertThat(walk.step(meeting)).isEqualTo(MeetingStep.CONVENE);
        assertThat(task(meeting).getAssignee()).isEqualTo(round.convenor().username());
        assertThat(dutyEnd(meeting)).isEqualTo("open");
    }

    @Test
    void anEntryWrittenByHandMeetsNoMeetingAndTheRecordOfOneMeetsTheOthers() {
        UUID move = walk.called(round);
        UUID incident = walk.record(round, EventType.INJURY, "STRATEGY");
        walk.record(round, EventType.MEETING_HELD, "MOVE");
        assertThat(dutyEnd(move)).isEqualTo("open");
        while (walk.step(move) != MeetingStep.WRITE_MINUTES) {
            walk.next(round, move);
        }
        assertThat(dutyEnd(move)).startsWith("MET");
        assertThat(dutyEnd(incident)).as("the meeting about the move met this one too").startsWith("MET");
        assertThat(runs(incident)).isFalse();
        assertThat(passed(incident)).contains("EndEvent_MeetingOvertaken");
    }

    @Test
    void withoutAQuorumThereIsAnInterimPlanAndANewDateAndASecondTimeASeniorDecides() {
        UUID meeting = walk.at(round, MeetingStep.HOLD);
        walk.notQuorate(round, meeting);
        assertThat(walk.step(meeting)).isEqualTo(MeetingStep.PREPARE);
        assertThat(dutyEnd(meeting)).isEqualTo("open");
        assertThat(jdbc.sql("select count(*) from entry e join entry_content c using (casefile_id, seq) where e.casefile_id = ? and e.event_type = 'OTHER' and c.canonical like '%not quorate%Interim plan%'")
                .params(round.family().file()).query(Integer.class).single()).isEqualTo(1);
        assertThat(jdbc.sql("select sequence from meeting where id = ?").params(meeting).query(Integer.class).single()).as("everybody is asked again").isEqualTo(1);
        walk.next(round, meeting);
        walk.notQuorate(round, meeting);
        assertThat(walk.step(meeting)).isEqualTo(MeetingStep.DECIDE_INQUORATE);
        assertThat(task(meeting).getAssignee()).isEqualTo(round.family().team().service().username());
        walk.next(round, meeting);
        assertThat(walk.step(meeting)).isEqualTo(MeetingStep.WRITE_MINUTES);
        assertThat(dutyEnd(meeting)).isEqualTo("MET_LATE");
    }

    @Test
    void aSeniorMayAskForOneMoreDate() {
        UUID meeting = walk.at(round, MeetingStep.DECIDE_INQUORATE);
        walk.act(meeting, round.family().team().service(), MeetingWalk.object(Map.of("outcome", "NEW_DATE", "words", "I have rung the practice myself.", "newDate",
                MeetingWalk.today().plusDays(2).toString(), "newTime", "9:30")));
        assertThat(walk.step(meeting)).isEqualTo(MeetingStep.PREPARE);
        walk.next(round, meeting);
        walk.next(round, meeting);
        assertThat(walk.step(meeting)).isEqualTo(MeetingStep.WRITE_MINUTES);
    }

    @Test
    void aNewDateLiesWithinTenWorkingDays() {
        UUID meeting = walk.at(round, MeetingStep.HOLD);
        TestClock.get().set(Instant.parse("2026-03-04T12:00:00Z"));
        ObjectNode content = walk.record(round, meeting, List.of("ABSENT"));
        content.put("interim", "Daily visits.").put("newDate", "2026-03-19").put("newTime", "10:00");
        assertThatThrownBy(() -> walk.act(meeting, round.chair(), content)).satisfies(refused -> assertThat(missing(refused)).singleElement().asString().contains("D21", "18 Mar"));
        walk.act(meeting, round.chair(), content.put("newDate", "2026-03-18"));
        assertThat(walk.step(meeting)).isEqualTo(MeetingStep.PREPARE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"n/a", "N.A.", " - ", "none", "not applicable", "as above", "OK."})
    void whatLifeIsLikeForTheChildIsNeverNotApplicable(String nothing) {
        UUID meeting = walk.at(round, MeetingStep.HOLD);
        TestClock.get().set(Instant.parse("2026-03-04T12:00:00Z"));
        assertThatThrownBy(() -> walk.act(meeting, round.chair(), walk.record(round, meeting, List.of("PRESENT")).put("life", nothing)))
                .satisfies(refused -> assertThat(missing(refused)).singleElement().asString().contains("what life is like for the child"));
        assertThat(walk.step(meeting)).isEqualTo(MeetingStep.HOLD);
    }

    @Test
    void everythingThatConveningLacksIsNamedAtOnce() {
        UUID meeting = walk.called(round);
        ObjectNode content = walk.convene(round, MeetingWalk.today().plusDays(20));
        content.remove(List.of("room", "agenda", "family"));
        ((com.fasterxml.jackson.databind.node.ArrayNode) content.get("invitees")).remove(2);
        assertThatThrownBy(() -> walk.act(meeting, round.convenor(), content)).satisfies(refused -> assertThat(missing(refused)).hasSize(6)
                .anyMatch(text -> text.contains("must be held by Mon 9 Mar 2026")).anyMatch(text -> text.contains("neutral room")).anyMatch(text -> text.contains("The GP must be asked (rule IN9)"))
                .anyMatch(text -> text.contains("Mara")).anyMatch(text -> text.contains("Finn")).anyMatch(text -> text.contains("to talk about")));
        walk.act(meeting, round.convenor(), walk.convene(round, MeetingWalk.today().plusDays(20)).put("lateReason", "The GP is away until then."));
        assertThat(walk.step(meeting)).isEqualTo(MeetingStep.PREPARE);
    }

    /** Practice-rules 1.7, "set the date": an enquiry agreed by telephone where there was one before (M8). */
    @Test
    void whereNoRuleGivesANumberAManagerNamesTheDayAndTheDutyHoldsUntilThen() {
        enquiry("MEETING");
        enquiry("PHONE");
        UUID meeting = jdbc.sql("select id from meeting where casefile_id = ? and rule_id = 'M8'").params(round.family().file()).query(UUID.class).single();
        assertThat(dueOf(meeting)).isEqualTo("2026-03-03 17:00");
        ObjectNode later = walk.convene(round, MeetingWalk.today().plusDays(7)).put("lateReason", "The consultant is away until then.");
        later.withArray("invitees").addObject().put("username", round.police().username());
        assertThatThrownBy(() -> walk.act(meeting, round.convenor(), later)).satisfies(refused -> assertThat(missing(refused)).singleElement().asString().contains("named by a manager"));
        walk.act(meeting, round.chair(), later);
        assertThat(walk.step(meeting)).isEqualTo(MeetingStep.PREPARE);
        assertThat(dueOf(meeting)).as("named, with a reason that is kept").isEqualTo("2026-03-09 17:00");
        assertThat(jdbc.sql("select v.reason from obligation_move v join meeting m on m.obligation_id = v.obligation_id where m.id = ?").params(meeting).query(String.class).single())
                .isEqualTo("The consultant is away until then.");
        enquiry("PHONE");
        assertThat(dueOf(meeting)).as("a further cause does not take the named day back").isEqualTo("2026-03-09 17:00");
        TestClock.get().set(Instant.parse("2026-03-04T09:00:00Z"));
        UUID duty = jdbc.sql("select obligation_id from meeting where id = ?").params(meeting).query(UUID.class).single();
        obligations.late(duty);
        assertThat(obligations.told(duty)).as("not late before its day").isEmpty();
        ObjectNode again = walk.convene(round, MeetingWalk.today().plusDays(8)).put("reason", "The room was taken.");
        assertThatThrownBy(() -> meetings.move(meeting, again, round.convenor())).isInstanceOf(Refusal.class).satisfies(refused -> assertThat(missing(refused)).singleElement().asString().contains("named by a manager"));
        meetings.move(meeting, again, round.chair());
        assertThat(dueOf(meeting)).isEqualTo("2026-03-12 17:00");
        TestClock.get().set(Instant.parse("2026-03-12T17:00:00Z"));
        obligations.late(duty);
        assertThat(obligations.told(duty)).as("silence climbs").isNotEmpty();
    }

    private void enquiry(String mode) {
        var family = round.family();
        var fact = world.draft(family, EventType.SECTION_47, family.team().health(), "An enquiry is agreed.", null);
        chronology.append(family.file(), new EntryDraft(fact.eventDate(), fact.precision(), EventType.SECTION_47, fact.sourceAgencyId(), fact.sourcePerson(), List.of(family.child()), fact.summary(),
                fact.provenance(), fact.verification(), "It matters.", null, null, null, null, false, Map.of("mode", mode), null), round.visitor(), null);
    }

    private String dueOf(UUID meeting) {
        return jdbc.sql("select to_char(o.due_at at time zone 'Europe/London', 'YYYY-MM-DD HH24:MI') from meeting m join obligation o on o.id = m.obligation_id where m.id = ?").params(meeting)
                .query(String.class).single();
    }

    @Test
    void aMeetingEndsWithItsCauseByNameAndReason() {
        UUID meeting = walk.at(round, MeetingStep.PREPARE);
        assertThatThrownBy(() -> overtaken.overtaken(meeting, OvertakenMeetings.Because.CHILD_DIED, null, "The baby died.", round.chair())).hasMessageContaining("not on the record");
        walk.record(round, EventType.DEATH, "MOVE");
        assertThatThrownBy(() -> overtaken.overtaken(meeting, OvertakenMeetings.Because.CHILD_DIED, null, "The baby died.", round.convenor())).isInstanceOf(Refusal.class);
        overtaken.overtaken(meeting, OvertakenMeetings.Because.CHILD_DIED, null, "The baby died.", round.chair());
        assertThat(dutyEnd(meeting)).isEqualTo("OVERTAKEN");
        assertThat(runs(meeting)).isFalse();
        assertThat(passed(meeting)).contains("EndEvent_MeetingOvertaken");
    }

    /** Who was to come has come, or has not: nobody is told any more not to come, neither of the family nor of the agencies. */
    @Test
    void aMeetingWhoseMomentHasPassedIsCalledOffToNobody() {
        UUID meeting = walk.at(round, MeetingStep.PREPARE);
        UUID mother = jdbc.sql("select id from meeting_invitee where meeting_id = ? and person_id is not null and invited").params(meeting).query(UUID.class).single();
        letters.told(meeting, mother, MeetingWalk.today(), FamilyLetters.How.IN_PERSON, null, round.convenor());
        walk.next(round, meeting);
        TestClock.get().set(startOf(meeting).plus(Duration.ofDays(1)));
        overtaken.overtaken(meeting, OvertakenMeetings.Because.MOVED_AWAY, null, "The family has moved to another authority.", round.chair());
        assertThat(jdbc.sql("select what from obligation where subject_kind = 'MEETING_FAMILY' and subject_id = ? and ended_at is null").params(meeting).query(String.class).list()).isEmpty();
        assertThat(jdbc.sql("select kind from message where about = ?").params(meeting).query(String.class).list()).isNotEmpty().doesNotContain("MEETING_CANCELLED");
    }

    private Instant startOf(UUID meeting) {
        return jdbc.sql("select starts_at from meeting where id = ?").params(meeting).query(java.sql.Timestamp.class).single().toInstant();
    }

    @Test
    void aMeetingIsConvenedAgainWithOtherPeopleAndWhoStaysKeepsTheirPlace() {
        UUID meeting = walk.at(round, MeetingStep.PREPARE);
        UUID before = place(meeting, round.visitor().username());
        meetings.reopen(meeting, "The police are needed.", round.convenor());
        assertThat(task(meeting).getTaskDefinitionKey()).isEqualTo("Task_Convene");
        ObjectNode content = walk.convene(round, MeetingWalk.today().plusDays(3));
        ((com.fasterxml.jackson.databind.node.ArrayNode) content.get("invitees")).remove(1);
        content.withArray("invitees").addObject().put("username", round.police().username());
        content.putObject("leftOut").put("HOUSING_SUPPORT", "They know nothing of the flat.");
        walk.act(meeting, round.convenor(), content);
        assertThat(place(meeting, round.visitor().username())).as("and with it what they answered and handed in").isEqualTo(before);
        assertThat(place(meeting, round.police().username())).isNotNull();
        assertThat(jdbc.sql("select count(*) from meeting_invitee i join practitioner p on p.id = i.practitioner_id where i.meeting_id = ? and p.username = ? and i.taken_back_at is null")
                .params(meeting, round.housing().username()).query(Integer.class).single()).isZero();
        assertThat(jdbc.sql("select g.kind from message g join mail m on m.id = g.mail_id where g.about = ? and g.sequence = 1 and m.to_id in (?, ?, ?)").params(meeting, round.visitor().id(),
                round.housing().id(), round.police().id()).query(String.class).list()).as("who stays, who goes, who is new").containsExactlyInAnyOrder("MEETING_MOVED", "MEETING_CANCELLED", "MEETING_REQUEST");
        assertThatThrownBy(() -> meetings.reopen(meeting, " ", round.convenor())).hasMessageContaining("why");
        assertThatThrownBy(() -> meetings.reopen(meeting, "I do not want it.", round.visitor())).isInstanceOf(org.throughline.access.NotFound.class);
    }

    private UUID place(UUID meeting, String username) {
        return jdbc.sql("select i.id from meeting_invitee i join practitioner p on p.id = i.practitioner_id where i.meeting_id = ? and p.username = ? and i.taken_back_at is null").params(meeting, username)
                .query(UUID.class).single();
    }

    @Test
    void aProposalIsTakenBackWhereWhoDecidesIsAway() {
        UUID meeting = walk.at(round, MeetingStep.DECIDE_NOT_CONVENING);
        meetings.reopen(meeting, "She is away until April.", round.convenor());
        assertThat(task(meeting).getTaskDefinitionKey()).isEqualTo("Task_Convene");
        assertThat(task(meeting).getAssignee()).isEqualTo(round.convenor().username());
        assertThat(dutyEnd(meeting)).isEqualTo("open");
        walk.next(round, meeting);
        assertThat(walk.step(meeting)).isEqualTo(MeetingStep.PREPARE);
    }

    @Test
    void aChairGoesOnWithoutAQuorumOnlyForAReasonAndTheConferenceStandsAsOneInTheChronology() {
        UUID meeting = meetings.call(round.family().file(), MeetingKind.CONFERENCE, "The plan no longer holds.", round.convenor());
        ObjectNode convene = walk.convene(round, MeetingWalk.today().plusDays(2));
        convene.withArray("invitees").addObject().put("username", round.police().username());
        walk.act(meeting, round.convenor(), convene);
        walk.next(round, meeting);
        TestClock.get().set(Instant.parse("2026-03-04T12:00:00Z"));
        ObjectNode content = walk.record(round, meeting, List.of("PRESENT"));
        for (String away : List.of(round.visitor().username(), round.gp().username(), round.housing().username())) {
            ((ObjectNode) content.get("attendance")).putObject(place(meeting, away).toString()).put("attended", "APOLOGIES");
        }
        assertThatThrownBy(() -> walk.act(meeting, round.chair(), content)).satisfies(refused -> assertThat(missing(refused)).anyMatch(text -> text.contains("not quorate") && text.contains("Q4")));
        content.put("goesOn", true).put("goesOnBecause", "DELAY_HARMS").put("goesOnWhy", "-");
        assertThatThrownBy(() -> walk.act(meeting, round.chair(), content)).satisfies(refused -> assertThat(missing(refused)).singleElement().asString().contains("why the meeting goes on"));
        walk.act(meeting, round.chair(), content.put("goesOnWhy", "The father is released tomorrow."));
        assertThat(walk.step(meeting)).isEqualTo(MeetingStep.WRITE_MINUTES);
        assertThat(jdbc.sql("select e.event_type from meeting m join entry e on e.casefile_id = m.entry_file and e.seq = m.entry_seq where m.id = ?").params(meeting).query(String.class).single()).isEqualTo("CONFERENCE");
        assertThat(jdbc.sql("select reason from meeting_act where meeting_id = ? and outcome = 'WENT_ON'").params(meeting).query(String.class).single()).contains("released tomorrow");
    }

    @Test
    void theDateThatAMeetingAgreesCallsForTheNextOne() {
        UUID meeting = walk.at(round, MeetingStep.HOLD);
        TestClock.get().set(Instant.parse("2026-03-04T12:00:00Z"));
        ObjectNode content = walk.record(round, meeting, List.of("PRESENT"));
        content.remove("noNext");
        walk.act(meeting, round.chair(), content.put("nextOn", "2026-04-01"));
        assertThat(jdbc.sql("select m.kind || ' ' || o.rule_id || ' ' || (o.due_at at time zone 'Europe/London')::date from meeting m join obligation o on o.id = m.obligation_id where m.casefile_id = ? and m.rule_id = 'NEXT' and m.ended_at is null")
                .params(round.family().file()).query(String.class).single()).isEqualTo("MOVE NEXT 2026-04-01");
        UUID next = walk.open(round.family(), "MOVE");
        assertThat(next).isNotEqualTo(meeting);
        assertThat(task(next).getTaskDefinitionKey()).isEqualTo("Task_Convene");
    }

    @Test
    void theMeetingGoesWithTheFamilyToTheNewWorker() {
        UUID meeting = walk.called(round);
        UUID handover = handovers.request(round.family());
        waiving.waive(handover, List.of("HB9"), "Ines convenes it from Monday.", round.chair());
        while (handovers.step(handover) != HandoverStep.TELL_FAMILY) {
            handovers.next(round.family(), handover);
        }
        assertThat(task(meeting).getAssignee()).isEqualTo(round.family().team().incoming().username());
        assertThat(jdbc.sql("select convenor_id from meeting where id = ?").params(meeting).query(UUID.class).single()).isEqualTo(round.family().team().incoming().id());
    }

    @Test
    void aMeetingEndsWithTheCaseFile() {
        UUID meeting = walk.night(round);
        walk.act(meeting, round.convenor(), walk.convene(round, MeetingWalk.today().plusDays(2)).<ObjectNode>set("leftOut", leftOut("POLICE")));
        // what the history itself asks (P1 to P20) is asked at the first entry, and ends with the file as the rest does
        chronology.append(round.family().file(), new EntryDraft(MeetingWalk.today(), Precision.EXACT, EventType.CONTACT, round.convenor().agencyId(), "worker", List.of(round.family().child()), "They move.",
                Provenance.OBSERVED, Verification.CORROBORATED, null, "He moves, too.", ImpactLevel.LOW, "noted", "none: they move", false, Map.of(), null), round.convenor(), null);
        List<ClosureDraft.Ending> endings = closings.mustStillHappen(round.family().file()).stream()
                .map(owed -> new ClosureDraft.Ending(owed.id(), ClosureDraft.How.OVERTAKEN, "The family has moved to another authority.")).toList();
        closings.ask(round.family().file(), new ClosureDraft("Moved away.", "Another authority goes on.", endings), round.convenor());
        closings.answer(round.family().file(), true, null, round.chair());
        assertThat(walk.step(meeting)).isEqualTo(MeetingStep.ENDED);
        assertThat(runs(meeting)).isFalse();
        assertThat(dutyEnd(meeting)).isEqualTo("OVERTAKEN");
        assertThat(jdbc.sql("select count(*) from obligation where subject_id = ? and ended_at is null").params(meeting).query(Integer.class).single()).as("neither a step nor a report is owed").isZero();
        assertThat(jdbc.sql("select g.kind from message g join mail m on m.id = g.mail_id where g.about = ? and m.to_id = ? order by g.sequence").params(meeting, round.gp().id())
                .query(String.class).list()).as("who was asked hears that it is off").endsWith("MEETING_CANCELLED");
    }

    private static ObjectNode leftOut(String office) {
        return MeetingWalk.object(Map.of(office, "They are asked another time."));
    }

    @Test
    void aCorrectedCauseIsAnsweredByConveningOrByASecondAgency() {
        for (boolean needed : new boolean[] {true, false}) {
            Round family = walk.round();
            UUID meeting = walk.called(family);
            walk.correct(family);
            assertThat(asked(meeting)).as("the correction ends nothing; a person is asked").isEqualTo("open");
            assertThat(dutyEnd(meeting)).isEqualTo("open");
            if (needed) {
                walk.next(family, meeting);
            } else {
                walk.act(meeting, family.convenor(), walk.notConvening(family));
                assertThat(asked(meeting)).as("a proposal alone answers nothing").isEqualTo("open");
                walk.next(family, meeting);
                assertThat(dutyEnd(meeting)).isEqualTo("NOT_NEEDED");
            }
            assertThat(asked(meeting)).isEqualTo("MET");
        }
    }

    /** What was open when an entry was written is said later, beside it: nothing that was said is taken back, so nobody is asked whether the meeting must still be held. */
    @Test
    void whatOnlyFillsInWhatWasNotKnownAsksNobody() {
        UUID meeting = walk.called(round);
        walk.complete(round, null);
        assertThat(obligations.open("cause-corrected:" + dutyOf(meeting))).isEmpty();
        walk.complete(round, "They have not moved at all.");
        assertThat(obligations.open("cause-corrected:" + dutyOf(meeting))).as("what was filled in before was said, and is said otherwise now").isPresent();
    }

    /** Convening it cannot say so any more, and asking everybody again would be no answer. */
    @Test
    void aMeetingThatIsConvenedAlreadyIsSaidToBeHeldAllTheSame() {
        UUID meeting = walk.at(round, MeetingStep.PREPARE);
        assertThatThrownBy(() -> meetings.stands(meeting, "They have moved.", round.convenor())).as("nobody asks").hasMessageContaining("Nobody asks");
        walk.correct(round);
        assertThat(views.of(meeting, round.convenor()).mayStand()).isTrue();
        assertThat(views.of(meeting, round.visitor()).mayStand()).as("only who leads").isFalse();
        assertThatThrownBy(() -> meetings.stands(meeting, " ", round.convenor())).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> meetings.stands(meeting, "They have moved.", round.visitor())).isInstanceOf(NotFound.class);
        meetings.stands(meeting, "They have moved: the landlord says so.", round.convenor());
        assertThat(asked(meeting)).isEqualTo("MET");
        assertThat(walk.step(meeting)).as("and nothing else has changed").isEqualTo(MeetingStep.PREPARE);
        assertThat(dutyEnd(meeting)).isEqualTo("open");
        assertThat(views.of(meeting, round.convenor()).acts()).extracting(act -> act.outcome()).contains("STANDS");
    }

    private UUID dutyOf(UUID meeting) {
        return jdbc.sql("select obligation_id from meeting where id = ?").params(meeting).query(UUID.class).single();
    }

    private String asked(UUID meeting) {
        return jdbc.sql("select coalesce(o.end_kind, 'open') from meeting m join obligation o on o.dedupe_key = 'cause-corrected:' || m.obligation_id where m.id = ?").params(meeting).query(String.class).single();
    }

    /** Finding the facts, asking the tables, the duty, its meeting with its first step, and the engine's own. */
    @Test
    void anEntryThatCallsForAMeetingCostsTheSameHoweverLongTheHistory() {
        for (int entries : new int[] {15, 150}) {
            walk.called(walk.round(entries)); // once each, so that the tables have answered these questions
        }
        Round few = walk.round(15);
        Round many = walk.round(150);
        long small = CountedStatements.of(() -> walk.called(few));
        long large = CountedStatements.of(() -> walk.called(many));
        System.out.println("Statements of an entry that calls for meetings: " + small);
        assertThat(large).isEqualTo(small);
        assertThat(small).isLessThanOrEqualTo(MOST);
    }

    @Test
    void whenTheDutyMovesToSomebodyElseTheTaskMovesWithIt() {
        UUID meeting = walk.called(round);
        meetings.takeOver(meeting, round.chair());
        assertThat(task(meeting).getAssignee()).isEqualTo(round.chair().username());
        meetings.nameConvenor(meeting, round.family().team().colleague().username(), "She stays.", round.chair());
        assertThat(task(meeting).getAssignee()).isEqualTo(round.family().team().colleague().username());
        assertThat(jdbc.sql("select p.username from meeting m join obligation o on o.id = m.obligation_id join practitioner p on p.id = o.owner_id where m.id = ?").params(meeting)
                .query(String.class).single()).isEqualTo(round.family().team().colleague().username());
    }

    @ParameterizedTest
    @CsvSource({"CONVENE,2026-03-04T17:00:00Z", "DECIDE_NOT_CONVENING,2026-03-03T17:00:00Z", "CONFIRM_HELD,2026-03-05T17:00:00Z", "PREPARE,2026-03-03T17:00:00Z", "HOLD,2026-03-05T17:00:00Z",
        "DECIDE_INQUORATE,2026-03-12T17:00:00Z", "WRITE_MINUTES,2026-03-11T17:00:00Z", "CONFIRM_MINUTES,2026-03-18T17:00:00Z"})
    void aLateStepBeginsItsLadderAndGoesOnWaiting(MeetingStep step, Instant due) {
        UUID meeting = walk.at(round, step);
        String instance = runtime.createProcessInstanceQuery().processInstanceBusinessKey(meeting.toString()).singleResult().getId();
        Job timer = management.createJobQuery().processInstanceId(instance).singleResult();
        assertThat(timer.getDuedate()).isEqualTo(Date.from(due));
        assertThat(task(meeting).getDueDate()).isEqualTo(Date.from(due));
        UUID owed = jdbc.sql("select id from obligation where subject_id = ? and ended_at is null and dedupe_key = ? and due_at = ?")
                .params(meeting, "meeting-step:" + meeting + ":" + step.taskKey(), Timestamp.from(due)).query(UUID.class).single();
        TestClock.get().set(due.plusSeconds(1));
        management.executeJob(timer.getId());
        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(owed.toString()).count()).as("its ladder").isEqualTo(1);
        assertThat(walk.step(meeting)).isEqualTo(step);
        assertThat(management.createJobQuery().processInstanceId(instance).count()).isZero();
    }

    @Test
    void nobodyStartsMovesOrEndsAMeetingThroughTheEngine() {
        assertThatThrownBy(() -> runtime.startProcessInstanceByKey("multi-agency-meeting", UUID.randomUUID().toString())).isInstanceOf(RuntimeException.class);
        UUID meeting = walk.called(round);
        assertThatThrownBy(() -> runtime.createMessageCorrelation("Message_MeetingOvertaken").processInstanceBusinessKey(meeting.toString()).correlate()).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> walk.complete(meeting, round.convenor(), Map.of("proposal", "ALREADY_HELD"))).isInstanceOf(Refusal.class).hasMessageContaining("cannot be sent");
        assertThat(walk.step(meeting)).isEqualTo(MeetingStep.CONVENE);
    }
}
