package org.throughline.authority;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.obligation.ObligationView;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.DutyRole;
import org.throughline.organisation.DutyRota;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.testing.Api;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** A worker on duty, as the pages lead them: from the question to the file, and what they leave. */
@ThroughlineTest
class DutyIT {

    private static final Instant FRIDAY = Instant.parse("2026-03-06T20:00:00Z");

    @Autowired FamilyWorld world;
    @Autowired DutyRota rota;
    @Autowired Organisation organisation;
    @Autowired Obligations obligations;
    @Autowired PlatformTransactionManager transactions;
    @Autowired JdbcClient jdbc;
    @Autowired ObjectMapper json;
    @Autowired WebApplicationContext context;

    private Api api;
    private Team team;
    private Family family;

    @BeforeEach
    void aFriday() {
        world.startClock(FRIDAY);
        team = world.team();
        family = world.family(team, 5);
        api = new Api(context);
    }

    private JsonNode sent(Practitioner who, String path, String body, int status) throws Exception {
        var answer = api.send(HttpMethod.POST, who, body, "/api/casefiles/" + family.reference() + path);
        assertThat(answer).hasStatus(status);
        return json.readTree(answer.getResponse().getContentAsString());
    }

    /** Nobody else is here: no supervisor, no manager, no responsible worker. From "is this child known?" to the file, open for the shift. */
    @Test
    void aDutyWorkerAloneAtNightGetsFromTheQuestionToTheFile() throws Exception {
        Practitioner cora = team.colleague();
        for (Practitioner away : List.of(team.outgoing(), team.incoming(), team.supervisor(), team.service())) {
            organisation.addAbsence(away.id(), FRIDAY.minusSeconds(3600), FRIDAY.plus(Duration.ofDays(9)));
        }
        rota.add(team.csc(), null, DutyRole.DUTY_WORKER, cora.id(), FRIDAY.minusSeconds(3600), FRIDAY.plus(Duration.ofHours(13)));
        assertThat(json.readTree(api.get(cora, "/api/duty-rota").getResponse().getContentAsString()).path("shifts").path(0).path("username").asText()).isEqualTo(cora.username());
        String name = jdbc.sql("select name from person where id = ?").param(family.child()).query(String.class).single();
        JsonNode known = json.readTree(api.send(HttpMethod.POST, cora, "{\"name\":\"" + name + "\",\"born\":\"2026-01-10\",\"reason\":\"A neighbour rang.\"}", "/api/casefiles/known")
                .getResponse().getContentAsString());
        assertThat(known.path(0).path("reference").asText()).as("the way to the page").isEqualTo(family.reference());
        assertThat(api.get(cora, "/api/casefiles/" + family.reference())).as("not hers yet").hasStatus(404);

        JsonNode page = sent(cora, "/duty", "{\"reason\":\"A neighbour rang.\"}", 201);
        assertThat(page.path("left").path("parts")).hasSize(6);
        assertThat(page.path("left").path("keyEntries")).hasSize(1);
        assertThat(page.path("keyEntries").path(0).path("takesMillis").asLong()).isPositive();
        readToItsEnd(cora, page);
        assertThat(sent(cora, "/duty", "{\"reason\":\"Looked again.\"}", 201).path("left").path("keyEntries")).as("a key entry is read once").isEmpty();
        sent(cora, "/duty/authority", "{\"page\":" + page.path("id") + "}", 201);
        JsonNode file = json.readTree(api.get(cora, "/api/casefiles/" + family.reference()).getResponse().getContentAsString());
        assertThat(file.path("mayAct").findValuesAsText("kind")).contains("DUTY");
        assertThat(api.get(cora, "/api/casefiles")).bodyJson().extractingPath("$[*].reference").asArray().contains(family.reference());
        assertThat(obligations.openOf(cora.id())).extracting(ObligationView::ruleId).containsExactly("DU1");
    }

    /** The worker's reading was given to somebody else: whoever owes it ends it by reading. */
    @Test
    void aHandBackNoteIsReadByWhoOwesItWhereThatIsNotTheResponsibleWorker() throws Exception {
        UUID duty = onDuty(team.colleague());
        sent(team.colleague(), "/duty/" + duty + "/note", "{\"text\":\"Nobody answered the door.\"}", 204);
        inTransaction(() -> obligations.reassign("hand-back-read:" + duty, team.supervisor().id()));
        for (Practitioner reader : List.of(team.service(), team.supervisor())) {
            assertThat(obligations.open("hand-back-read:" + duty)).isPresent();
            assertThat(api.get(reader, "/api/casefiles/" + family.reference() + "/duty/notes")).hasStatusOk();
            TestClock.get().advance(Duration.ofSeconds(30));
            sent(reader, "/duty/" + duty + "/note/receipt", "{}", 204);
        }
        assertThat(obligations.open("hand-back-read:" + duty)).isEmpty();
    }

    private void readToItsEnd(Practitioner worker, JsonNode page) throws Exception {
        TestClock.get().advance(Duration.ofMinutes(5));
        for (KnockPart part : KnockPart.values()) {
            sent(worker, "/duty/receipts", "{\"page\":" + page.path("id") + ",\"part\":\"" + part + "\"}", 200);
        }
        JsonNode entry = page.path("keyEntries").path(0);
        sent(worker, "/duty/receipts", "{\"page\":" + page.path("id") + ",\"entry\":{\"casefileId\":" + entry.path("casefileId") + ",\"seq\":" + entry.path("seq") + "}}", 200);
    }

    private UUID onDuty(Practitioner worker) throws Exception {
        rota.add(team.csc(), null, DutyRole.DUTY_WORKER, worker.id(), FRIDAY.minusSeconds(3600), FRIDAY.plus(Duration.ofHours(13)));
        JsonNode page = sent(worker, "/duty", "{\"reason\":\"A neighbour rang.\"}", 201);
        readToItsEnd(worker, page);
        return UUID.fromString(sent(worker, "/duty/authority", "{\"page\":" + page.path("id") + "}", 201).path("id").asText());
    }

    private void inTransaction(Runnable act) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> act.run());
    }
}
