package org.throughline.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;
import org.throughline.chronology.Chronology;
import org.throughline.chronology.EntryRef;
import org.throughline.obligation.AwayPeople;
import org.throughline.obligation.Obligations;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;
import org.throughline.testing.Api;
import org.throughline.testing.FamilyWorld;
import org.throughline.testing.FamilyWorld.Family;
import org.throughline.testing.FamilyWorld.Team;
import org.throughline.testing.TestClock;
import org.throughline.testing.ThroughlineTest;

/** Somebody answers for an act made without authority, and nothing else ends what is owed for it. */
@ThroughlineTest
class ActAnswersIT {

    private static final String RIGHT = "{\"outcome\":\"HAD_TO_BE_DONE\",\"words\":\"Cora reads the history this week.\"}";

    @Autowired FamilyWorld world;
    @Autowired Chronology chronology;
    @Autowired Obligations obligations;
    @Autowired Organisation organisation;
    @Autowired AwayPeople away;
    @Autowired JdbcClient jdbc;
    @Autowired ObjectMapper json;
    @Autowired WebApplicationContext context;

    private Api api;
    private Team team;
    private EntryRef visit;
    private String path;

    @BeforeEach
    void aVisitWithoutAuthority() {
        world.startClock(Instant.parse("2026-03-03T15:00:00Z"));
        team = world.team();
        Family family = world.family(team, 5);
        api = new Api(context);
        visit = chronology.append(family.file(), world.visit(family, team.colleague()), team.colleague(), "The door stood open.");
        path = "/api/casefiles/" + family.reference() + "/entries/" + visit.casefileId() + "/" + visit.seq() + "/answer";
        TestClock.get().advance(Duration.ofHours(2));
    }

    private MvcTestResult answers(Practitioner who, String body) {
        return api.send(HttpMethod.POST, who, body, path);
    }

    private JsonNode seen(Practitioner who) throws Exception {
        MvcTestResult answer = api.get(who, path);
        assertThat(answer).hasStatusOk();
        return json.readTree(answer.getResponse().getContentAsString());
    }

    @Test
    void theSupervisorAnswersOnceAndThatEndsWhatWasOwed() throws Exception {
        assertThat(obligations.open(ActAnswers.key(visit)).orElseThrow().ownerId()).isEqualTo(team.supervisor().id());
        assertThat(answers(team.colleague(), RIGHT)).as("whose act it was").hasStatus(404);
        assertThat(answers(team.outgoing(), RIGHT)).as("the responsible worker").hasStatus(404);
        assertThat(answers(team.supervisor(), "{\"words\":\" \"}")).hasStatus(422).bodyJson().extractingPath("$.faults[*].field").asArray().containsExactly("outcome", "words");
        JsonNode open = seen(team.supervisor());
        assertThat(open.path("mayAnswer").asBoolean()).isTrue();
        assertThat(open.path("why").asText()).isEqualTo("The door stood open.");
        assertThat(answers(team.supervisor(), RIGHT)).hasStatus(204);
        assertThat(obligations.open(ActAnswers.key(visit))).isEmpty();
        assertThat(answers(team.supervisor(), RIGHT)).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("already-done");
        JsonNode given = seen(team.outgoing());
        assertThat(given.path("answer").path("by").asText()).isEqualTo("Sunita Supervisor");
        assertThat(given.path("mayAnswer").asBoolean()).isFalse();
    }

    @Test
    void whoWasAskedInsteadAnswersAndSeesNoWordsOfAFamilyThatIsNotTheirs() throws Exception {
        organisation.addAbsence(team.supervisor().id(), TestClock.get().instant(), TestClock.get().instant().plus(Duration.ofDays(20)));
        away.look();
        assertThat(api.send(HttpMethod.POST, team.service(), "{\"to\":\"" + team.incoming().username() + "\"}", "/api/people/" + team.supervisor().username() + "/work")).hasStatus(204);
        assertThat(obligations.open(ActAnswers.key(visit)).orElseThrow().ownerId()).isEqualTo(team.incoming().id());
        JsonNode seen = seen(team.incoming());
        assertThat(seen.path("mayAnswer").asBoolean()).isTrue();
        assertThat(seen.has("summary")).isFalse();
        assertThat(answers(team.incoming(), RIGHT)).hasStatus(204);
        assertThat(obligations.open(ActAnswers.key(visit))).isEmpty();
        assertThat(api.get(team.visitor(), path)).as("a stranger").hasStatus(404);
    }

    @Test
    void theRecordTakesNoAnswerOfAnybodyElse() {
        String insert = "insert into marked_act_answer (casefile_id, seq, outcome, words, answered_by, answered_at) values (?, ?, 'NOT_JUSTIFIED', 'x', ?, ?)";
        for (Practitioner who : new Practitioner[] {team.colleague(), team.outgoing(), team.service()}) {
            assertThatThrownBy(() -> jdbc.sql(insert).params(visit.casefileId(), visit.seq(), who.id(), java.sql.Timestamp.from(TestClock.get().instant())).update())
                    .as(who.name()).hasMessageContaining("answers for an act made without authority");
        }
        assertThatThrownBy(() -> jdbc.sql(insert).params(visit.casefileId(), 1L, team.supervisor().id(), java.sql.Timestamp.from(TestClock.get().instant())).update())
                .hasMessageContaining("Only an act made without authority");
        assertThatThrownBy(() -> jdbc.sql("update marked_act_answer set words = 'y'").update()).hasRootCauseMessage("ERROR: permission denied for table marked_act_answer");
    }
}
