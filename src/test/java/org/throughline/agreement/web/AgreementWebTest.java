package org.throughline.agreement.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.agreement.AgreementStep;
import org.throughline.agreement.AgreementViews;
import org.throughline.agreement.AgreementWalk;
import org.throughline.organisation.Practitioner;
import org.throughline.testing.Api;
import org.throughline.testing.CountedStatements;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.ThroughlineTest;

/** Agreements over REST: who sees them, drafts with versions, live checks, and that what has lapsed is lapsed wherever it is shown. */
@ThroughlineTest
class AgreementWebTest {

    @Autowired private FamilyWorld world;
    @Autowired private AgreementWalk walk;
    @Autowired private ObjectMapper json;
    @Autowired private AgreementViews views;
    @Autowired private WebApplicationContext context;

    private Api api;
    private Family family;
    private Practitioner worker;

    @BeforeEach
    void aFamily() {
        world.startClock();
        family = world.family(world.team(), 6);
        worker = family.team().outgoing();
        api = new Api(context);
    }

    private JsonNode body(Practitioner who, String path, Object... values) throws Exception {
        var answer = api.get(who, path, values);
        assertThat(answer).hasStatusOk();
        return json.readTree(answer.getResponse().getContentAsString());
    }

    private String content(ObjectNode text) {
        return json.createObjectNode().set("content", text).toString();
    }

    @Test
    void aDraftIsBegunCheckedSavedByVersionAndSeenByNobodyElse() throws Exception {
        var begun = api.post(worker, UUID.randomUUID().toString(), "{}", "/api/casefiles/{ref}/agreements", family.reference());
        assertThat(begun).hasStatus(201);
        String id = json.readTree(begun.getResponse().getContentAsString()).path("id").asText();
        JsonNode seen = body(worker, "/api/agreements/{id}", id);
        assertThat(seen.path("text").path("reviewOn").asText()).as("the longest time, on a working day").isEqualTo("2026-03-30");
        assertThat(seen.path("text").path("parties").get(0).path("username").asText()).isEqualTo(worker.username());
        assertThat(seen.path("form").path("people").findValuesAsText("givenName")).contains("Mara", "Finn");
        assertThat(seen.path("missing")).isNotEmpty();
        ObjectNode text = walk.text(family).put("reviewOn", "2026-03-29");
        assertThat(api.post(worker, UUID.randomUUID().toString(), content(text), "/api/agreements/{id}/check", id)).hasStatusOk().bodyJson().extractingPath("$.checks[0].ruleId").isEqualTo("A2");
        assertThat(api.put(worker, "\"0\"", content(text), "/api/agreements/{id}/text", id)).as("another version stands there").hasStatus(412).bodyJson().extractingPath("$.current.version").isEqualTo(1);
        assertThat(api.put(worker, "\"1\"", content(text), "/api/agreements/{id}/text", id)).hasStatusOk();
        assertThat(api.put(worker, "\"2\"", content(text.put("purpose", "x".repeat(20_001))), "/api/agreements/{id}/text", id)).hasStatus(422);
        text.put("purpose", "Hal sleeps in his own cot.");
        Family others = world.family(world.team(), 1);
        ((ObjectNode) text.withArray("parties").get(1)).put("personId", others.mother().toString()).put("capacity", "DOUBTED");
        assertThat(api.put(worker, "\"2\"", content(text), "/api/agreements/{id}/text", id)).hasStatusOk();
        assertThat(body(worker, "/api/agreements/{id}", id).path("parties").findValuesAsText("name")).as("no name of anybody else's family").contains("Somebody who is not of this family").doesNotContain("Mara");
        assertThat(api.post(worker, UUID.randomUUID().toString(), content(text), "/api/agreements/{id}/check", id))
                .hasStatusOk().bodyText().contains("Somebody who is not of this family").doesNotContain("Mara");
        assertThat(api.anonymously("/api/agreements/{id}", id)).hasStatus(401);
        for (Practitioner stranger : new Practitioner[] {family.team().visitor(), world.team().outgoing()}) {
            assertThat(api.get(stranger, "/api/agreements/{id}", id)).hasStatus(404);
            assertThat(api.get(stranger, "/api/casefiles/{ref}/agreements", family.reference())).hasStatus(404);
            assertThat(api.send(HttpMethod.POST, stranger, "{}", "/api/agreements/{id}/withdrawal", id).getResponse().getStatus()).isGreaterThanOrEqualTo(400);
        }
    }

    @Test
    void aListOfAgreementsCostsTheSameHoweverManyThereAre() {
        walk.begun(family);
        long one = CountedStatements.of(() -> views.ofCasefile(family.file(), worker));
        for (int i = 0; i < 4; i++) {
            walk.begun(family);
        }
        assertThat(CountedStatements.of(() -> views.ofCasefile(family.file(), worker))).isEqualTo(one);
    }

    @Test
    void whatHasLapsedIsLapsedOnEveryPage() throws Exception {
        UUID id = walk.at(family, AgreementStep.REVIEW);
        assertThat(body(worker, "/api/agreements/{id}", id).path("state").asText()).isEqualTo("IN_FORCE");
        assertThat(body(worker, "/api/casefiles/{ref}/glance", family.reference()).path("agreements").get(0).path("lapsed").asBoolean()).isFalse();
        walk.lapse(id);
        JsonNode seen = body(family.team().supervisor(), "/api/agreements/{id}", id);
        assertThat(seen.path("state").asText()).isEqualTo("LAPSED");
        assertThat(seen.path("lapse").path("question").asText()).isEqualTo("What keeps the child safe until it is reviewed?");
        assertThat(seen.path("overdue").asBoolean()).as("its review is owed").isTrue();
        assertThat(seen.path("taskId").asText()).isNotEmpty();
        assertThat(body(worker, "/api/casefiles/{ref}/glance", family.reference()).path("agreements").get(0).path("lapsed").asBoolean()).isTrue();
        assertThat(body(worker, "/api/casefiles/{ref}", family.reference()).path("agreements").get(0).path("stateInWords").asText()).contains("lapsed");
        assertThat(body(worker, "/api/casefiles/{ref}/agreements", family.reference()).get(0).path("state").asText()).isEqualTo("LAPSED");
    }
}
