package org.throughline.handover.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.EntryRef;
import org.throughline.handover.HandoverStep;
import org.throughline.handover.HandoverWalk;
import org.throughline.organisation.Practitioner;
import org.throughline.reading.ItemState;
import org.throughline.reading.Readings;
import org.throughline.testing.Api;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.ThroughlineTest;

/** Handovers over REST: 401, 404, what is refused with everything that is missing, and what is answered. */
@ThroughlineTest
class HandoverWebTest {

    @Autowired private FamilyWorld world;
    @Autowired private HandoverWalk walk;
    @Autowired private Casefiles casefiles;
    @Autowired private Readings readings;
    @Autowired private WebApplicationContext context;

    private Api api;
    private Team team;
    private Family family;

    @BeforeEach
    void aFamily() {
        world.startClock();
        team = world.team();
        family = world.family(team, 5);
        api = new Api(context);
    }

    private String request(String incoming) {
        return "{\"casefile\":\"%s\",\"incoming\":\"%s\",\"type\":\"WORKER_SAME_TEAM\",\"reasonCode\":\"MANAGE\",\"plannedFor\":\"2026-03-16\"}"
                .formatted(family.reference(), incoming);
    }

    @Test
    void aRequestNamesEveryFaultAtOnceAndIsRefusedToStrangers() {
        assertThat(api.anonymously("/api/handovers/" + UUID.randomUUID())).hasStatus(401);
        assertThat(api.send(HttpMethod.POST, team.visitor(), request(team.incoming().username()), "/api/handovers")).hasStatus(404);
        assertThat(api.send(HttpMethod.POST, team.supervisor(), "{\"type\":\"X\",\"plannedFor\":\"soon\"}", "/api/handovers")).hasStatus(422)
                .bodyJson().extractingPath("$.faults[*].field").asArray().containsExactly("type", "reasonCode", "plannedFor", "casefile", "incoming");
        assertThat(api.send(HttpMethod.POST, team.supervisor(), request("nobody"), "/api/handovers")).hasStatus(422);
        assertThat(api.send(HttpMethod.POST, team.supervisor(), request(team.outgoing().username()), "/api/handovers")).hasStatus(409);
        assertThat(api.send(HttpMethod.POST, team.supervisor(), request(team.incoming().username()), "/api/handovers")).hasStatus(201)
                .bodyJson().extractingPath("$.id").isNotNull();
        assertThat(api.send(HttpMethod.POST, team.supervisor(), request(team.incoming().username()), "/api/handovers")).hasStatus(409);
    }

    @Test
    void theNewWorkerSeesBeforeTheAcceptanceOnlyThatItWaits() {
        UUID handover = walk.request(family);
        assertThat(api.get(team.colleague(), "/api/handovers/" + handover)).hasStatus(404);
        assertThat(api.get(team.incoming(), "/api/handovers/" + handover)).hasStatusOk().bodyJson().isLenientlyEqualTo(
                "{\"step\":\"PREPARE_SUMMARY\",\"casefile\":{\"childGivenName\":null},\"acts\":[],\"missing\":[],\"taskId\":null}");
        assertThat(api.get(team.outgoing(), "/api/handovers/" + handover)).hasStatusOk().bodyJson().isLenientlyEqualTo(
                "{\"casefile\":{\"childGivenName\":\"Hal\",\"ageInWords\":\"7 weeks\"},\"outgoing\":{\"name\":\"Olive Outgoing\"},\"due\":\"2026-03-05T17:00:00Z\",\"mayTakeOver\":false}")
                .extractingPath("$.readiness.length()").isEqualTo(15);
    }

    @Test
    void whoDecidesOnTheAcceptanceSeesTheSummaryAndNoOtherAct() {
        Team other = world.team();
        UUID handover = walk.at(family, HandoverStep.SIGN_OFF);
        String path = "/api/handovers/" + handover;
        assertThat(api.send(HttpMethod.POST, team.supervisor(), "{\"incoming\":\"%s\",\"reason\":\"Ines is ill.\"}".formatted(other.incoming().username()), path + "/reassignment"))
                .hasStatus(204);
        assertThat(api.get(team.supervisor(), path)).hasStatusOk().bodyJson().extractingPath("$.acts[*].step").asArray().contains("WRITE_ACCOUNT", "READ_HISTORY");
        assertThat(api.get(other.supervisor(), path)).hasStatusOk().bodyJson().isLenientlyEqualTo("{\"step\":\"DECIDE_ACCEPTANCE\",\"readingId\":null}")
                .extractingPath("$.acts[*].step").asArray().containsOnly("PREPARE_SUMMARY", "DECIDE_ACCEPTANCE");
        assertThat(api.get(other.supervisor(), path + "/summary")).hasStatusOk();
        assertThat(api.get(other.supervisor(), path + "/account")).hasStatus(404);
        assertThat(api.get(other.incoming(), path)).hasStatusOk().bodyJson().extractingPath("$.acts").asArray().isEmpty();
    }

    @Test
    void aPeriodIsGivenOutWithTheMomentFromWhichItsReceiptIsTaken() {
        walk.at(family, HandoverStep.READ_HISTORY);
        UUID reading = readings.begin(family.file(), team.incoming().id());
        String entry = "{\"casefileId\":\"" + family.file() + "\",\"seq\":%d}";
        String items = "\"items\":[" + entry.formatted(1) + "," + entry.formatted(2) + "]";
        String path = "/api/readings/" + reading;
        assertThat(api.send(HttpMethod.POST, team.incoming(), "{" + items + ",\"period\":false}", path + "/openings")).hasStatusOk();
        var states = readings.states(reading, List.of(new EntryRef(family.file(), 1), new EntryRef(family.file(), 2))).values();
        String together = ItemState.together(states).toString();
        assertThat(states).allSatisfy(state -> assertThat(state.mayAcknowledgeAt()).isBefore(together));
        assertThat(api.send(HttpMethod.POST, team.incoming(), "{" + items + ",\"period\":true}", path + "/openings")).hasStatusOk().bodyJson()
                .extractingPath("$.items[*].mayAcknowledgeAt").asArray().containsExactly(together, together);
        assertThat(api.send(HttpMethod.POST, team.incoming(), "{" + items + ",\"period\":false}", path + "/receipts")).hasStatus(409)
                .bodyJson().extractingPath("$.code").isEqualTo("one-at-a-time");
        assertThat(api.send(HttpMethod.POST, team.supervisor(), "{" + items + ",\"period\":true}", path + "/receipts")).as("nobody reads for another").hasStatus(404);
    }

    @Test
    void whatIsMissingIsNamedToTheOneWhoDoesTheStep() {
        UUID handover = walk.at(family, HandoverStep.READ_HISTORY);
        assertThat(api.get(team.incoming(), "/api/handovers/" + handover)).hasStatusOk().bodyJson()
                .extractingPath("$.missing[*].text").asArray().hasSize(5).contains("Entry E-5 is unread: a key entry.");
        assertThat(api.get(team.supervisor(), "/api/handovers/" + handover)).hasStatusOk().bodyJson().extractingPath("$.missing").asArray().isEmpty();
    }

    @Test
    void aDraftIsSavedOnTheVersionItWasMadeFrom() {
        UUID handover = walk.request(family);
        String path = "/api/handovers/" + handover + "/summary";
        assertThat(api.put(team.outgoing(), null, "{\"content\":{\"HS1\":\"Hal\"}}", path)).hasStatus(422);
        assertThat(api.put(team.outgoing(), "\"0\"", "{\"content\":{\"HS1\":\"Hal\"}}", path)).hasStatusOk().hasHeader("ETag", "\"1\"");
        assertThat(api.put(team.outgoing(), "\"0\"", "{\"content\":{\"HS1\":\"Una\"}}", path)).hasStatus(412).hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson().isLenientlyEqualTo("{\"current\":{\"version\":1,\"content\":{\"HS1\":\"Hal\"},\"author\":\"Olive Outgoing\"}}");
        assertThat(api.put(team.outgoing(), "\"1\"", "{\"content\":{\"HS1\":\"%s\",\"HS2\":\"%s\"}}".formatted("a".repeat(20_001), "b".repeat(20_001)), path)).hasStatus(422)
                .bodyJson().extractingPath("$.faults[*].field").asArray().containsExactly("content.HS1", "content.HS2");
        assertThat(api.put(team.colleague(), "\"1\"", "{\"content\":{}}", path)).hasStatus(404);
        assertThat(api.put(team.incoming(), "\"1\"", "{\"content\":{}}", path)).hasStatus(409);
        assertThat(api.get(team.incoming(), path)).hasStatus(404);
        assertThat(api.get(team.outgoing(), path)).hasStatusOk().hasHeader("ETag", "\"1\"");
        assertThat(api.get(team.outgoing(), "/api/handovers/" + handover + "/nothing")).hasStatus(404);
    }

    @Test
    void whatWasDoneIsNoLongerWritten() {
        UUID handover = walk.at(family, HandoverStep.DECIDE_ACCEPTANCE);
        assertThat(api.put(team.outgoing(), "\"1\"", "{\"content\":{}}", "/api/handovers/" + handover + "/summary")).hasStatus(409)
                .bodyJson().extractingPath("$.detail").isEqualTo("Already done by Olive Outgoing on Mon 2 Mar 2026, 09:00.");
    }

    @Test
    void aWaiverHasANameAndAReason() {
        UUID handover = walk.request(family);
        String path = "/api/handovers/" + handover + "/waivers";
        assertThat(api.send(HttpMethod.POST, team.supervisor(), "{\"condition\":\"everything\"}", path)).hasStatus(422)
                .bodyJson().extractingPath("$.faults.length()").isEqualTo(2);
        assertThat(api.send(HttpMethod.POST, team.outgoing(), "{\"condition\":\"H4\",\"reason\":\"I say so.\"}", path)).hasStatus(409);
        assertThat(api.send(HttpMethod.POST, team.supervisor(), "{\"condition\":\"H4\",\"reason\":\"Begun last week.\"}", path)).hasStatus(204);
        assertThat(api.get(team.supervisor(), "/api/handovers/" + handover)).hasStatusOk().bodyJson()
                .extractingPath("$.readiness[3]").asMap().containsEntry("waivedBy", "Sunita Supervisor").containsEntry("waiverReason", "Begun last week.");
    }

    @Test
    void besideTheAccountStandFactsForTheSupervisor() {
        UUID handover = walk.at(family, HandoverStep.WRITE_ACCOUNT);
        var account = walk.account(family.file());
        account.put("q2", "What is known about HS4 and nothing else besides. Event number 1 of the history.");
        walk.act(handover, team.incoming(), account);
        String path = "/api/handovers/" + handover + "/beside-the-account";
        assertThat(api.get(team.outgoing(), path)).hasStatus(404);
        assertThat(api.get(team.incoming(), path)).hasStatusOk().bodyJson().extractingPath("$.keyEntriesNotMentioned").asArray().isEmpty();
        assertThat(api.get(team.supervisor(), path)).hasStatusOk().bodyJson().isLenientlyEqualTo(
                "{\"opened\":5,\"notOpened\":0,\"sentencesAlsoElsewhere\":[{\"sentence\":\"Event number 1 of the history.\",\"where\":\"entry E-1\"}]}");
    }

    @Test
    void thePageBeforeYouKnockHoldsNoProtectedAddress() {
        UUID household = casefiles.addHousehold("12 Rose Lane, Sampletown, XX1 2YZ", true);
        casefiles.addHouseholdMember(household, family.mother(), java.time.LocalDate.of(2026, 2, 1), team.outgoing().id());
        UUID handover = walk.at(family, HandoverStep.WRITE_ACCOUNT);
        String path = "/api/handovers/" + handover + "/before-you-knock";
        assertThat(api.get(team.supervisor(), path)).hasStatus(409);
        var account = walk.account(family.file()).put("q6", "If nobody opens at 12 rose  lane , I call.").put("q7", "Who else is at 12 Rose Lane, Sampletown XX12YZ.");
        walk.act(handover, team.incoming(), account);
        assertThat(api.get(team.colleague(), path)).hasStatus(404);
        assertThat(api.get(team.incoming(), path)).hasStatusOk().bodyText().doesNotContainIgnoringCase("rose").contains("[protected address]")
                .contains("Sleeps in a cot").contains("Hal");
    }

    @Test
    void obligationsShowWhatWaitsAndWhoOwesIt() {
        walk.request(family);
        assertThat(api.get(team.colleague(), "/api/obligations?casefile={ref}", family.reference())).hasStatus(404);
        assertThat(api.get(team.outgoing(), "/api/obligations?casefile={ref}", family.reference())).hasStatusOk().bodyJson().isLenientlyEqualTo(
                "[{\"ruleId\":\"X9\",\"what\":\"Prepare the transfer summary\",\"owner\":\"Olive Outgoing\",\"dueAt\":\"2026-03-05T17:00:00Z\",\"overdue\":false}]");
        assertThat(api.get(team.outgoing(), "/api/obligations?overdue=true")).hasStatusOk().bodyJson().extractingPath("$").asArray().isEmpty();
        assertThat(api.get(team.supervisor(), "/api/obligations")).hasStatusOk().bodyJson().extractingPath("$[*].casefile").asArray().containsExactly(family.reference());
    }

    @Test
    void cardsNameTheChildOnlyToThoseWhoMaySeeTheFile() {
        UUID handover = walk.request(family);
        String task = walk.task(handover);
        assertThat(card(team.outgoing(), task)).isEqualTo(Map.of("who", "Hal, 7 weeks", "family", "Example", "waitingFor", "Prepare the transfer summary", "due", "2026-03-05T17:00:00Z",
                "with", "Olive Outgoing"));
        assertThat(api.get(team.incoming(), "/api/tasks/cards?ids=" + task)).hasStatusOk().bodyJson().isEqualTo("{}");
        assertThat(api.get(team.supervisor(), "/api/tasks/cards?ids=unknown," + task)).hasStatusOk().bodyJson().extractingPath("$.length()").isEqualTo(1);
    }

    private Object card(Practitioner reader, String task) {
        var holder = new Object[1];
        assertThat(api.get(reader, "/api/tasks/cards?ids=" + task)).hasStatusOk().bodyJson().extractingPath("$['" + task + "']").satisfies(card -> holder[0] = card);
        return holder[0];
    }
}
