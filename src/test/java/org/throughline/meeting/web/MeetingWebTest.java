package org.throughline.meeting.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.access.Refusal;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.EventType;
import org.throughline.handover.HandoverType;
import org.throughline.handover.Handovers;
import org.throughline.handover.NewHandover;
import org.throughline.handover.ReasonCode;
import org.throughline.meeting.DisagreementSubject;
import org.throughline.meeting.Disagreements;
import org.throughline.meeting.MeetingStep;
import org.throughline.meeting.MeetingWalk;
import org.throughline.meeting.MeetingWalk.Round;
import org.throughline.meeting.NewDisagreement;
import org.throughline.organisation.Mailboxes;
import org.throughline.organisation.NewPractitioner;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.organisation.PractitionerRole;
import org.throughline.testing.Api;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** Meetings over REST: 401, 404, what is refused, and what each person sees. */
@ThroughlineTest
class MeetingWebTest {

    @Autowired private FamilyWorld world;
    @Autowired private MeetingWalk walk;
    @Autowired private Handovers handovers;
    @Autowired private Disagreements disagreements;
    @Autowired private Casefiles casefiles;
    @Autowired private Organisation organisation;
    @Autowired private Mailboxes mailboxes;
    @Autowired private JdbcClient jdbc;
    @Autowired private OwnerDatabase owner;
    @Autowired private ObjectMapper json;
    @Autowired private WebApplicationContext context;

    private Api api;
    private Round round;

    @BeforeEach
    void aFamily() {
        world.startClock();
        round = walk.round();
        api = new Api(context);
    }

    private String body(Practitioner who, String path, Object... values) throws Exception {
        return api.get(who, path, values).getResponse().getContentAsString();
    }

    @Test
    void aMeetingIsSeenByWhoWorksWithTheFamilyAndWhoHasAPartInItAndByNobodyElse() throws Exception {
        UUID meeting = walk.at(round, MeetingStep.PREPARE);
        Practitioner stranger = world.team().visitor();
        assertThat(api.anonymously("/api/meetings/{id}", meeting)).hasStatus(401);
        assertThat(api.get(stranger, "/api/meetings/{id}", meeting)).hasStatus(404);
        assertThat(api.get(round.police(), "/api/meetings/{id}", meeting)).as("involved, and not asked").hasStatus(404);
        assertThat(api.get(round.convenor(), "/api/meetings/{id}", meeting)).hasStatusOk().bodyJson().extractingPath("$.causes[0].ruleId").isEqualTo("M5");
        String asked = body(round.gp(), "/api/meetings/{id}", meeting);
        assertThat(json.readTree(asked).path("mine").path("mayAnswer").asBoolean()).isTrue();
        assertThat(asked).as("who was asked sees when and where, not what called for it, and not who of the family is left out").contains("Room 2, Civic Centre").doesNotContain("Told by the health visitor", "hospital", "Finn");
        assertThat(api.get(round.police(), "/api/casefiles/{ref}/meetings", round.family().reference())).hasStatusOk().bodyJson().extractingPath("$").asArray().isEmpty();
        assertThat(api.get(round.gp(), "/api/casefiles/{ref}/meetings", round.family().reference())).bodyJson().extractingPath("$[0].id").isEqualTo(meeting.toString());
        assertThat(api.get(stranger, "/api/casefiles/{ref}/meetings", round.family().reference())).hasStatus(404);
    }

    @Test
    void whoDecidesForTheSecondAgencySeesTheProposalAndWhatMadeTheRuleSpeak() throws Exception {
        UUID meeting = walk.called(round);
        walk.act(meeting, round.convenor(), walk.notConvening(round).put("decider", round.gp().username()));
        var seen = json.readTree(body(round.gp(), "/api/meetings/{id}", meeting));
        assertThat(seen.path("proposal").path("instead").asText()).contains("visits on Friday");
        assertThat(seen.path("causes").get(0).path("summary").asText()).isEqualTo("Told by the health visitor.");
        assertThat(seen.path("causes").get(0).path("because").asText()).contains("child under one moves");
        assertThat(seen.path("taskId").asText()).isEqualTo(walk.task(meeting));
        assertThat(api.get(round.housing(), "/api/meetings/{id}", meeting)).hasStatus(404);
        owner.asOwner().sql("insert into restriction (id, casefile_id, seq, level, kind, holder_id, reason, since, placed_by) select gen_random_uuid(), f.entry_file, f.entry_seq, 'SEALED', 'POLICE', :holder, 'An enquiry.', timestamptz '2026-03-01 09:00+00', :holder"
                + " from rule_firing f join meeting m on m.obligation_id = f.obligation_id where m.id = :id").param("holder", round.police().id()).param("id", meeting).update();
        assertThat(body(round.gp(), "/api/meetings/{id}", meeting)).as("what is sealed leaves no trace").doesNotContain("Told by the health visitor");
    }

    /** A row that only counts or advises makes no duty, and its figure says what it would have asked of people. */
    @Test
    void everyRowHasItsFigureOfTheLastNinetyDaysAndOnlyOneThatEnforcesMakesADuty() throws Exception {
        Practitioner ada = round.family().team().administrator();
        walk.called(round);
        JsonNode before = figures(ada);
        walk.record(round, EventType.EARLY_HELP, "MOVE");
        walk.record(round, EventType.REFERRAL, "MOVE");
        JsonNode after = figures(ada);
        assertThat(more(before, after, "D24", "matched") + " " + more(before, after, "D24", "families") + " " + more(before, after, "D24", "duties")).as("observed").isEqualTo("1 1 0");
        assertThat(more(before, after, "D3a", "matched") + " " + more(before, after, "D3a", "duties")).as("advised").isEqualTo("1 0");
        assertThat(more(before, after, "D2", "matched") + " " + more(before, after, "D2", "duties") + " " + more(before, after, "D2", "open")).as("enforced").isEqualTo("1 1 1");
        assertThat(row(after, "D24").path("mode").asText() + row(after, "D3a").path("mode").asText() + row(after, "D2").path("mode").asText()).isEqualTo("OBSERVEADVISEENFORCE");
        assertThat(jdbc.sql("select rule_id from obligation where casefile_id = ? and rule_id in ('D24', 'D3a', 'D2')").params(round.family().file()).query(String.class).list()).containsExactly("D2");
        assertThat(after.findValuesAsText("ruleId")).as("one that never spoke has a figure too").contains("D13c", "M14").containsAll(IntStream.rangeClosed(1, 15).mapToObj(n -> "M" + n).toList());
        assertThat(row(after, "D13c").path("what").asText()).isNotEmpty();
        TestClock.get().advance(Duration.ofDays(91));
        assertThat(row(figures(ada), "D24").path("matched").asInt()).isLessThan(row(after, "D24").path("matched").asInt());
        assertThat(api.get(round.convenor(), "/api/rules/figures")).hasStatus(404);
        assertThat(api.anonymously("/api/rules/figures")).hasStatus(401);
    }

    private JsonNode figures(Practitioner who) throws Exception {
        return json.readTree(body(who, "/api/rules/figures"));
    }

    private static JsonNode row(JsonNode figures, String rule) {
        return StreamSupport.stream(figures.spliterator(), false).filter(row -> row.path("ruleId").asText().equals(rule)).findFirst().orElseThrow();
    }

    private static int more(JsonNode before, JsonNode after, String rule, String figure) {
        return row(after, rule).path(figure).asInt() - row(before, rule).path(figure).asInt();
    }

    @Test
    void theCardOfATaskNamesTheChildToWhoMaySeeTheMeeting() throws Exception {
        UUID meeting = walk.called(round);
        String task = walk.task(meeting);
        assertThat(api.get(round.convenor(), "/api/meetings/cards?ids={id}", task)).hasStatusOk();
        var card = json.readTree(body(round.convenor(), "/api/meetings/cards?ids={id}", task)).path(task);
        assertThat(card.path("who").asText()).isEqualTo("Hal, meeting about the move");
        assertThat(card.path("with").asText()).isEqualTo("Olive Outgoing");
        assertThat(body(round.police(), "/api/meetings/cards?ids={id}", task)).isEqualTo("{}");
        assertThat(api.anonymously("/api/meetings/cards?ids=" + task)).hasStatus(401);
    }

    @Test
    void draftsHaveVersionsAndBelongToWhoseStepItIs() {
        UUID meeting = walk.called(round);
        String text = "{\"content\":{\"outcome\":\"CONVENE\"}}";
        assertThat(api.put(round.gp(), "\"0\"", text, "/api/meetings/{id}/convene", meeting)).hasStatus(404);
        assertThat(api.put(round.convenor(), null, text, "/api/meetings/{id}/convene", meeting)).hasStatus(422);
        assertThat(api.put(round.convenor(), "\"0\"", text, "/api/meetings/{id}/convene", meeting)).hasStatusOk().bodyJson().extractingPath("$.version").isEqualTo(1);
        assertThat(api.put(round.convenor(), "\"0\"", text, "/api/meetings/{id}/convene", meeting)).hasStatus(412).bodyJson().extractingPath("$.current.version").isEqualTo(1);
        assertThat(api.put(round.convenor(), "\"0\"", text, "/api/meetings/{id}/hold", meeting)).hasStatus(409);
        assertThat(api.get(round.convenor(), "/api/meetings/{id}/nonsense", meeting)).hasStatus(404);
        assertThat(api.get(round.chair(), "/api/meetings/{id}/convene", meeting)).as("their supervisor may do it for them").hasStatusOk();
        assertThat(api.get(round.family().team().service(), "/api/meetings/{id}/convene", meeting)).hasStatus(404);
    }

    @Test
    void anAddressOfTheFamilyIsNoPlaceForAMeeting() {
        UUID household = casefiles.addHousehold("Flat 3, 14 Nightingale Road, Exampleton EX4 7QZ", true);
        casefiles.addHouseholdMember(household, round.family().mother(), LocalDate.of(2026, 1, 10), round.convenor().id());
        UUID meeting = walk.called(round);
        for (String place : List.of("14 nightingale rd", "The flat, EX47QZ", "Nightingale Road")) {
            assertThatThrownBy(() -> walk.act(meeting, round.convenor(), walk.convene(round, MeetingWalk.today().plusDays(2)).put("room", place))).as(place).isInstanceOf(Refusal.class)
                    .satisfies(refused -> assertThat(((Refusal) refused).missing()).singleElement().satisfies(missing -> assertThat(missing.text()).contains("an address of the family")));
        }
    }

    @Test
    void whoWasAskedAnswersHandsInAReportAndConfirmsTheMinutesOfTheirOwnPartsAlone() throws Exception {
        UUID meeting = walk.at(round, MeetingStep.PREPARE);
        assertThat(api.send(HttpMethod.POST, round.police(), "{\"answer\":\"COMING\"}", "/api/meetings/{id}/answer", meeting)).hasStatus(404);
        assertThat(api.send(HttpMethod.POST, round.visitor(), "{\"answer\":\"SUBSTITUTE\"}", "/api/meetings/{id}/answer", meeting)).hasStatus(422);
        assertThat(api.send(HttpMethod.POST, round.visitor(), "{\"answer\":\"COMING\"}", "/api/meetings/{id}/answer", meeting)).hasStatus(204);
        assertThat(api.send(HttpMethod.POST, round.gp(), "{\"text\":\"A report.\"}", "/api/meetings/{id}/report", meeting)).as("none is asked of the GP").hasStatus(409);
        assertThat(jdbc.sql("select count(*) from obligation where subject_kind = 'MEETING_REPORT' and subject_id = ? and ended_at is null").params(meeting).query(Integer.class).single()).isEqualTo(1);
        assertThat(api.send(HttpMethod.POST, round.visitor(), "{\"text\":\"She gains weight.\"}", "/api/meetings/{id}/report", meeting)).hasStatus(204);
        assertThat(jdbc.sql("select end_kind from obligation where subject_kind = 'MEETING_REPORT' and subject_id = ?").params(meeting).query(String.class).single()).isEqualTo("MET");
        assertThat(body(round.convenor(), "/api/meetings/{id}", meeting)).contains("She gains weight.");
        while (walk.step(meeting) != MeetingStep.CONFIRM_MINUTES) {
            walk.next(round, meeting);
        }
        assertThat(body(round.gp(), "/api/meetings/{id}", meeting)).contains("What was agreed, for all.", "What only the practice needs.");
        assertThat(body(round.visitor(), "/api/meetings/{id}", meeting)).contains("What was agreed, for all.").doesNotContain("What only the practice needs.", "For the GP");
        assertThat(body(round.convenor(), "/api/meetings/{id}", meeting)).as("not even who convened it").doesNotContain("What only the practice needs.");
        assertThatThrownBy(() -> walk.act(meeting, round.chair(), MeetingWalk.object(Map.of("closed", "yes")))).isInstanceOf(Refusal.class).satisfies(refused -> assertThat(((Refusal) refused).missing()).hasSize(3));
        assertThat(api.send(HttpMethod.POST, round.gp(), "{\"corrections\":\"The flat is on the third floor.\"}", "/api/meetings/{id}/minutes-read", meeting)).hasStatus(204);
        assertThat(api.send(HttpMethod.POST, round.gp(), "{}", "/api/meetings/{id}/minutes-read", meeting)).as("once for an agency").hasStatus(409);
        ObjectNode close = MeetingWalk.object(Map.of());
        ObjectNode unread = close.putObject("unread");
        for (Practitioner silent : List.of(round.visitor(), round.housing())) {
            unread.put(silent.agencyCode(), "Rung twice; they will not read it.");
        }
        walk.act(meeting, round.chair(), close);
        assertThat(walk.step(meeting)).isEqualTo(MeetingStep.ENDED);
        UUID action = jdbc.sql("select id from meeting_action where meeting_id = ?").params(meeting).query(UUID.class).single();
        assertThat(api.send(HttpMethod.POST, round.gp(), "{\"came\":\"x\"}", "/api/meeting-actions/{id}/done", action)).hasStatus(404);
        assertThat(api.send(HttpMethod.POST, round.housing(), "{}", "/api/meeting-actions/{id}/done", action)).hasStatus(422);
        assertThat(api.send(HttpMethod.POST, round.housing(), "{\"came\":\"The cot stands in the bedroom.\"}", "/api/meeting-actions/{id}/done", action)).hasStatus(204);
        assertThat(jdbc.sql("select end_kind from obligation where subject_id = ?").params(action).query(String.class).single()).isEqualTo("MET");
    }

    @Test
    void aMeetingMovesAndEverybodyIsAskedAgainAndItsStepIsDueAccordingly() {
        UUID meeting = walk.at(round, MeetingStep.PREPARE);
        String moved = "{\"content\":{\"date\":\"2026-03-06\",\"time\":\"11:00\",\"minutes\":60,\"link\":\"https://meet.example.org/4711\",\"reason\":\"The GP cannot come on Wednesday.\"}}";
        assertThat(api.send(HttpMethod.POST, round.gp(), moved, "/api/meetings/{id}/date", meeting)).hasStatus(404);
        assertThat(api.send(HttpMethod.POST, round.convenor(), "{\"content\":{}}", "/api/meetings/{id}/date", meeting)).hasStatus(409).bodyJson().extractingPath("$.missing[*].href").asArray().contains("#date", "#time", "#minutes", "#room", "#reason");
        assertThat(api.send(HttpMethod.POST, round.convenor(), moved, "/api/meetings/{id}/date", meeting)).hasStatus(204);
        assertThat(jdbc.sql("select sequence || ' ' || starts_at from meeting where id = ?").params(meeting).query(String.class).single()).startsWith("1 2026-03-06 11:00");
        assertThat(jdbc.sql("select due_at || ' ' || (select due_date_ from act_ru_task t join act_ru_execution e on e.proc_inst_id_ = t.proc_inst_id_ and e.business_key_ = o.subject_id::text) from obligation o where subject_id = ? and dedupe_key like 'meeting-step%' and ended_at is null")
                .params(meeting).query(String.class).single()).as("task and obligation together").isEqualTo("2026-03-05 17:00:00+00 2026-03-05 17:00:00");
    }

    @Test
    void aPersonCallsForAMeetingOfTheirOwnAccord() {
        assertThat(api.send(HttpMethod.POST, round.police(), "{}", "/api/casefiles/{ref}/meetings", round.family().reference())).hasStatus(422).bodyJson().extractingPath("$.faults[*].field").asArray().containsExactly("kind", "why");
        assertThat(api.send(HttpMethod.POST, world.team().visitor(), "{\"kind\":\"STRATEGY\",\"why\":\"x\"}", "/api/casefiles/{ref}/meetings", round.family().reference())).hasStatus(404);
        assertThat(api.send(HttpMethod.POST, round.police(), "{\"kind\":\"STRATEGY\",\"why\":\"Three calls to the flat in a week.\"}", "/api/casefiles/{ref}/meetings", round.family().reference())).hasStatus(201);
        UUID meeting = walk.open(round.family(), "STRATEGY");
        assertThat(api.get(round.police(), "/api/meetings/{id}", meeting)).hasStatusOk().bodyJson().extractingPath("$.waitingFor.username").isEqualTo(round.police().username());
    }

    @Test
    void aFamilyIsNotReadyToBeHandedOverWhileNobodyWhoStaysConvenesWhatIsDue() throws Exception {
        UUID meeting = walk.called(round);
        UUID handover = handovers.request(new NewHandover(round.family().file(), round.family().team().incoming().username(), HandoverType.WORKER_SAME_TEAM, ReasonCode.MANAGE, null, true), round.chair());
        assertThat(body(round.convenor(), "/api/handovers/{id}", handover)).contains("HB9", "meeting about the move (rule M5) is due Mon 9 Mar 2026, 17:00", "who hands the family over");
        assertThat(api.send(HttpMethod.POST, round.chair(), "{\"convenor\":\"%s\",\"reason\":\"She stays.\"}".formatted(round.family().team().colleague().username()), "/api/meetings/{id}/convenor", meeting)).hasStatus(204);
        assertThat(body(round.convenor(), "/api/handovers/{id}", handover)).doesNotContain("HB9", "No professional disagreement");
        UUID written = disagreements.raise(new NewDisagreement(round.family().file(), round.convenor().id(), DisagreementSubject.THRESHOLD, "The file is to be closed.",
                "Nobody has seen the baby awake.", "He could be left alone.", "The grandmother comes.", false, false, false), round.housing());
        assertThat(body(round.convenor(), "/api/handovers/{id}", handover)).contains("\"E1\"", "One about threshold", "waits at the level of the practitioner to practitioner").doesNotContain("left alone");
        disagreements.withdraw(written, "We spoke.", round.housing());
        assertThat(body(round.convenor(), "/api/handovers/{id}", handover)).doesNotContain("No professional disagreement");
    }

    @Test
    void whoCanBeNamedIsLookedForByNameAndTheRegisterStaysOnTheServer() throws Exception {
        UUID meeting = walk.called(round);
        UUID last = null;
        for (int i = 0; i < 7; i++) {
            last = organisation.addPractitioner(new NewPractitioner("abel-" + i + round.family().team().mark(), "Abel Officer " + i, round.housing().agencyId(), null,
                    PractitionerRole.PARTNER_PROFESSIONAL, null, i < 6));
        }
        JsonNode people = null;
        for (JsonNode agency : json.readTree(body(round.convenor(), "/api/meetings/{id}", meeting)).at("/form/register")) {
            people = agency.path("code").asText().equals(round.housing().agencyCode()) ? agency.path("people") : people;
        }
        assertThat(people.findValuesAsText("username")).as("the few who come first, before them who works with the family").hasSize(5).first().isEqualTo(round.housing().username());
        assertThat(found(meeting, false)).isEqualTo(6);
        assertThat(found(meeting, true)).as("without account and without a mailbox nobody can be asked").isEqualTo(6);
        mailboxes.set(last, "abel-" + round.family().team().mark() + "@example.org");
        assertThat(found(meeting, false)).isEqualTo(6);
        assertThat(found(meeting, true)).isEqualTo(7);
        assertThat(api.send(HttpMethod.POST, round.convenor(), "{\"name\":\"a\"}", "/api/meetings/{id}/people", meeting)).hasStatus(422);
        assertThat(api.send(HttpMethod.POST, round.convenor(), "{\"name\":\"%%\"}", "/api/meetings/{id}/people", meeting)).hasStatusOk().bodyJson().extractingPath("$").asArray().isEmpty();
        assertThat(api.send(HttpMethod.POST, round.gp(), "{\"name\":\"abel\"}", "/api/meetings/{id}/people", meeting)).hasStatus(404);
    }

    private int found(UUID meeting, boolean deciding) throws Exception {
        return (int) StreamSupport.stream(json.readTree(api.send(HttpMethod.POST, round.convenor(), "{\"name\":\"bel off\",\"deciding\":%s}".formatted(deciding), "/api/meetings/{id}/people", meeting)
                .getResponse().getContentAsString()).spliterator(), false).filter(one -> one.path("username").asText().endsWith(round.family().team().mark())).count();
    }

    @Test
    void managersSeeMeetingsByStepAndWhatIsOverdue() {
        walk.called(round);
        TestClock.get().set(Instant.parse("2026-03-05T09:00:00Z"));
        assertThat(api.get(round.chair(), "/api/overview")).hasStatusOk().bodyJson().extractingPath("$.meetingSteps[0]").asMap().containsEntry("task", "Task_Convene")
                .as("the move, and the planning meeting that the number of agencies calls for").containsEntry("waiting", 2).containsEntry("overdue", 2);
        assertThat(api.get(round.chair(), "/api/overview")).bodyJson().extractingPath("$.meetings[0].reference").isEqualTo(round.family().reference());
        assertThat(api.get(world.team().supervisor(), "/api/overview")).bodyJson().extractingPath("$.meetings").asArray().isEmpty();
    }
}
