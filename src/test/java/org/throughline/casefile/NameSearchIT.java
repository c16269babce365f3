package org.throughline.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.organisation.DutyRole;
import org.throughline.organisation.DutyRota;
import org.throughline.organisation.Practitioner;
import org.throughline.testing.Api;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.OwnerDatabase;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** Finding people by the words of their names: found, by an index, and not without end. */
@ThroughlineTest
class NameSearchIT {

    private static final Instant NIGHT = Instant.parse("2026-03-06T23:30:00Z");
    private static final String SEARCH = "/api/casefiles/search";
    private static final String KNOWN = "/api/casefiles/known";

    @Autowired FamilyWorld world;
    @Autowired Casefiles casefiles;
    @Autowired People people;
    @Autowired DutyRota rota;
    @Autowired OwnerDatabase owner;
    @Autowired JdbcClient jdbc;
    @Autowired ObjectMapper json;
    @Autowired WebApplicationContext context;

    private Api api;
    private Team team;
    private Family family;

    @BeforeEach
    void aNight() {
        world.startClock(NIGHT);
        team = world.team();
        family = world.family(team, 1);
        api = new Api(context);
    }

    private MvcTestResult finds(Practitioner who, String typed) {
        return api.send(HttpMethod.POST, who, "{\"q\":\"" + typed + "\",\"reason\":\"A neighbour rang.\"}", SEARCH);
    }

    private List<String> found(String typed) throws Exception {
        MvcTestResult answer = finds(team.colleague(), typed);
        assertThat(answer).hasStatusOk();
        return json.readTree(answer.getResponse().getContentAsString()).findValuesAsText("reference");
    }

    @Test
    void everyWordTypedBeginsAWordOfANameInAnyOrderWithoutCaseAccentsAndApostrophes() throws Exception {
        String mark = family.reference().substring(3, 11);
        people.addName(family.mother(), "Zoë O'Brien-" + mark, true);
        for (String typed : List.of("zoe " + mark, mark + " ZOË", "obrien " + mark, "O’Brien " + mark, "brien " + mark, "zo " + mark, family.reference(), family.reference().substring(0, 9).toLowerCase())) {
            assertThat(found(typed)).as(typed).containsExactly(family.reference());
        }
        assertThat(found("brian " + mark)).isEmpty();
        assertThat(found("%%%")).as("no sign stands for everything").isEmpty();
        JsonNode known = json.readTree(api.send(HttpMethod.POST, team.colleague(), "{\"name\":\"zoe obrien " + mark + "\",\"born\":\"1995-03-02\",\"reason\":\"Rang.\"}", KNOWN)
                .getResponse().getContentAsString());
        assertThat(known.path(0).path("how").asText()).isEqualTo("SAME");
        owner.asOwner().sql("update person set name = 'Mara Renamed" + mark + "' where id = :id").param("id", family.mother()).update();
        assertThat(found("renamed" + mark)).as("the words follow the name").containsExactly(family.reference());
    }

    /** Fifty thousand people, made and undone in one transaction of the owner. */
    @Test
    void namesAreFoundByAnIndexAndNotByLookingAtAll() throws Exception {
        try (Connection connection = owner.ownerDataSource().getConnection()) {
            connection.setAutoCommit(false);
            try {
                JdbcClient apart = JdbcClient.create(new SingleConnectionDataSource(connection, true));
                apart.sql("alter table person disable trigger person_words_begin").update();
                apart.sql("""
                        insert into person (id, kind, name, given_name, born, recorded_at)
                        select gen_random_uuid(), 'ADULT', 'Many' || n || ' Others' || n, 'Many', date '1990-01-01', now() from generate_series(1, 50000) n""").update();
                apart.sql("insert into person_word select id, name, w from person cross join unnest(array[lower(split_part(name, ' ', 1)), lower(split_part(name, ' ', 2))]) w where given_name = 'Many'").update();
                apart.sql("analyze person").update();
                apart.sql("analyze person_word").update();
                Map<String, Object> asked = Map.of("words", new String[] {"many4711", "others4711"}, "many", 2, "q", "many4711 others4711", "who", team.colleague().id(),
                        "most", 20, "now", java.sql.Timestamp.from(NIGHT));
                assertThat(plan(apart, FamilySearch.FIND, asked)).contains("person_word_word").doesNotContain("Seq Scan on person");
                Map<String, Object> known = Map.of("words", new String[] {"many4711", "others4711"}, "many", 2, "born", LocalDate.of(1990, 1, 1), "address", "1 High Street",
                        "who", team.colleague().id(), "now", java.sql.Timestamp.from(NIGHT));
                assertThat(plan(apart, KnownChild.ASK, known)).contains("person_word_word").doesNotContain("Seq Scan on person");
            } finally {
                connection.rollback();
            }
        }
    }

    private static String plan(JdbcClient database, String sql, Map<String, Object> values) {
        return String.join("\n", database.sql("explain " + sql).params(values).query(String.class).list());
    }

    @Test
    void whoAsksTooOftenIsToldWhenToAskAgainAndWhomToRing() throws Exception {
        Practitioner cora = team.colleague();
        rota.add(team.csc(), null, DutyRole.OUT_OF_HOURS_MANAGER, team.service().id(), NIGHT.minusSeconds(60), NIGHT.plus(Duration.ofHours(8)));
        int most = jdbc.sql("select rule_number('LU1')").query(Integer.class).single();
        for (int i = 0; i < most; i++) {
            assertThat(i % 2 == 0 ? finds(cora, "Nobody" + i) : api.send(HttpMethod.POST, cora, "{\"name\":\"Nobody\",\"born\":\"2020-01-0" + (1 + i % 9) + "\",\"reason\":\"Rang.\"}", KNOWN))
                    .hasStatusOk();
        }
        MvcTestResult refused = finds(cora, "Nobody");
        assertThat(refused).hasStatus(429);
        JsonNode problem = json.readTree(refused.getResponse().getContentAsString());
        assertThat(problem.path("code").asText()).isEqualTo("too-often");
        assertThat(problem.path("detail").asText()).isEqualTo("You have looked 30 times in 10 minutes. You can look again at 23:31. If it cannot wait, ring Sven Service, who is on duty: "
                + "they can look for you. If a child is in danger now, ring 999.");
        assertThat(refused.getResponse().getHeader("Retry-After")).isEqualTo("21");
        assertThat(api.get(cora, "/api/casefiles?q={q}&reason=x", family.reference())).as("by reference, too").hasStatus(429);
        assertThat(jdbc.sql("select count(*) from access_log where practitioner_id = :id and not allowed and what = 'Looked for families more often than allowed'")
                .param("id", cora.id()).query(Integer.class).single()).isEqualTo(2);
        assertThat(finds(team.incoming(), "Nobody")).as("by login").hasStatusOk();
        assertThat(api.send(HttpMethod.POST, cora, "{\"reason\":\"The child is alone.\"}", "/api/casefiles/" + family.reference() + "/urgent-access")).as("nobody is kept from a child").hasStatus(201);
        TestClock.get().advance(Duration.ofSeconds(21));
        assertThat(finds(cora, "Nobody")).hasStatusOk();
        assertThat(finds(cora, "Nobody")).hasStatus(429);
    }
}
