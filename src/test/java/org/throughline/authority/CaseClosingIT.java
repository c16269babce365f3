package org.throughline.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.access.Access;
import org.throughline.access.Relation;
import org.throughline.calendar.DueUnit;
import org.throughline.casefile.Casefiles;
import org.throughline.chronology.Chronology;
import org.throughline.obligation.NewObligation;
import org.throughline.obligation.Obligations;
import org.throughline.testing.Api;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** Closing a case file, by two people and with nothing left open; opening it again. */
@ThroughlineTest
class CaseClosingIT {

    private static final String ASK = "{\"summary\":\"The plan ended well.\",\"forTheChild\":\"He goes on living with his mother.\",\"endings\":[%s]}";

    @Autowired FamilyWorld world;
    @Autowired Chronology chronology;
    @Autowired Casefiles casefiles;
    @Autowired Obligations obligations;
    @Autowired Access access;
    @Autowired TransactionTemplate transaction;
    @Autowired OwnerDatabase owner;
    @Autowired JdbcClient jdbc;
    @Autowired ObjectMapper json;
    @Autowired WebApplicationContext context;

    private Team team;
    private Family family;
    private Api api;
    private String path;

    @BeforeEach
    void begin() {
        world.startClock();
        team = world.team();
        family = world.family(team, 2);
        api = new Api(context);
        path = "/api/casefiles/" + family.reference() + "/closure";
        transaction.executeWithoutResult(status -> casefiles.addInvolvement(team.health(), family.child(), team.visitor().id(), LocalDate.of(2026, 1, 12), null, null));
    }

    @Test
    void aFileIsClosedByItsWorkerAndTheSupervisorOnceNothingIsLeftOpenAndTheAgenciesAreTold() throws Exception {
        UUID visit = owes("visit:" + family.file(), "VISIT");
        UUID answer = owes("review:" + family.file(), "AUTHORITY");
        assertThat(api.anonymously(path)).hasStatus(401);
        assertThat(api.send(HttpMethod.POST, team.visitor(), ASK.formatted(""), path)).hasStatus(404);
        assertThat(api.send(HttpMethod.POST, team.outgoing(), "{\"endings\":[{\"how\":\"LATER\"}]}", path)).hasStatus(400);
        assertThat(api.send(HttpMethod.POST, team.outgoing(), "{\"endings\":[{}]}", path)).hasStatus(422).bodyJson().extractingPath("$.faults[*].field").asArray()
                .containsExactlyInAnyOrder("summary", "forTheChild", "endings[0].how", "endings[0].reason");
        assertThat(body(api.send(HttpMethod.POST, team.supervisor(), ASK.formatted(""), path), 409).path("code").asText()).isEqualTo("authority-required");
        JsonNode open = body(api.send(HttpMethod.POST, team.outgoing(), ASK.formatted(""), path), 409);
        assertThat(open.path("code").asText()).isEqualTo("still-open");
        assertThat(open.path("missing")).hasSize(2);
        String notNeeded = ASK.formatted("{\"obligation\":\"%s\",\"how\":\"NOT_NEEDED\",\"reason\":\"The plan has ended.\"}".formatted(visit));
        assertThat(body(api.send(HttpMethod.POST, team.outgoing(), notNeeded, path), 409).path("missing")).as("what only somebody's answer ends").hasSize(1);
        transaction.executeWithoutResult(status -> obligations.met("review:" + family.file(), team.supervisor().id()));

        assertThat(body(api.send(HttpMethod.POST, team.supervisor(), "{\"agreed\":true}", path + "/answer"), 409).path("code").asText()).isEqualTo("not-asked");
        JsonNode asked = body(api.post(team.outgoing(), "close-" + team.mark(), notNeeded, path), 201);
        assertThat(body(api.post(team.outgoing(), "close-" + team.mark(), notNeeded, path), 201)).as("a double click gets the same answer").isEqualTo(asked);
        assertThat(asked.path("open").asBoolean()).isTrue();
        assertThat(body(api.send(HttpMethod.POST, team.outgoing(), notNeeded, path), 409).path("code").asText()).isEqualTo("already-asked");
        assertThat(api.send(HttpMethod.POST, team.outgoing(), "{\"agreed\":true}", path + "/answer")).as("nobody agrees with themselves").hasStatus(404);
        assertThat(api.send(HttpMethod.POST, team.supervisor(), "{\"agreed\":false}", path + "/answer")).hasStatus(422);
        TestClock.get().advance(Duration.ofMinutes(5));
        JsonNode closed = body(api.post(team.supervisor(), "agree-" + team.mark(), "{\"agreed\":true}", path + "/answer"), 200);
        assertThat(body(api.post(team.supervisor(), "agree-" + team.mark(), "{\"agreed\":true}", path + "/answer"), 200)).isEqualTo(closed);

        assertThat(closed.path("open").asBoolean()).isFalse();
        assertThat(obligations.get(visit).endKind()).isEqualTo("NOT_NEEDED");
        assertThat(casefiles.responsible(family.file())).isEmpty();
        assertThat(casefiles.authorityHolders(family.file())).isEmpty();
        assertThat(access.relations(team.outgoing(), family.file())).containsExactly(Relation.FORMER);
        assertThat(access.relations(team.supervisor(), family.file())).containsExactly(Relation.SUPERVISOR);
        assertThat(jdbc.sql("select count(*) from notice where to_id = ?").params(team.visitor().id()).query(Long.class).single()).isOne();
        assertThat(violations()).isZero();

        String told = "{\"agency\":\"%s\",\"how\":\"by phone\",\"on\":\"2026-03-02\"}".formatted("hv-" + team.mark());
        assertThat(api.send(HttpMethod.POST, team.outgoing(), "{\"agency\":\"none\"}", path + "/agencies-told")).hasStatus(422).bodyJson()
                .extractingPath("$.faults.length()").isEqualTo(3);
        assertThat(api.send(HttpMethod.POST, team.outgoing(), told, path + "/agencies-told")).hasStatus(204);
        assertThat(body(api.get(team.outgoing(), path), 200).path("mustStillHappen")).isEmpty();

        String again = "/api/casefiles/" + family.reference() + "/reopening";
        assertThat(api.send(HttpMethod.POST, team.supervisor(), "{}", again)).hasStatus(422).bodyJson().extractingPath("$.faults.length()").isEqualTo(2);
        TestClock.get().advance(Duration.ofDays(30));
        JsonNode opened = body(api.send(HttpMethod.POST, team.supervisor(), "{\"reason\":\"A new referral.\",\"worker\":\"%s\"}".formatted(team.incoming().username()), again), 201);
        assertThat(opened.path("mayAct").asBoolean()).as("the new worker reads first").isFalse();
        assertThat(opened.path("toRead").asInt()).isEqualTo(3);
        assertThat(casefiles.responsible(family.file())).contains(team.incoming().id());
        assertThat(body(api.send(HttpMethod.POST, team.supervisor(), "{\"reason\":\"x\",\"worker\":\"%s\"}".formatted(team.incoming().username()), again), 409).path("code").asText())
                .isEqualTo("not-closed");
        assertThat(violations()).isZero();
    }

    @Test
    void theDatabaseItselfClosesNoFileByOnePersonOrWithSomethingLeftOpen() throws Exception {
        Timestamp now = Timestamp.from(TestClock.get().instant());
        assertThatThrownBy(() -> jdbc.sql("update casefile set closed_at = ? where id = ?").params(now, family.file()).update()).hasMessageContaining("by its worker and the line supervisor");
        body(api.send(HttpMethod.POST, team.outgoing(), ASK.formatted(""), path), 201);
        owes("late:" + family.file(), "VISIT");
        String agree = "update case_closure set outcome = 'AGREED', answered_by = ?, answered_at = ? where casefile_id = ?";
        assertThatThrownBy(() -> jdbc.sql(agree).params(team.colleague().id(), now, family.file()).update()).hasMessageContaining("line supervisor of who asks");
        assertThatThrownBy(() -> jdbc.sql(agree).params(team.supervisor().id(), now, family.file()).update()).hasMessageContaining("must still happen");
        JsonNode open = body(api.send(HttpMethod.POST, team.supervisor(), "{\"agreed\":true}", path + "/answer"), 409);
        assertThat(open.path("code").asText()).isEqualTo("still-open");
        assertThat(casefiles.get(family.file()).open()).isTrue();
        owner.withoutTriggers("casefile", () -> owner.asOwner().sql("update casefile set closed_at = ? where id = ?").params(now, family.file()).update());
        assertThat(jdbc.sql("select violation from gate_violation where casefile_id = ?").params(family.file()).query(String.class).list()).containsExactly("CLOSED_BY_ONE_PERSON");
    }

    private UUID owes(String key, String subject) {
        return transaction.execute(status -> obligations.open(new NewObligation(key, family.file(), subject, family.file(), "X11", "See the child", team.outgoing().id(), team.csc(),
                LocalDate.of(2026, 3, 20).atStartOfDay().toInstant(ZoneOffset.UTC), DueUnit.WORKING_DAYS, false)));
    }

    private long violations() {
        return jdbc.sql("select count(*) from gate_violation where casefile_id = ?").params(family.file()).query(Long.class).single();
    }

    private JsonNode body(MvcTestResult result, int status) throws Exception {
        assertThat(result).hasStatus(status);
        return json.readTree(result.getResponse().getContentAsString(StandardCharsets.UTF_8));
    }
}
