package org.throughline.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EntryDraft;
import org.throughline.chronology.EntryRef;
import org.throughline.chronology.EventType;
import org.throughline.chronology.ImportedEntry;
import org.throughline.chronology.Precision;
import org.throughline.chronology.Provenance;
import org.throughline.chronology.Verification;
import org.throughline.obligation.Climbed;
import org.throughline.obligation.LadderStep;
import org.throughline.obligation.LevelHolder;
import org.throughline.obligation.Obligations;
import org.throughline.obligation.SealedDuties;
import org.throughline.organisation.Organisation;
import org.throughline.testing.Api;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** What the rules say about the family of the review, line by line as it was worked out by hand beside the case. */
@ThroughlineTest
class ChildHMeetingsIT {

    @Autowired
    ChildH childH;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    FamilyWorld world;
    @Autowired
    Rounds rounds;
    @Autowired
    Chronology chronology;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    LookBack lookBack;
    @Autowired
    CalledFor calledFor;
    @Autowired
    MeetingViews views;
    @Autowired
    Obligations obligations;
    @Autowired
    SealedDuties sealed;
    @Autowired
    Casefiles casefiles;
    @Autowired
    Organisation organisation;
    @Autowired
    ObjectMapper json;
    @Autowired
    WebApplicationContext context;

    private List<String> dutiesOf(UUID file) {
        return jdbc.sql("select rule_id, what, due_at, urgent, end_kind from obligation where casefile_id = ? and subject_kind = 'FAMILY' order by due_at, rule_id, what")
                .params(file).query((row, n) -> row.getString("rule_id") + " " + local(row.getTimestamp("due_at")) + (row.getBoolean("urgent") ? " urgent" : "")
                        + " " + row.getString("end_kind") + ": " + row.getString("what")).list();
    }

    private static String local(Timestamp moment) {
        return LocalDateTime.ofInstant(moment.toInstant(), ZoneId.of("Europe/London")).format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm"));
    }

    @Test
    void theBabysFileHasTheObligationsOfTheReviewAndTheirDeadlines() throws Exception {
        ChildH.Telling told = childH.begin().upTo("H-021");
        assertThat(whoOwes(told, "M1")).as("born before social care knows the family: midwifery owes it, named by its recorder").isEqualTo("mina midwifery");
        told.upTo("H-053");
        assertThat(dutiesOf(told.files.get("child-h"))).as("the four occasions of the review, and what else is right; nothing more").containsExactly(
                "M3 2009-01-28 17:00 MET_LATE: Refer the expected child to children's social care",
                "M7 2009-02-11 17:00 null: Hold a multi-agency planning meeting",
                "M6 2009-02-18 17:00 urgent null: Hold the meeting after the incident",
                "M6 2009-02-18 20:30 urgent null: Decide whether to hold a strategy discussion",
                "M1 2009-02-25 17:00 null: Hold the pre-birth meeting, or propose not to",
                "D1 2009-04-02 17:00 MET_LATE: Acknowledge the referral and decide the next step",
                "D2 2009-06-09 17:00 MET: Conclude the assessment",
                "D15a 2009-06-12 17:00 MET_LATE: Tell the responsible worker of the move",
                "D15b 2009-06-15 17:00 MET_LATE: Tell the other agencies of the move",
                "M6 2009-06-17 17:00 urgent null: Hold the meeting after the incident",
                "M6 2009-06-17 20:30 urgent null: Decide whether to hold a strategy discussion",
                "M4 2009-08-25 17:00 null: Hold the discharge planning meeting, before mother and baby go home",
                "D29 2009-09-04 17:00 MET: Pass the baby's care from midwife to health visitor",
                "M13 2009-09-07 17:00 null: Hold the handover meeting",
                "D15a 2009-09-21 17:00 MET_LATE: Tell the responsible worker of the move",
                "D15b 2009-09-22 17:00 MET_LATE: Tell the other agencies of the move",
                "M5 2009-09-28 17:00 null: Hold the meeting about the move",
                "M6 2009-10-21 20:30 urgent null: Decide whether to hold a strategy discussion",
                "M6 2009-10-22 17:00 urgent null: Hold the meeting after the incident");
        assertThat(whoOwes(told, "M1")).as("from the involvement of social care on, the allocated worker owes it").isEqualTo("olive csc");
        assertThat(whoOwes(told, "M5")).isEqualTo("olive csc");
        UUID ines = told.workers.get("ines");
        List<UUID> incident = jdbc.sql("select id from obligation where casefile_id = ? and rule_id = 'M6' and due_at > '2009-10-20' order by due_at").params(told.files.get("child-h"))
                .query(UUID.class).list();
        assertThat(sealed.sealedFrom(ines, incident)).isEmpty();
        assertThat(calledFor.of(told.files.get("child-h"), ines)).anyMatch(line -> line.eventDate().equals(LocalDate.of(2009, 10, 21)));
        assertThat(incident).extracting(id -> obligations.get(id).ownerId()).containsOnly(told.workers.get("olive"));
        told.seal("H-050");
        assertThat(sealed.sealedFrom(ines, incident)).as("one cause of two may still be known").isEmpty();
        told.seal("H-051");
        assertThat(sealed.sealedFrom(ines, incident)).as("no trace of what is sealed").containsExactlyInAnyOrderElementsOf(incident);
        assertThat(sealed.sealedFrom(told.workers.get("petra"), incident)).isEmpty();
        assertThat(incident).extracting(id -> obligations.get(id).ownerId()).as("who must not know owes nothing; who keeps it does").containsOnly(told.workers.get("petra"));
        assertThat(seen(told, "olive")).as("on the list of the case file").doesNotContainAnyElementsOf(incident).hasSizeGreaterThan(5);
        assertThat(new Api(context).get(organisation.get(told.workers.get("olive")), "/api/obligations/" + incident.get(0))).hasStatus(404);
        assertThat(calledFor.of(told.files.get("child-h"), ines)).as("no trace of what is sealed").noneMatch(line -> line.eventDate().equals(LocalDate.of(2009, 10, 21)));
        assertThat(causes(told, "M4")).as("admission and birth are one duty").isEqualTo(2);
        assertThat(dutiesOf(told.files.get("sibling"))).as("the father's first crisis calls for the step-child").anyMatch(line -> line.startsWith("M6 2008-06-12"));
    }

    private List<UUID> seen(ChildH.Telling told, String reader) throws Exception {
        String path = "/api/obligations?casefile=" + casefiles.get(told.files.get("child-h")).reference();
        MvcTestResult answer = new Api(context).get(organisation.get(told.workers.get(reader)), path);
        assertThat(answer).hasStatusOk();
        List<UUID> ids = new ArrayList<>();
        json.readTree(answer.getResponse().getContentAsString()).forEach(line -> ids.add(UUID.fromString(line.path("id").asText())));
        return ids;
    }

    /** In midwifery's line until somebody is responsible; then the ladder begins anew in that one's, and each is told once. */
    @Test
    void whatWasLateBeforeSocialCareKnewTheFamilyClimbsInTheWorkersLineFromThenOn() {
        ChildH.Telling told = childH.begin().upTo("H-021");
        UUID antenatal = jdbc.sql("select id from obligation where casefile_id = ? and rule_id = 'M1'").params(told.files.get("child-h")).query(UUID.class).single();
        TestClock.get().set(Instant.parse("2009-03-25T09:00:00Z"));
        obligations.late(antenatal);
        int before = obligations.told(antenatal).size();
        assertThat(obligations.told(antenatal)).extracting(LadderStep::toldId).contains(told.workers.get("mina"));
        organisation.changeLine(told.workers.get("olive"), told.workers.get("sunita"));
        told.upTo("H-022");
        assertThat(obligations.get(antenatal).ownerId()).isEqualTo(told.workers.get("olive"));
        assertThat(jdbc.sql("select o.owner_id from obligation o join meeting m on m.id = o.subject_id where m.obligation_id = ? and o.ended_at is null")
                .params(antenatal).query(UUID.class).list()).as("the meeting waits for whoever owes it").containsExactly(told.workers.get("olive"));
        assertThat(jdbc.sql("select split_part(t.assignee_, '-', 1) from act_ru_task t join act_hi_procinst i on i.id_ = t.proc_inst_id_ join meeting m on m.id::text = i.business_key_ where m.obligation_id = ?")
                .params(antenatal).query(String.class).list()).as("and so does its task").containsExactly("olive");
        obligations.tellNextLevel(antenatal);
        assertThat(obligations.tellNextLevel(antenatal)).as("its time has not come").isEqualTo(Climbed.NOT_YET);
        TestClock.get().set(Instant.parse("2009-04-02T17:00:00Z"));
        obligations.tellNextLevel(antenatal);
        assertThat(obligations.told(antenatal).subList(before, before + 2)).extracting(LadderStep::holder, LadderStep::toldId)
                .containsExactly(tuple(LevelHolder.OWNER, told.workers.get("olive")), tuple(LevelHolder.LINE_SUPERVISOR, told.workers.get("sunita")));
    }

    @Test
    void whatIsAboutTheElderChildAloneMeetsNothingOfTheBabys() {
        ChildH.Telling told = childH.begin().upTo("H-042");
        told.appendAbout("sibling", "CONTACT", LocalDate.of(2009, 9, 22), Instant.parse("2009-09-22T15:40:00Z"), "School is told that the elder child has a cold.");
        assertThat(dutiesOf(told.files.get("child-h"))).contains("D15b 2009-09-22 17:00 null: Tell the other agencies of the move");
        told.append("CONTACT", LocalDate.of(2009, 9, 22), Instant.parse("2009-09-22T15:50:00Z"), "The surgery is told of the move.");
        assertThat(dutiesOf(told.files.get("child-h"))).contains("D15b 2009-09-22 17:00 MET: Tell the other agencies of the move");
    }

    /** What the attribute of an arrest leaves open, the record of the same day may say; where neither does, nothing is guessed (decision 74). */
    @Test
    void anArrestWithoutACodeSpeaksOnlyWhereTheSameDayTellsOfViolence() {
        ChildH.Telling told = childH.begin().upTo("H-042");
        told.appendAbout("father", "ARREST", LocalDate.of(2009, 9, 22), Instant.parse("2009-09-22T16:00:00Z"), "The father is arrested for theft.");
        told.appendAbout("father", "DOMESTIC_INCIDENT", LocalDate.of(2009, 9, 22), Instant.parse("2009-09-22T17:00:00Z"), "There was shouting, and a door was broken.");
        told.appendAbout("father", "ARREST", LocalDate.of(2009, 9, 23), Instant.parse("2009-09-23T09:00:00Z"), "The father is arrested again, for theft.");
        assertThat(incidents(told)).as("without a code, and nothing of violence on its day when it was recorded").isEmpty();
        told.appendAbout("mother", "DOMESTIC_INCIDENT", LocalDate.of(2009, 9, 24), Instant.parse("2009-09-24T09:00:00Z"), "The mother was shouted at.");
        told.appendAbout("father", "ARREST", LocalDate.of(2009, 9, 24), Instant.parse("2009-09-24T10:00:00Z"), "The father is arrested.");
        assertThat(incidents(told)).as("about another person").isEmpty();
        told.appendAbout("father", "DOMESTIC_INCIDENT", LocalDate.of(2009, 9, 24), Instant.parse("2009-09-24T11:00:00Z"), "The father has hit the mother.");
        told.appendAbout("father", "ARREST", LocalDate.of(2009, 9, 24), Instant.parse("2009-09-24T12:00:00Z"), "The father is arrested.");
        assertThat(incidents(told)).as("both duties of an incident").containsExactly("2009-09-24", "2009-09-24");
        told.arrested("father", "2B", LocalDate.of(2009, 9, 25), Instant.parse("2009-09-25T10:00:00Z"));
        assertThat(incidents(told)).as("a code that is not violence").hasSize(2);
        told.arrested("father", "3B", LocalDate.of(2009, 9, 26), Instant.parse("2009-09-26T10:00:00Z"));
        assertThat(incidents(told)).as("the code alone").containsExactly("2009-09-24", "2009-09-24", "2009-09-26", "2009-09-26");
    }

    private List<String> incidents(ChildH.Telling told) {
        return jdbc.sql("select event_date::text from rule_firing where casefile_id = ? and rule_id = 'M6' and event_date > '2009-09-21' order by event_date, duty")
                .params(told.files.get("child-h")).query(String.class).list();
    }

    private String whoOwes(ChildH.Telling told, String rule) {
        return jdbc.sql("""
                select split_part(p.username, '-', 1) || ' ' || split_part(a.code, '-', 1) from obligation o left join practitioner p on p.id = o.owner_id
                join agency a on a.id = o.agency_id where o.casefile_id = ? and o.rule_id = ?""").params(told.files.get("child-h"), rule).query(String.class).single();
    }

    private int causes(ChildH.Telling told, String rule) {
        return jdbc.sql("select count(distinct (entry_file, entry_seq)) from rule_firing where casefile_id = ? and rule_id = ? and obligation_id is not null")
                .params(told.files.get("child-h"), rule).query(Integer.class).single();
    }

    @Test
    void theMeetingsOfTheFourOccasionsWaitToBeConvenedInTheTransactionOfTheirCause() {
        ChildH.Telling told = childH.begin().upTo("H-021");
        assertThat(convening(told)).as("before social care knows the family its recorder convenes").containsExactly(
                "M7 PLANNING Task_Convene mina", "M6 STRATEGY Task_Convene wanda", "M1 PRE_BIRTH Task_Convene mina");
        told.upTo("H-053");
        assertThat(convening(told)).as("antenatal, discharge, own tenancy, incident; and the planning meeting that numbers call for: all of them whoever is responsible now").containsExactly(
                "M7 PLANNING Task_Convene olive", "M6 STRATEGY Task_Convene olive", "M1 PRE_BIRTH Task_Convene olive", "M6 STRATEGY Task_Convene olive", "M4 DISCHARGE Task_Convene olive",
                "M5 MOVE Task_Convene olive", "M6 STRATEGY Task_Convene olive");
    }

    private List<String> convening(ChildH.Telling told) {
        return jdbc.sql("""
                select o.rule_id || ' ' || m.kind || ' ' || t.task_def_key_ || ' ' || split_part(coalesce(t.assignee_, '-'), '-', 1) from meeting m join obligation o on o.id = m.obligation_id
                join act_ru_execution e on e.business_key_ = m.id::text join act_ru_task t on t.proc_inst_id_ = e.proc_inst_id_
                where m.casefile_id = ? and m.ended_at is null and m.opened_at = o.born_at order by o.due_at, o.rule_id""").params(told.files.get("child-h")).query(String.class).list();
    }

    /** PB3 to PB5, from the due date 28 August 2009: beside the pre-birth meeting, whatever else is due sooner, until the child is born. */
    @Test
    void theMilestonesOfThePregnancyStandBesideThePreBirthMeeting() {
        ChildH.Telling told = childH.begin().upTo("H-017");
        UUID meeting = jdbc.sql("select id from meeting where casefile_id = ? and kind = 'PRE_BIRTH'").params(told.files.get("child-h")).query(UUID.class).single();
        assertThat(views.of(meeting, organisation.get(told.workers.get("mina"))).milestones()).extracting(one -> one.ruleId() + " " + one.day() + " " + one.what()).containsExactly(
                "PB3 2009-03-13 Refer the expected child, at the latest at 16 weeks", "PB4 2009-05-28 Hold the pre-birth meeting, or propose not to",
                "PB4 2009-06-05 Hold the pre-birth conference, at about 28 weeks", "PB5 2009-07-17 Hold the pre-birth conference, at the latest at 34 weeks");
        UUID planning = jdbc.sql("select id from meeting where casefile_id = ? and kind = 'PLANNING'").params(told.files.get("child-h")).query(UUID.class).single();
        assertThat(views.of(planning, organisation.get(told.workers.get("mina"))).milestones()).as("about no birth").isNull();
        told.upTo("H-035");
        assertThat(views.of(meeting, organisation.get(told.workers.get("olive"))).milestones()).as("the child is born").isNull();
    }

    @Test
    void anEntryAloneMeetsNoMeetingAndACorrectionAsksAPerson() {
        ChildH.Telling told = childH.begin().upTo("H-042");
        EntryRef held = told.append("MEETING_HELD", LocalDate.of(2009, 9, 25), Instant.parse("2009-10-08T10:00:00Z"), "The meeting about the move was held.");
        assertThat(dutiesOf(told.files.get("child-h"))).as("two who were there confirm it, or it is convened").contains("M5 2009-09-28 17:00 null: Hold the meeting about the move",
                "M4 2009-08-25 17:00 null: Hold the discharge planning meeting, before mother and baby go home").anyMatch(line -> line.startsWith("M7 2009-02-11 17:00 null"));
        told.append("CONTACT", LocalDate.of(2009, 10, 9), Instant.parse("2009-10-09T10:00:00Z"), "News are exchanged by telephone.");
        assertThat(dutiesOf(told.files.get("child-h"))).as("a meeting was held two weeks ago: none is called for by number alone").filteredOn(line -> line.startsWith("M7")).hasSize(1);
        assertThat(held).isNotNull();

        told.upTo("H-050");
        told.correct("H-050", "It was an accident; nobody harmed himself.");
        assertThat(jdbc.sql("select count(*) from obligation where casefile_id = ? and subject_kind = 'OBLIGATION' and ended_at is null").params(told.files.get("child-h"))
                .query(Integer.class).single()).as("decision and meeting stay, and a person is asked of each").isEqualTo(2);
    }

    @Test
    void anImportedHistoryStartsNoLadderForWindowsThatHavePassed() {
        FamilyWorld.Team team = world.team();
        world.startClock(Instant.parse("2026-03-03T09:00:00Z"));
        FamilyWorld.Family family = world.family(team, 20);
        imported(family, EventType.REFERRAL, LocalDate.of(2026, 1, 20));
        imported(family, EventType.ASSESSMENT, LocalDate.of(2026, 2, 2));
        lookBack.look(family.file());
        lookBack.look(family.file());
        assertThat(dutiesOf(family.file())).filteredOn(line -> !line.contains("Look at what this history")).as("only what is still open is due").allMatch(line -> line.compareTo("M") > 0 && due(line).compareTo("2026-03-03") >= 0);
        assertThat(dutiesOf(family.file())).filteredOn(line -> line.contains("Look at what this history would have called for")).hasSize(1);
        assertThat(jdbc.sql("select count(*) from rule_firing where casefile_id = ? and looked_back and obligation_id is null and rule_id = 'M6'").params(family.file())
                .query(Integer.class).single()).isPositive();
        assertThat(jdbc.sql("select rule_id from rule_firing where casefile_id = ? and met_before and mode = 'ENFORCE' order by rule_id").params(family.file()).query(String.class).list())
                .as("what was done is not called missed").containsExactly("D1", "D2");
        rounds.today(family.file());
        assertThat(dutiesOf(family.file())).filteredOn(line -> line.contains("Look at what")).hasSize(1);
    }

    private void imported(FamilyWorld.Family family, EventType type, LocalDate day) {
        EntryDraft draft = new EntryDraft(day, Precision.EXACT, type, family.team().health(), "record", List.of(family.child()), "It is on the record.", Provenance.DOCUMENT,
                Verification.CORROBORATED, null, null, null, null, null, false, Map.of(), null);
        transaction.executeWithoutResult(status -> chronology.importEntries(List.of(new ImportedEntry(family.file(), type.name(), draft,
                day.atTime(16, 0).toInstant(ZoneOffset.UTC), null)), family.team().administrator()));
    }

    private static String due(String line) {
        return line.split(" ")[1];
    }
}
