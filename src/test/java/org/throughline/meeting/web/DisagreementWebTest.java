package org.throughline.meeting.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.casefile.Casefiles;
import org.throughline.organisation.Practitioner;
import org.throughline.testing.Api;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.ThroughlineTest;

/** Who may write, read and answer that somebody does not agree, over REST. */
@ThroughlineTest
class DisagreementWebTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Autowired private FamilyWorld world;
    @Autowired private Casefiles casefiles;
    @Autowired private WebApplicationContext context;
    @Autowired private PlatformTransactionManager transactions;

    private Api api;
    private Team team;
    private Family family;
    private Practitioner hester;
    private String list;

    @BeforeEach
    void aFamily() {
        world.startClock();
        api = new Api(context);
        team = world.team();
        family = world.family(team, 2);
        hester = team.visitor();
        list = "/api/casefiles/" + family.reference() + "/disagreements";
        new TransactionTemplate(transactions).executeWithoutResult(status ->
                casefiles.addInvolvement(team.health(), family.child(), hester.id(), LocalDate.of(2026, 1, 12), null, null));
    }

    private ObjectNode written() {
        return JSON.createObjectNode().put("with", team.outgoing().username()).put("subject", "NEED_FOR_ACTION").put("what", "Nobody visits.").put("why", "He lost weight.")
                .put("couldHappen", "He could starve.").put("safeMeanwhile", "I weigh him on Thursday.").put("childInDanger", false).put("ofConference", false);
    }

    private static JsonNode body(MvcTestResult answer) throws Exception {
        return JSON.readTree(answer.getResponse().getContentAsString(StandardCharsets.UTF_8));
    }

    private String raised() throws Exception {
        MvcTestResult made = api.send(HttpMethod.POST, hester, written().toString(), list);
        assertThat(made).hasStatus(201);
        return body(made).path("id").asText();
    }

    @Test
    void withoutSigningInThereIsNothing() {
        assertThat(api.anonymously(list)).hasStatus(401);
    }

    @Test
    void everyFaultIsNamedAtOnce() throws Exception {
        MvcTestResult refused = api.send(HttpMethod.POST, hester, "{}", list);
        assertThat(refused).hasStatus(422);
        assertThat(body(refused).path("faults").findValuesAsText("field")).containsExactly("with", "subject", "what", "why", "couldHappen", "safeMeanwhile");
    }

    @Test
    void whoWorksWithTheFamilyWritesAndTheWordsAreForWhoTakesPart() throws Exception {
        String id = raised();
        JsonNode forHester = body(api.get(hester, list)).path("items").path(0);
        assertThat(forHester.path("what").asText()).isEqualTo("Nobody visits.");
        assertThat(forHester.path("waitsWith").asText()).isEqualTo("Olive Outgoing");
        assertThat(body(api.get(hester, list)).path("people").findValuesAsText("name")).contains("Olive Outgoing", "Sunita Supervisor").doesNotContain("Hester Visitor");
        assertThat(api.get(team.colleague(), list)).hasStatus(404);
        assertThat(api.get(team.colleague(), "/api/disagreements/" + id)).hasStatus(404);
        JsonNode forOlive = body(api.get(team.outgoing(), "/api/disagreements/" + id));
        assertThat(forOlive.path("mayAcknowledge").asBoolean()).isTrue();
        assertThat(forOlive.path("mayWithdraw").asBoolean()).isFalse();
        assertThat(forOlive.path("task").asText()).isNotEmpty();
        assertThat(api.get(team.supervisor(), "/api/disagreements/" + id)).as("sees the history").hasStatus(200);
    }

    @Test
    void aDraftIsForWhoseStepItIsAndAnOlderVersionIsNotPutOverANewer() throws Exception {
        String draft = "/api/disagreements/" + raised() + "/draft";
        assertThat(api.get(hester, draft)).hasStatus(404);
        assertThat(api.put(team.outgoing(), null, "{\"content\":{}}", draft)).hasStatus(422);
        assertThat(api.put(team.outgoing(), "\"0\"", "{\"content\":{\"plan\":\"a\"}}", draft)).hasStatus(200);
        MvcTestResult stale = api.put(team.outgoing(), "\"0\"", "{\"content\":{\"plan\":\"b\"}}", draft);
        assertThat(stale).hasStatus(412);
        assertThat(body(stale).path("current").path("content").path("plan").asText()).isEqualTo("a");
    }

    @Test
    void onlyWhoDisagreesTakesItBack() throws Exception {
        String path = "/api/disagreements/" + raised();
        assertThat(api.send(HttpMethod.POST, team.outgoing(), "{}", path + "/acknowledgement")).hasStatus(204);
        assertThat(api.send(HttpMethod.POST, team.outgoing(), "{\"reason\":\"settled\"}", path + "/withdrawal")).hasStatus(409);
        assertThat(api.send(HttpMethod.POST, hester, "{\"reason\":\"\"}", path + "/withdrawal")).hasStatus(422);
        assertThat(api.send(HttpMethod.POST, hester, "{\"reason\":\"We talked.\"}", path + "/withdrawal")).hasStatus(204);
        assertThat(api.send(HttpMethod.POST, hester, "{\"reason\":\"Again.\"}", path + "/withdrawal")).hasStatus(409);
    }
}
