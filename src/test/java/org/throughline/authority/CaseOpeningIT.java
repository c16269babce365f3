package org.throughline.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.access.Access;
import org.throughline.access.Look;
import org.throughline.access.Refusal;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.Chronology;
import org.throughline.handover.HandoverStep;
import org.throughline.handover.HandoverWalk;
import org.throughline.handover.Handovers;
import org.throughline.testing.Api;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.ThroughlineTest;

/** Opening a case file: nobody opens a second one unknowingly, and whoever begins with a family that has a history reads it first. */
@ThroughlineTest
class CaseOpeningIT {

    @Autowired FamilyWorld world;
    @Autowired HandoverWalk walk;
    @Autowired Handovers handovers;
    @Autowired Chronology chronology;
    @Autowired Casefiles casefiles;
    @Autowired Authorities authorities;
    @Autowired Access access;
    @Autowired JdbcClient jdbc;
    @Autowired ObjectMapper json;
    @Autowired WebApplicationContext context;

    private Team team;
    private Api api;

    @BeforeEach
    void begin() {
        world.startClock();
        team = world.team();
        api = new Api(context);
    }

    @Test
    void aFileOfAnUnbornChildIsOpenedByTheSupervisorAndItsWorkerMayActFromTheFirstMoment() throws Exception {
        assertThat(api.anonymously("/api/casefiles")).hasStatus(401);
        assertThat(api.send(HttpMethod.POST, team.visitor(), opening("New", "", ""), "/api/casefiles")).hasStatus(404);
        assertThat(api.send(HttpMethod.POST, team.supervisor(), "{\"child\":{\"born\":\"yesterday\"}}", "/api/casefiles")).hasStatus(400);
        assertThat(api.send(HttpMethod.POST, team.supervisor(), "{\"people\":[{\"person\":{\"name\":\"\"}}],\"worker\":\"nobody\",\"jurisdiction\":\"atlantis\"}", "/api/casefiles"))
                .hasStatus(422).bodyJson().extractingPath("$.faults[*].field").asArray()
                .containsExactlyInAnyOrder("child", "people[0].name", "people[0].relationship", "reason", "referredBy", "jurisdiction", "worker");
        assertThat(api.send(HttpMethod.POST, team.colleague(), opening("New", "", ""), "/api/casefiles")).hasStatus(422)
                .bodyJson().extractingPath("$.faults[0].reason").asString().startsWith("Sunita Supervisor names the work of Ines Incoming.");

        JsonNode opened = body(api.send(HttpMethod.POST, team.supervisor(), opening("New", "", ""), "/api/casefiles"), 201);
        assertThat(opened.path("mayAct").asBoolean()).isTrue();
        var file = casefiles.byReference(opened.path("reference").asText());
        assertThat(casefiles.responsible(file.id())).contains(team.incoming().id());
        chronology.append(file.id(), world.visit(family(file.id(), file.personId()), team.incoming()), team.incoming(), null);
        assertThat(violations(file.id())).isZero();
    }

    @Test
    void nobodyOpensASecondFileUnknowingly() throws Exception {
        JsonNode first = body(api.send(HttpMethod.POST, team.supervisor(), opening("Twice", "", ""), "/api/casefiles"), 201);
        UUID file = casefiles.byReference(first.path("reference").asText()).id();
        String again = opening("Twice", "", "").replace("2026-06-01", "2026-06-20").replace("Unborn", "Baby");
        long before = files();
        JsonNode known = body(api.send(HttpMethod.POST, team.supervisor(), again, "/api/casefiles"), 409);
        assertThat(known.path("code").asText()).isEqualTo("known-already");
        assertThat(known.path("matches")).extracting(match -> match.path("basis").asText()).containsExactlyInAnyOrder("NAME_AND_BIRTH_DATE", "MOTHER_AND_DATE");
        assertThat(known.path("matches").get(0).path("files").get(0).path("reference").asText()).isEqualTo(first.path("reference").asText());
        assertThat(known.toString()).doesNotContain("03-02");
        assertThat(files()).as("nothing was written").isEqualTo(before);
        assertThat(access.looks(file, null, 5)).extracting(Look::what).contains("Was shown as likely to be known already");

        String same = decided(again, known, "SAME");
        assertThat(body(api.send(HttpMethod.POST, team.supervisor(), same, "/api/casefiles"), 409).path("code").asText()).isEqualTo("has-a-file");
        String other = decided(again, known, "NOT_SAME");
        assertThat(body(api.send(HttpMethod.POST, team.supervisor(), other, "/api/casefiles"), 201).path("mayAct").asBoolean()).isTrue();

        String numbered = opening("Number", "\"identifiers\":[{\"scheme\":\"NHS\",\"value\":\"%s\"}],".formatted(team.mark()), "");
        body(api.send(HttpMethod.POST, team.supervisor(), numbered, "/api/casefiles"), 201);
        String renamed = numbered.replace("Number", "Renamed");
        assertThat(body(api.send(HttpMethod.POST, team.supervisor(), renamed, "/api/casefiles"), 409).path("code").asText()).isEqualTo("has-a-file");
    }

    @Test
    void whereTheFatherHasAHistoryTheFirstWorkerReadsItBeforeTheyAct() throws Exception {
        Family before = world.family(team, 6);
        String father = ",{\"person\":{\"known\":\"%s\"},\"relationship\":\"PARENT\"}".formatted(before.father());
        JsonNode opened = body(api.send(HttpMethod.POST, team.supervisor(), opening("Half", "", father), "/api/casefiles"), 201);
        assertThat(opened.path("mayAct").asBoolean()).isFalse();
        assertThat(opened.path("toRead").asInt()).isEqualTo(6);
        var file = casefiles.byReference(opened.path("reference").asText());
        Family family = family(file.id(), file.personId());
        assertThat(casefiles.responsible(file.id())).contains(team.incoming().id());
        assertThatThrownBy(() -> chronology.append(file.id(), world.visit(family, team.incoming()), team.incoming(), null))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("authority-required"));

        UUID handover = handovers.openOf(file.id()).orElseThrow();
        while (walk.step(handover) != HandoverStep.TELL_FAMILY) {
            walk.next(family, handover);
        }
        chronology.append(file.id(), world.visit(family, team.incoming()), team.incoming(), null);
        assertThat(violations(file.id())).isZero();
        assertThat(casefiles.allocations(file.id())).hasSize(2).allSatisfy(one -> assertThat(one.practitionerId()).isEqualTo(team.incoming().id()));
    }

    @Test
    void twoWhoOpenAFileForTheSameChildAtTheSameMomentSeeEachOther() throws Exception {
        String both = opening("Both", "", "");
        ExecutorService people = Executors.newFixedThreadPool(2);
        try {
            List<Callable<Integer>> calls = Collections.nCopies(2, () -> api.send(HttpMethod.POST, team.supervisor(), both, "/api/casefiles").getResponse().getStatus());
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> answer : people.invokeAll(calls)) {
                answers.add(answer.get());
            }
            assertThat(answers).containsExactlyInAnyOrder(201, 409);
        } finally {
            people.shutdown();
        }
    }

    private String opening(String name, String ofChild, String more) {
        return """
                {"child":{"child":true,%s"name":"Unborn %s-%s","expected":"2026-06-01"},
                 "people":[{"person":{"name":"Nell %s-%s","born":"1995-03-02"},"relationship":"PARENT","livesWithChild":true}%s],
                 "address":"7 New Street","reason":"Concern of the midwife.","referredBy":"Midwife of the antenatal clinic","worker":"%s"}"""
                .formatted(ofChild, name, team.mark(), name, team.mark(), more, team.incoming().username());
    }

    private String decided(String opening, JsonNode known, String outcome) {
        StringBuilder decisions = new StringBuilder();
        known.path("matches").forEach(match -> decisions.append(decisions.isEmpty() ? "" : ",")
                .append("{\"known\":\"%s\",\"outcome\":\"%s\",\"reason\":\"Asked her.\"}".formatted(match.path("known").asText(), outcome)));
        return opening.substring(0, opening.length() - 1) + ",\"decisions\":[" + decisions + "]}";
    }

    private Family family(UUID file, UUID child) {
        return new Family(team, file, null, child, null, null, null);
    }

    private JsonNode body(MvcTestResult result, int status) throws Exception {
        assertThat(result).hasStatus(status);
        return json.readTree(result.getResponse().getContentAsString(java.nio.charset.StandardCharsets.UTF_8));
    }

    private long files() {
        return jdbc.sql("select count(*) from casefile").query(Long.class).single();
    }

    private long violations(UUID file) {
        return jdbc.sql("select count(*) from gate_violation where casefile_id = ?").params(file).query(Long.class).single();
    }
}
